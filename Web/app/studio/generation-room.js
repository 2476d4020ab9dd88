import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref, shallowRef, watch } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";
import { registerShortcuts } from "../shortcuts.js";
import { useApplication } from "../state/application.js";
import { parsePlace } from "./cell-address.js";
import CodePane from "./code-pane.js";
import DiagnosticsList from "./diagnostics-list.js";
import GenerationChat from "./generation-chat.js";
import { targetOf } from "./reference-text.js";
import RowSplitter from "./row-splitter.js";
import SampleResults from "./sample-results.js";
import VersionComparison from "./version-comparison.js";
import WorkbookPane from "./workbook-pane.js";
import { notesOf } from "./workbook-room.js";

const usualShare = 42;

/** A generation: its workbook and its code, which light each other up; the chat; what is to be said about it. Emits `show(part)` for narrow windows. */
export default defineComponent({
  name: "GenerationRoom",
  props: { session: { type: Object, required: true }, workbook: Object, workbookError: Object, shown: { type: String, required: true } },
  emits: ["show"],
  setup(props, { emit, expose }) {
    const { studio, preferences } = useApplication();
    const pane = ref(null);
    const code = ref(null);
    const chat = ref(null);
    const tab = ref("code");
    const side = ref("chat");
    const sourceMap = shallowRef(null);
    const report = shallowRef(null);
    const reportError = shallowRef(null);
    const plan = shallowRef(null);
    const versions = shallowRef([]);
    const versionsError = shallowRef(null);
    const isLoadingReport = ref(false);
    const chosen = shallowRef([]);
    const pointed = shallowRef(null);
    let reading = 0;

    const share = computed(() => preferences.workbookShare ?? usualShare);
    const diagnostics = computed(() => report.value?.diagnostics ?? plan.value?.diagnostics ?? []);
    const notes = computed(() => notesOf(diagnostics.value));
    const pointedPlace = computed(() => (pointed.value?.sheet ? [pointed.value] : schemaPlaces(pointed.value?.schema)));
    const lit = computed(() => [...chosen.value, ...pointedPlace.value]);

    /** Cells that a column's name comes from, by the plan. */
    function schemaPlaces(name) {
      if (!name) return [];
      const places = [];
      for (const { table, columns } of plan.value?.targets ?? []) {
        for (const { name: column, sources, provenance } of columns ?? []) {
          const names = [`${table}.${column}`, ...(sources ?? []).map((source) => `${source.table}.${source.column}`)];
          if (provenance && names.some((other) => other.toLowerCase() === name.toLowerCase())) places.push(parsePlace(`${provenance.sheet}!${provenance.range}`));
        }
      }
      return places.filter(Boolean);
    }

    /** What belongs to the code as it stands; what is not there yet is asked for at the next change. */
    async function readAll() {
      const request = (reading += 1);
      if (props.session.state.revision === 0 || props.session.isRunning) return;
      const isComplete = props.session.state.hashmap.status === "completed";
      const current = () => request === reading;
      const { id } = props.session;
      isLoadingReport.value = isComplete;
      const read = (call, put, fail = () => {}) => call.then((value) => current() && put(value), (error) => current() && fail(error));
      await Promise.all([
        read(studio.client.sourceMap(id), (value) => (sourceMap.value = value)),
        read(studio.client.versions(id), (value) => ([versions.value, versionsError.value] = [value.items, null]), (error) => (versionsError.value = error)),
        isComplete && read(studio.client.samples(id), (value) => ([report.value, reportError.value] = [value, null]), (error) => (reportError.value = error)),
      ]);
      if (current()) isLoadingReport.value = false;
    }
    watch(() => props.session.state.revision, readAll, { immediate: true });
    watch(
      () => props.workbook?.workbook,
      (id) => id && studio.client.plan(id, { tables: studio.choicesOf(props.session).tables }).then((value) => (plan.value = value), () => {}),
      { immediate: true },
    );

    async function toCode(place) {
      chosen.value = [place];
      const hasCode = tab.value === "code";
      if (!hasCode) tab.value = "code";
      await nextTick();
      return code.value?.reveal(place);
    }
    function toCell(place) {
      chosen.value = [place];
      emit("show", "workbook");
      nextTick(() => pane.value?.reveal(place));
    }
    async function toBoth(place) {
      chosen.value = [place];
      await nextTick();
      pane.value?.reveal(place);
      toCode(place);
    }
    const showCell = (cell) => {
      const place = parsePlace(cell);
      if (!place) return;
      emit("show", "workbook");
      toBoth(place);
    };

    function point(reference) {
      pointed.value = reference && targetOf(reference);
    }
    async function showReference(reference) {
      const target = targetOf(reference);
      if (!target) return;
      if (target.block) {
        tab.value = "code";
        emit("show", "code");
        await nextTick();
        code.value?.revealBlock(target.block);
      } else {
        const place = target.sheet ? target : schemaPlaces(target.schema)[0];
        if (place) toCell(place);
      }
    }
    async function refine(block) {
      side.value = "chat";
      emit("show", "chat");
      await nextTick();
      chat.value.name(`@code[${block.name}]`);
    }

    const dispose = registerShortcuts("Generation", [
      { keys: "/", label: "Write a prompt", run: () => ((side.value = "chat"), emit("show", "chat"), nextTick(() => chat.value?.focus())) },
      { keys: "1", label: "Code", run: () => ((tab.value = "code"), emit("show", "code")) },
      { keys: "2", label: "Samples", run: () => ((tab.value = "samples"), emit("show", "code")) },
      { keys: "3", label: "Versions", run: () => ((tab.value = "versions"), emit("show", "code")) },
      { keys: "d", label: "Diagnostics", run: () => ((side.value = "diagnostics"), emit("show", "chat")) },
      { keys: "escape", label: "Light nothing up", run: () => (chosen.value = []) },
    ]);
    onMounted(() => nextTick(() => pane.value?.focus()));
    onBeforeUnmount(dispose);
    expose({ report: () => report.value });

    const tabList = (label, current, items) =>
      h(
        "div",
        { class: "tabs", role: "tablist", "aria-label": label },
        items.map(([name, words, count]) => h("button", { key: name, type: "button", role: "tab", class: "tab", "aria-selected": String(current.value === name), onClick: () => (current.value = name) }, [words, count > 0 && h("span", { class: "badge number" }, count)])),
      );

    const workbookPart = () => {
      if (props.workbook) return h(WorkbookPane, { ref: pane, workbook: props.workbook, lit: lit.value, notes: notes.value, onCell: toCode });
      if (props.workbookError) return h("section", { class: "pane workbook-pane", "aria-label": "Workbook" }, h(EmptyState, { icon: "archive", title: "The workbook is not there any more", text: "It was deleted; the code and its versions stay." }));
      return h("section", { class: "pane workbook-pane", "aria-label": "Workbook", "aria-busy": "true" }, h("div", { class: "artifact-loading" }, [h("div", { class: "skeleton skeleton-63" }), h("div", { class: "skeleton skeleton-81" })]));
    };

    const codePart = () =>
      h("section", { class: "pane code-part", "aria-label": "Result" }, [
        h("div", { class: "pane-tabs" }, [tabList("Result", tab, [["code", "Code"], ["samples", "Samples"], ["versions", "Versions", versions.value.length]])]),
        h("div", { class: "pane-body", hidden: tab.value !== "code" }, h(CodePane, { ref: code, session: props.session, sourceMap: sourceMap.value, lit: lit.value, pointed: pointed.value?.block ?? null, onPick: toCell, onRefine: refine })),
        tab.value === "samples" && h("div", { class: "pane-body pane-scroller", tabindex: 0, role: "region", "aria-label": "Samples" }, h(SampleResults, { report: report.value, error: reportError.value, isLoading: isLoadingReport.value, onShow: showCell, onRetry: readAll })),
        tab.value === "versions" && h("div", { class: "pane-body" }, h(VersionComparison, { session: props.session, versions: versions.value, error: versionsError.value })),
      ]);

    return () =>
      h("div", { class: ["bench", "bench-generation", `bench-${props.shown}`] }, [
        h("div", { class: "bench-main", style: { "--workbook-share": `${share.value}%` } }, [workbookPart(), h(RowSplitter, { share: share.value, label: "Height of the workbook", onResize: (value) => (preferences.workbookShare = value) }), codePart()]),
        h("aside", { class: "bench-side", "aria-label": "Chat and diagnostics" }, [
          h("div", { class: "pane-tabs" }, [tabList("Beside the code", side, [["chat", "Chat"], ["diagnostics", "Diagnostics", diagnostics.value.length]])]),
          h("div", { class: "side-body", hidden: side.value !== "chat" }, h(GenerationChat, { ref: chat, session: props.session, versions: versions.value, onPoint: point, onShow: showReference })),
          side.value === "diagnostics" && h("div", { class: "side-scroller", tabindex: 0, role: "region", "aria-label": "What was found" }, h(DiagnosticsList, { diagnostics: diagnostics.value, isFinal: report.value !== null || plan.value !== null, onShow: showCell })),
        ]),
      ]);
  },
});
