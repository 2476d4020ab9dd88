import { computed, defineComponent, h, ref } from "../../vendor/vue.js";
import { icon } from "../components/icon.js";
import ModalDialog from "../components/modal-dialog.js";
import { saveFile } from "../components/save-file.js";
import { showToast } from "../components/toast.js";
import { lineFigures } from "./chart-catalogue.js";
import { chartCSV } from "./chart-data.js";
import { chartImage } from "./chart-image.js";
import MetricChart from "./metric-chart.js";
import { pointTime, rangeLabel } from "./time-range.js";
import { formatValue } from "./units.js";

const figures = Object.freeze([
  ["last", "Last"],
  ["least", "Least"],
  ["mean", "Mean"],
  ["most", "Most"],
]);

/** One chart over the page: large, in figures, as a table, as CSV and as PNG. Takes what `MetricChart` takes and asks as it does; `close` ends it. */
export default defineComponent({
  name: "ChartDialog",
  inheritAttrs: false,
  props: { chart: { type: Object, required: true }, lines: { type: Array, required: true }, times: { type: Array, required: true }, step: { type: Number, required: true }, limits: { type: Object, required: true }, theme: { type: Object, required: true }, library: Object, isLibraryMissing: Boolean, hidden: { type: Set, required: true } },
  emits: ["close"],
  setup(props, { attrs, emit }) {
    const isTable = ref(false);
    const span = computed(() => props.limits.to - props.limits.from);
    const fileName = () => `${props.chart.id}-${new Date(props.limits.from * 1_000).toISOString().slice(0, 16).replace(":", "")}`;

    const saveTable = () => saveFile(`${fileName()}.csv`, new Blob([chartCSV(props.chart, props.times, props.lines)], { type: "text/csv" }));
    const saveImage = async () => {
      try {
        saveFile(`${fileName()}.png`, await chartImage(props));
      } catch {
        showToast("The browser could not make a picture of this chart", { kind: "problem" });
      }
    };

    const figureTable = () => {
      const columns = props.chart.measure === "count" ? [...figures, ["total", "Total"]] : figures;
      return h("div", { class: "table-scroller" }, [
        h("table", { class: "figures" }, [
          h("caption", { class: "visually-hidden" }, `Figures of ${props.chart.title}`),
          h("thead", h("tr", [h("th", { scope: "col" }, "Line"), ...columns.map(([, label]) => h("th", { scope: "col", class: "figures-number" }, label))])),
          h(
            "tbody",
            props.lines.map((line) => {
              const values = lineFigures(props.chart, line);
              return h("tr", { key: line.key }, [
                h("th", { scope: "row" }, [h("span", { class: `chart-swatch chart-swatch-${line.colour}`, "aria-hidden": "true" }), line.label]),
                ...columns.map(([name]) => h("td", { class: "figures-number number" }, formatValue(values[name], props.chart.unit))),
              ]);
            }),
          ),
        ]),
      ]);
    };

    const valueTable = () =>
      h("div", { class: "table-scroller values", tabindex: 0, role: "region", "aria-label": `Values of ${props.chart.title}` }, [
        h("table", { class: "figures" }, [
          h("caption", { class: "visually-hidden" }, `${props.chart.title}, newest first`),
          h("thead", h("tr", [h("th", { scope: "col" }, "Time"), ...props.lines.map(({ key, label }) => h("th", { key, scope: "col", class: "figures-number" }, label))])),
          h(
            "tbody",
            props.times
              .map((time, index) =>
                h("tr", { key: time }, [
                  h("th", { scope: "row", class: "number" }, pointTime(time, { step: props.step, span: span.value })),
                  ...props.lines.map(({ key, values }) => h("td", { key, class: "figures-number number" }, formatValue(values[index] ?? null, props.chart.unit))),
                ]),
              )
              .reverse(),
          ),
        ]),
      ]);

    return () =>
      h(
        ModalDialog,
        { title: props.chart.title, class: "chart-dialog", onClose: () => emit("close") },
        {
          default: () => [
            h("p", { class: "chart-dialog-hint" }, props.chart.hint),
            h("p", { class: "chart-dialog-range number" }, rangeLabel(props.limits)),
            h(MetricChart, { ...props, ...attrs, isLarge: true }),
            isTable.value ? valueTable() : figureTable(),
          ],
          actions: () => [
            h("button", { type: "button", class: "button", "aria-pressed": String(isTable.value), onClick: () => (isTable.value = !isTable.value) }, isTable.value ? "Show figures" : "Show as table"),
            h("span", { class: "composer-space" }),
            h("button", { type: "button", class: "button", onClick: saveTable }, [icon("download"), "CSV"]),
            h("button", { type: "button", class: "button", disabled: !props.library, onClick: saveImage }, [icon("download"), "PNG"]),
          ],
        },
      );
  },
});
