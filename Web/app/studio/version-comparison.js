import { computed, defineComponent, h, ref, shallowRef, watch } from "../../vendor/vue.js";
import { GenerationState } from "../../client/index.js";
import { countChanges, differLines } from "../artifacts/line-difference.js";
import { timeOf } from "../chat/format.js";
import EmptyState from "../components/empty-state.js";
import { showProblem } from "../components/toast.js";
import { useApplication } from "../state/application.js";
import { pairLines } from "./side-by-side.js";

const mostRows = 4_000;
/** Why there is a version, in words. */
export const reasons = { generate: "Generated", refine: "Refined", resume: "Resumed", edit: "Edited by hand", release: "Released" };

/** What a version is about: the prompt that was asked for, or the block that a person changed. */
export const subjectOf = (version) => version.prompt ?? version.block ?? null;

const numberOf = ({ version }) => version;

/** The files of a version as `[{name, text}]`, put together of its blocks. */
export function filesOfVersion({ blocks = {} }) {
  const state = new GenerationState({ id: "version", hashmap: { blocks, metadata: {} } });
  return state.targets.map((target) => ({ name: target ?? "", text: state.file(target) }));
}

/** The versions of a generation, and two of them side by side. */
export default defineComponent({
  name: "VersionComparison",
  props: { session: { type: Object, required: true }, versions: { type: Array, required: true }, error: Object },
  setup(props) {
    const { studio } = useApplication();
    const from = ref(null);
    const to = ref(null);
    const contents = shallowRef(new Map());
    const chosen = ref(null);

    const numbers = computed(() => props.versions.map(numberOf).sort((one, other) => one - other));
    watch(
      numbers,
      (all, before) => {
        const wasNewest = to.value === null || to.value === before?.at(-1);
        if (!all.includes(to.value) || wasNewest) to.value = all.at(-1) ?? null;
        if (!all.includes(from.value) || wasNewest) from.value = all.at(-2) ?? all.at(-1) ?? null;
      },
      { immediate: true },
    );

    watch(
      [from, to],
      async () => {
        for (const number of [from.value, to.value]) {
          if (number === null || contents.value.has(number)) continue;
          try {
            const version = await studio.client.version(props.session.id, number);
            contents.value = new Map([...contents.value, [number, filesOfVersion(version)]]);
          } catch (error) {
            showProblem(error);
          }
        }
      },
      { immediate: true },
    );

    const names = computed(() => [...new Set([from.value, to.value].flatMap((number) => contents.value.get(number)?.map(({ name }) => name) ?? []))]);
    const textOf = (number, name) => contents.value.get(number)?.find((file) => file.name === name)?.text ?? "";
    const changedNames = computed(() => names.value.filter((name) => textOf(from.value, name) !== textOf(to.value, name)));
    const name = computed(() => (names.value.includes(chosen.value) ? chosen.value : changedNames.value[0] ?? names.value[0] ?? null));
    const difference = computed(() => (contents.value.has(from.value) && contents.value.has(to.value) && name.value !== null ? differLines(textOf(from.value, name.value), textOf(to.value, name.value)) : null));
    const rows = computed(() => difference.value && pairLines(difference.value).slice(0, mostRows));

    const labelOf = (number) => {
      const version = props.versions.find((other) => numberOf(other) === number);
      const detail = version && subjectOf(version);
      return `${number} · ${reasons[version?.reason] ?? "Version"}${detail ? ` · ${detail}` : ""}${version?.created_at ? ` · ${timeOf(version.created_at)}` : ""}`;
    };

    const picker = (label, model) =>
      h("label", { class: "version-picker" }, [
        h("span", { class: "quiet" }, label),
        h("select", { class: "field", value: model.value, onChange: (event) => (model.value = Number(event.target.value)) }, [...numbers.value].reverse().map((number) => h("option", { key: number, value: number, selected: number === model.value }, labelOf(number)))),
      ]);

    const side = (line, kind) =>
      h("td", { class: ["compare-line", line === null ? "compare-none" : line.kind !== "same" && `difference-${line.kind}`] }, [
        line?.kind === kind && h("span", { class: "visually-hidden" }, kind === "removed" ? "Taken out: " : "Put in: "),
        line?.text ?? "",
      ]);

    const table = () => {
      const { added, removed } = countChanges(difference.value);
      if (added + removed === 0) return h(EmptyState, { icon: "check", title: "Both versions are the same" });
      return [
        h("div", { class: "compare-frame", tabindex: 0, role: "region", "aria-label": "Changes" }, [
          h("table", { class: "compare-table" }, [
            h("caption", { class: "visually-hidden" }, `Version ${from.value} beside version ${to.value}: ${added} lines put in, ${removed} taken out`),
            h("colgroup", ["number", "line", "number", "line"].map((kind, index) => h("col", { key: index, class: `compare-${kind}-column` }))),
            h("thead", { class: "visually-hidden" }, h("tr", [h("th", { scope: "col" }, "Line"), h("th", { scope: "col" }, `Version ${from.value}`), h("th", { scope: "col" }, "Line"), h("th", { scope: "col" }, `Version ${to.value}`)])),
            h(
              "tbody",
              rows.value.map(({ before, after }, index) =>
                h("tr", { key: index }, [h("td", { class: "compare-number number" }, before?.before ?? ""), side(before, "removed"), h("td", { class: "compare-number number" }, after?.after ?? ""), side(after, "added")]),
              ),
            ),
          ]),
        ]),
      ];
    };

    return () => {
      if (props.error && props.versions.length === 0) return h(EmptyState, { icon: "cloudOff", title: "The versions could not be read", text: props.error.message });
      if (numbers.value.length === 0) return h(EmptyState, { icon: "compare", title: "No versions yet", text: "Each run and each change by hand leaves one." });
      return h("div", { class: "versions" }, [
        h("div", { class: "version-tools" }, [
          picker("From", from),
          picker("To", to),
          names.value.length > 1 && h("label", { class: "version-picker" }, [h("span", { class: "quiet" }, "File"), h("select", { class: "field", value: name.value, onChange: (event) => (chosen.value = event.target.value) }, names.value.map((each) => h("option", { key: each, value: each, selected: each === name.value }, changedNames.value.includes(each) ? `${each} (changed)` : each)))]),
          difference.value && h("span", { class: "comparison-count number" }, [h("ins", { "aria-label": `${countChanges(difference.value).added} lines put in` }, `+${countChanges(difference.value).added}`), h("del", { "aria-label": `${countChanges(difference.value).removed} lines taken out` }, `−${countChanges(difference.value).removed}`)]),
        ]),
        difference.value === null ? h("div", { class: "artifact-loading", role: "status", "aria-label": "The versions are loading" }, h("div", { class: "skeleton skeleton-63" })) : table(),
      ]);
    };
  },
});
