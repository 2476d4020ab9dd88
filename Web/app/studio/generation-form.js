import { computed, defineComponent, h, reactive, watch } from "../../vendor/vue.js";
import { useApplication } from "../state/application.js";

const dialects = [
  ["postgres", "PostgreSQL"],
  ["spark", "Spark SQL"],
  ["snowflake", "Snowflake"],
  ["bigquery", "BigQuery"],
  ["sqlserver", "SQL Server"],
  ["duckdb", "DuckDB"],
  ["sqlite", "SQLite"],
  ["pyspark", "PySpark"],
];
const forms = [
  ["view", "View"],
  ["select", "Select"],
  ["insert", "Insert"],
  ["merge", "Merge"],
  ["dbt", "dbt model"],
];
const choices = { dialect: "throughline.studio.dialect", form: "throughline.studio.form", model: "throughline.studio.model" };

/** A dialect's name as its makers write it. */
export const dialectName = (dialect) => dialects.find(([value]) => value === dialect)?.[1] ?? dialect;

/** What is to be written: dialect, form, tables, model. `tables` are those of the plan, `null` while they are not known. Emits `start({name, dialect, form, tables, model})`. */
export default defineComponent({
  name: "GenerationForm",
  props: { workbook: { type: Object, required: true }, tables: Array, refusal: Object },
  emits: ["start"],
  setup(props, { emit }) {
    const { models } = useApplication();
    const kept = (name, fallback) => localStorage.getItem(choices[name]) ?? fallback;
    const form = reactive({
      name: props.workbook.name.replace(/\.[^.]+$/, "").replace(/[^A-Za-z0-9_-]+/g, "_"),
      dialect: kept("dialect", "postgres"),
      form: kept("form", "view"),
      model: kept("model", ""),
      left: new Set(),
    });
    const chosen = computed(() => (props.tables ?? []).filter((table) => !form.left.has(table)));
    watch(
      () => [form.dialect, form.form, form.model],
      () => {
        for (const name of Object.keys(choices)) localStorage.setItem(choices[name], form[name]);
      },
    );

    const start = () => emit("start", { name: form.name.trim() || undefined, dialect: form.dialect, form: form.form, tables: form.left.size > 0 ? chosen.value : undefined, model: form.model || undefined });

    const select = (label, field, options, hint) =>
      h("label", { class: "form-row" }, [
        h("span", { class: "form-label" }, label),
        h("select", { class: "field", value: form[field], onChange: (event) => (form[field] = event.target.value) }, options.map(([value, text]) => h("option", { key: value, value, selected: form[field] === value }, text))),
        hint && h("span", { class: "form-hint quiet" }, hint),
      ]);

    const tables = () => {
      if (props.tables === null || props.tables === undefined) return h("div", { class: "form-row", "aria-busy": "true" }, [h("span", { class: "form-label" }, "Tables"), h("div", { class: "skeleton skeleton-63" })]);
      if (props.tables.length === 0) return h("p", { class: "form-row quiet" }, "No target table was found yet: correct the layout first.");
      return h("fieldset", { class: "form-row form-tables" }, [
        h("legend", { class: "form-label" }, `Tables, ${chosen.value.length} of ${props.tables.length}`),
        h("div", { class: "form-checks" }, props.tables.map((table) =>
          h("label", { key: table, class: "form-check" }, [
            h("input", { type: "checkbox", checked: !form.left.has(table), onChange: (event) => (event.target.checked ? form.left.delete(table) : form.left.add(table)) }),
            h("span", { class: "truncate" }, table),
          ]),
        )),
      ]);
    };

    return () =>
      h("form", { class: "generation-form", "aria-label": "Generate", onSubmit: (event) => (event.preventDefault(), start()) }, [
        select("Dialect", "dialect", dialects),
        select("Written as", "form", forms),
        tables(),
        select("Model for rules in words", "model", [["", "None: they stay open"], ...models.map(({ id }) => [id, id])], "What the sheet says precisely is compiled; a model is asked only for rules in prose."),
        h("label", { class: "form-row" }, [h("span", { class: "form-label" }, "Name"), h("input", { class: "field", value: form.name, maxlength: 120, onInput: (event) => (form.name = event.target.value) })]),
        props.refusal && h("p", { class: "composer-refusal", role: "alert" }, props.refusal.message),
        h("button", { type: "submit", class: "button button-primary", disabled: props.tables?.length === 0 || (props.tables?.length > 0 && chosen.value.length === 0) }, "Generate"),
      ]);
  },
});
