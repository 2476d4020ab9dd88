import { computed, defineComponent, h, nextTick, ref, watch } from "../../vendor/vue.js";
import CopyButton from "../components/copy-button.js";
import EmptyState from "../components/empty-state.js";
import { showProblem, showToast } from "../components/toast.js";
import { useApplication } from "../state/application.js";
import CodeBlock from "./code-block.js";
import { spansOfBlock, spansOfPlace } from "./code-spans.js";

const titles = { ctes: "CTEs", select_clause: "Select", joins: "From and joins", where_clause: "Where", group_by: "Group by", order: "Order", load: "Load", load_end: "End of the load" };

/** A block's part in words: `joins_2` is the second branch's. */
export function titleOf(part) {
  const [, name, branch] = /^(.*?)(?:_([0-9]+))?$/.exec(part);
  const title = titles[name] ?? titles[part] ?? part;
  return branch && titles[name] ? `${title} (${branch})` : title;
}

/**
 * The code of a generation, block by block, as it is written. `sourceMap` says which piece comes from which cell, `lit` is the place of the workbook whose
 * pieces are lit up, `pointed` the name of a block that a reference points at. Emits `pick(place)` and `refine(block)`. Exposes `reveal(place)` and `revealBlock(name)`.
 */
export default defineComponent({
  name: "CodePane",
  props: { session: { type: Object, required: true }, sourceMap: Object, lit: { type: Array, default: () => [] }, pointed: String },
  emits: ["pick", "refine"],
  setup(props, { emit, expose }) {
    const { studio } = useApplication();
    const chosen = ref(null);
    const saving = ref(null);
    const views = new Map();

    const targets = computed(() => (void props.session.state.hashmap, props.session.targets));
    const target = computed(() => (targets.value.includes(chosen.value) ? chosen.value : targets.value[0]));
    const dialect = computed(() => studio.choicesOf(props.session).dialect ?? "postgres");
    const blocks = computed(() => {
      void props.session.state.hashmap;
      let line = 1;
      return props.session.blocks(target.value).map((block) => {
        const spans = spansOfBlock(props.sourceMap, block.name, block.sql);
        const entry = { block, title: titleOf(block.part), firstLine: line, spans, lit: props.lit.flatMap((place) => spansOfPlace(spans, place)) };
        line += block.sql ? block.sql.split("\n").length : 0;
        return entry;
      });
    });

    const progress = computed(() => {
      const marks = new Map(targets.value.map((name) => [name, "done"]));
      for (const { target: name, status } of props.session.blocks()) {
        if (status === "error") marks.set(name, "failed");
        else if (status !== "completed" && marks.get(name) === "done") marks.set(name, "open");
      }
      return marks;
    });

    const tabList = ref(null);
    watch(target, () => nextTick(() => tabList.value?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" })));

    async function changeBlock(name, change, said, onFailure = () => {}) {
      saving.value = name;
      try {
        await change();
        showToast(said);
      } catch (error) {
        showProblem(error);
        onFailure();
      } finally {
        saving.value = null;
      }
    }

    /** Goes to the first piece that comes from a place, whichever target has it. Resolves with whether there is one. */
    async function reveal(place) {
      const order = [target.value, ...targets.value.filter((name) => name !== target.value)];
      for (const name of order) {
        for (const block of props.session.blocks(name)) {
          const [span] = spansOfPlace(spansOfBlock(props.sourceMap, block.name, block.sql), place);
          if (!span) continue;
          if (name !== target.value) chosen.value = name;
          await nextTick();
          await views.get(block.name)?.reveal(span.from);
          return true;
        }
      }
      return false;
    }

    async function revealBlock(name) {
      const block = props.session.blocks().find((other) => other.name === name || (other.part === name && other.target === target.value)) ?? props.session.blocks().find(({ part }) => part === name);
      if (!block) return false;
      chosen.value = block.target;
      await nextTick();
      await views.get(block.name)?.reveal();
      return true;
    }
    expose({ reveal, revealBlock });

    const isPointedAt = (block) => props.pointed !== null && props.pointed !== undefined && (props.pointed === block.name || props.pointed === block.part);

    const tabs = () =>
      targets.value.length > 1 &&
      h(
        "div",
        { ref: tabList, class: "code-targets", role: "tablist", "aria-label": "Targets" },
        targets.value.map((name) =>
          h("button", { key: name, type: "button", role: "tab", class: "sheet-tab", "aria-selected": String(name === target.value), tabindex: name === target.value ? 0 : -1, onClick: () => (chosen.value = name), onKeydown: (event) => walk(event) }, [
            h("span", { class: `target-dot target-${progress.value.get(name)}`, "aria-label": { done: "done", failed: "a block failed", open: "not done" }[progress.value.get(name)], role: "img" }),
            h("span", { class: "truncate" }, name),
          ]),
        ),
      );

    function walk(event) {
      const at = targets.value.indexOf(target.value) + ({ ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? NaN);
      if (!targets.value[at]) return;
      event.preventDefault();
      chosen.value = targets.value[at];
      nextTick(() => event.target.parentElement?.querySelector("[aria-selected=true]")?.focus());
    }

    return () => {
      if (targets.value.length === 0) {
        return h("div", { class: "code-pane" }, props.session.isRunning ? h(EmptyState, { icon: "code", title: "The code comes here", text: "Block by block, as each is complete." }) : h(EmptyState, { icon: "code", title: "There is no code", text: "The generation ended before its first block." }));
      }
      return h("div", { class: "code-pane" }, [
        h("div", { class: "code-tools" }, [tabs() || h("span", { class: "code-target-name truncate" }, target.value ?? props.session.state.hashmap.semantic_layer_name), h("span", { class: "composer-space" }), h(CopyButton, { text: () => props.session.file(target.value), label: "Copy the file" })]),
        h(
          "div",
          { class: "code-scroller", tabindex: 0, role: "region", "aria-label": "Code" },
          blocks.value.map(({ block, title, firstLine, spans, lit }) =>
            h(CodeBlock, {
              key: block.name,
              ref: (view) => (view ? views.set(block.name, view) : views.delete(block.name)),
              block,
              title,
              firstLine,
              spans,
              lit,
              dialect: dialect.value,
              isPointedAt: isPointedAt(block),
              isSaving: saving.value === block.name,
              isRunning: props.session.isRunning,
              onPick: (span) => span.place && emit("pick", span.place),
              onRefine: () => emit("refine", block),
              onKeep: (text, onFailure) => changeBlock(block.name, () => props.session.keep(block.name, text), `${title} is kept as you wrote it`, onFailure),
              onRelease: () => changeBlock(block.name, () => props.session.release(block.name), `${title} is the generator's again`),
            }),
          ),
        ),
      ]);
    };
  },
});
