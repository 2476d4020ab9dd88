import { defineComponent, h } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";

const count = new Intl.NumberFormat("en");

/** What running the code on the workbook's samples gave: figures and rows of each target. Emits `show(place)` for an open column's cell. */
export default defineComponent({
  name: "SampleResults",
  props: { report: Object, error: Object, isLoading: Boolean },
  emits: ["show", "retry"],
  setup(props, { emit }) {
    const fact = (label, value, isBad = false) => h("div", { key: label, class: ["sample-fact", { "sample-fact-bad": isBad }] }, [h("dt", label), h("dd", { class: "number" }, value)]);
    const sum = (counts) => Object.values(counts ?? {}).reduce((total, value) => total + value, 0);
    const detail = (counts) => Object.entries(counts ?? {}).filter(([, value]) => value > 0).map(([name, value]) => `${name} ${count.format(value)}`).join(", ");

    const figures = (target) =>
      h("dl", { class: "sample-facts" }, [
        fact("Rows", count.format(target.rows)),
        fact("Duplicate keys", count.format(target.duplicate_keys ?? 0), target.duplicate_keys > 0),
        fact("Lost in joins", detail(target.rows_lost) || "0", sum(target.rows_lost) > 0),
        fact("Casts failed", detail(target.casts_failed) || "0", sum(target.casts_failed) > 0),
        fact("Too long", detail(target.too_long) || "0", sum(target.too_long) > 0),
        fact("Nulls", detail(target.nulls) || "none"),
      ]);

    const table = (target) => {
      const { columns = [], rows = [] } = target.sample ?? {};
      if (rows.length === 0) return null;
      return h("div", { class: "sample-table-frame", tabindex: 0, role: "region", "aria-label": `Rows of ${target.table}` }, [
        h("table", { class: "sample-table" }, [
          h("thead", h("tr", columns.map((name, column) => h("th", { key: name, scope: "col", class: [rows.some((row) => typeof row[column] === "number") && "sample-number"] }, name)))),
          h("tbody", rows.map((row, index) => h("tr", { key: index }, row.map((value, column) => h("td", { key: column, class: [typeof value === "number" && "number sample-number"] }, value === null || value === undefined ? h("span", { class: "sample-null" }, "NULL") : String(value)))))),
        ]),
      ]);
    };

    const notSaid = (target) => {
      const reasons = Object.entries(target.not_run ?? {});
      return reasons.length > 0 && h("p", { class: "sample-open" }, ["Not run here: ", reasons.map(([name, reason], index) => [index > 0 && ", ", h("span", { key: name, title: reason }, name)])]);
    };

    const open = (target) =>
      target.open?.length > 0 &&
      h("p", { class: "sample-open" }, ["Open: ", target.open.map(({ column, cell, reason }, index) => [index > 0 && ", ", h("button", { key: column, type: "button", class: "text-button", title: reason, onClick: () => emit("show", cell) }, column)])]);

    const notRun = ({ failure }) => failure && h("p", { class: failure.code === "missing" ? "quiet" : "composer-refusal" }, `The samples were not run: ${failure.found}; ${failure.fix}.`);

    return () => {
      if (props.error) return h(EmptyState, { icon: "cloudOff", title: "The samples could not be run", text: props.error.message, action: { label: "Try again", run: () => emit("retry") } });
      if (!props.report) return props.isLoading ? h("div", { class: "artifact-loading", role: "status", "aria-label": "The samples are being run" }, [h("div", { class: "skeleton skeleton-63" }), h("div", { class: "skeleton skeleton-81" })]) : h(EmptyState, { icon: "table", title: "No sample results yet", text: "They come when the code is complete." });
      const ran = props.report.targets.filter(({ rows, failure }) => (rows ?? null) !== null || failure);
      if (ran.every(({ failure }) => failure?.code === "missing")) return h(EmptyState, { icon: "table", title: "There was nothing to run", text: "Add sheets named “Samples <table>” with rows of the source tables: the code is then run on them." });
      return h("div", { class: "samples" }, ran.map((target) => h("section", { key: target.table, class: "sample", "aria-label": target.table }, [h("h3", target.table), (target.rows ?? null) !== null && figures(target), notRun(target), open(target), notSaid(target), table(target)])));
    };
  },
});
