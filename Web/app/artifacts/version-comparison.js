import { computed, defineComponent, h, ref, watch } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";
import { icon } from "../components/icon.js";
import MenuButton from "../components/menu-button.js";
import { useArtifactText } from "./artifact-text.js";
import { countChanges, differLines, foldUnchanged } from "./line-difference.js";

const signs = { same: " ", removed: "−", added: "+" };
const words = { removed: "Taken out: ", added: "Put in: " };
const mostShownLines = 4_000;

/** What changed between two versions, line by line. `versions` are all of them, `version` the index of the newer one, `base` that of the older. Emits `base(index)`. */
export default defineComponent({
  name: "VersionComparison",
  props: {
    versions: { type: Array, required: true },
    version: { type: Number, required: true },
    base: { type: Number, required: true },
    contents: { type: Object, required: true },
    isWrapped: Boolean,
  },
  emits: ["base"],
  setup(props, { emit }) {
    const older = useArtifactText(() => props.versions[props.base], props.contents);
    const newer = useArtifactText(() => props.versions[props.version], props.contents);
    const unfolded = ref(new Set());
    const difference = computed(() => (older.phase === "ready" && newer.phase === "ready" ? differLines(older.text, newer.text) : null));
    const parts = computed(() => difference.value && foldUnchanged(difference.value.slice(0, mostShownLines)));
    const count = computed(() => difference.value && countChanges(difference.value));
    watch(difference, () => (unfolded.value = new Set()));

    const row = ({ kind, text, before, after }) =>
      h("span", { class: ["difference-line", `difference-${kind}`], "data-before": before ?? "", "data-after": after ?? "" }, [
        h("span", { class: "difference-sign", "aria-hidden": "true" }, signs[kind]),
        kind !== "same" && h("span", { class: "visually-hidden" }, words[kind]),
        text,
      ]);

    const rows = (lines) => lines.map((line, index) => [index > 0 && "\n", row(line)]);

    const fold = (part, index) =>
      unfolded.value.has(index)
        ? rows(part.folded)
        : h("button", { type: "button", class: "difference-fold", onClick: () => (unfolded.value = new Set([...unfolded.value, index])) }, `${part.folded.length} unchanged lines`);

    const body = () => {
      const failed = [older, newer].find(({ phase }) => phase === "failed");
      if (failed) return h(EmptyState, { icon: "cloudOff", title: "A version could not be read", text: failed.error.message, action: { label: "Try again", run: failed.retry } });
      if (parts.value === null) return h("div", { class: "artifact-loading", role: "status", "aria-label": "The versions are loading" }, h("div", { class: "skeleton skeleton-63" }));
      if (count.value.added + count.value.removed === 0) return h(EmptyState, { icon: "check", title: "Both versions are the same" });
      return [
        h("div", { class: ["source", "difference", { "source-wrapped": props.isWrapped }], tabindex: 0, role: "region", "aria-label": "Changes", dir: "ltr" }, h("pre", { class: "source-text", style: { "--digits": String(Math.max(2, String(difference.value.length).length)) } }, parts.value.map((part, index) => [index > 0 && "\n", part.lines ? rows(part.lines) : fold(part, index)]))),
        difference.value.length > mostShownLines && h("p", { class: "artifact-note" }, `The first ${mostShownLines} lines of the comparison.`),
      ];
    };

    const head = () => {
      const choices = props.versions.map((_, index) => index).filter((index) => index !== props.version);
      const name = (index) => `Version ${index + 1}`;
      return h("div", { class: "comparison-head" }, [
        choices.length === 1
          ? h("span", name(props.base))
          : h(MenuButton, { label: `Compare with ${name(props.base).toLowerCase()}`, buttonClass: "button button-quiet comparison-base", items: choices.map((index) => ({ label: name(index), checked: index === props.base, run: () => emit("base", index) })) }, { default: () => [name(props.base), icon("chevronDown")] }),
        icon("chevronRight"),
        h("span", name(props.version)),
        count.value && h("span", { class: "comparison-count number" }, [h("ins", { "aria-label": `${count.value.added} lines put in` }, `+${count.value.added}`), h("del", { "aria-label": `${count.value.removed} lines taken out` }, `−${count.value.removed}`)]),
      ]);
    };

    return () => [head(), body()];
  },
});
