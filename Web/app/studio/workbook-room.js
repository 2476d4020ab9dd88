import { computed, defineComponent, h, ref, shallowRef } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";
import { navigate } from "../router.js";
import { useApplication } from "../state/application.js";
import { cellName, parsePlace } from "./cell-address.js";
import DiagnosticsList, { countsInWords } from "./diagnostics-list.js";
import GenerationForm from "./generation-form.js";
import { diagnosticsOf } from "./studio-home.js";
import WorkbookPane from "./workbook-pane.js";

/** What diagnostics say about cells, by sheet and cell: the gravest of each. */
export function notesOf(diagnostics) {
  const rank = { error: 0, warning: 1, info: 2 };
  const notes = new Map();
  for (const diagnostic of diagnostics) {
    const place = parsePlace(diagnostic.cell);
    if (!place) continue;
    if (!notes.has(place.sheet)) notes.set(place.sheet, new Map());
    const cells = notes.get(place.sheet);
    const name = cellName(place.range.top, place.range.left);
    if (!cells.has(name) || rank[diagnostic.severity] < rank[cells.get(name).severity]) cells.set(name, diagnostic);
  }
  return notes;
}

/** A workbook as it was understood, and what can be made of it. */
export default defineComponent({
  name: "WorkbookRoom",
  props: { workbook: { type: Object, required: true }, shown: { type: String, required: true } },
  setup(props) {
    const { studio } = useApplication();
    const pane = ref(null);
    const plan = shallowRef(null);
    const refusal = shallowRef(null);
    const lit = shallowRef([]);
    let asked = 0;

    async function readPlan() {
      const request = (asked += 1);
      try {
        const answer = await studio.client.plan(props.workbook.workbook);
        if (request === asked) [plan.value, refusal.value] = [answer, null];
      } catch (error) {
        if (request === asked) [plan.value, refusal.value] = [null, error];
      }
    }
    readPlan();

    const diagnostics = computed(() => plan.value?.diagnostics ?? diagnosticsOf(refusal.value));
    const notes = computed(() => notesOf(diagnostics.value));
    const tables = computed(() => (plan.value ? plan.value.targets.map(({ table }) => table) : refusal.value ? [] : null));

    const start = (choices) => {
      const id = studio.start({ ...choices, workbook: props.workbook.workbook, file: props.workbook.name });
      navigate({ view: "studio", room: "generation", item: id });
    };
    const show = (cell) => {
      const place = parsePlace(cell);
      if (!place) return;
      lit.value = [place];
      pane.value.reveal(place);
    };

    const columns = computed(() => (plan.value?.targets ?? []).reduce((total, { columns: own }) => total + (own?.length ?? 0), 0));
    const understood = () => plan.value && h("p", { class: "plan-facts quiet" }, `${plan.value.targets.length} target ${plan.value.targets.length === 1 ? "table" : "tables"}, ${columns.value} columns${diagnostics.value.length > 0 ? `, ${countsInWords(diagnostics.value)}` : ""}`);

    return () =>
      h("div", { class: ["bench", `bench-${props.shown}`] }, [
        h("div", { class: "bench-main" }, [h(WorkbookPane, { ref: pane, workbook: props.workbook, lit: lit.value, notes: notes.value, onLayout: readPlan, onCell: () => (lit.value = []) })]),
        h("aside", { class: "bench-side", "aria-label": "Generate" }, [
          h("div", { class: "side-scroller", tabindex: 0, role: "region", "aria-label": "What to generate" }, [
            h("section", { class: "side-section" }, [h("h2", "Generate"), understood(), h(GenerationForm, { workbook: props.workbook, tables: tables.value, onStart: start })]),
            h("section", { class: "side-section", "aria-label": "Diagnostics" }, [
              h("h2", "What was found"),
              refusal.value && h("p", { class: "composer-refusal", role: "alert" }, refusal.value.message),
              plan.value || diagnostics.value.length > 0 ? h(DiagnosticsList, { diagnostics: diagnostics.value, onShow: show }) : refusal.value ? h(EmptyState, { icon: "alert", title: "No plan could be made", action: { label: "Try again", run: readPlan } }) : h("div", { class: "skeleton skeleton-63" }),
            ]),
          ]),
        ]),
      ]);
  },
});
