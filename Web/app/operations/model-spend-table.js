import { defineComponent, h, onBeforeUnmount, shallowReactive, watch } from "../../vendor/vue.js";
import { shortCount } from "../chat/format.js";
import { icon } from "../components/icon.js";
import { readCalls, spendByModel } from "./model-spend.js";
import { clock } from "./time-range.js";
import { formatValue } from "./units.js";

/** What each model cost in a range, out of the ledger. It is read when asked for, not with every tick: a ledger is long. */
export default defineComponent({
  name: "ModelSpendTable",
  props: { client: { type: Object, required: true }, range: { type: Object, required: true }, limits: { type: Object, required: true } },
  setup(props) {
    const state = shallowReactive({ phase: "closed", rows: [], calls: 0, isWhole: true, readAt: null, error: null });
    let abort = new AbortController();

    async function read() {
      abort.abort();
      abort = new AbortController();
      const { signal } = abort;
      state.phase = "loading";
      try {
        const { calls, isWhole } = await readCalls(props.client, props.limits, { signal });
        Object.assign(state, { phase: "ready", rows: spendByModel(calls), calls: calls.length, isWhole, readAt: Date.now() / 1_000, error: null });
      } catch (error) {
        if (!signal.aborted) Object.assign(state, { phase: "failed", error });
      }
    }
    watch(
      () => props.range,
      () => state.phase !== "closed" && read(),
    );
    onBeforeUnmount(() => abort.abort());

    const columns = ["Model", "Provider", "Calls", "Failed", "Tokens in", "Tokens out", "Spend"];
    const table = () =>
      h("div", { class: "table-scroller" }, [
        h("table", { class: "figures" }, [
          h("caption", { class: "visually-hidden" }, "Spend by model"),
          h("thead", h("tr", columns.map((name, index) => h("th", { scope: "col", class: { "figures-number": index > 1 } }, name)))),
          h(
            "tbody",
            state.rows.map((row) =>
              h("tr", { key: `${row.provider} ${row.model}` }, [
                h("th", { scope: "row" }, row.model),
                h("td", { class: "quiet" }, row.provider),
                ...[row.calls, row.failed, row.input, row.output].map((count) => h("td", { class: "figures-number number" }, shortCount(count))),
                h("td", { class: "figures-number number" }, row.unpriced === row.calls ? "price unknown" : [formatValue(row.cost, "dollars"), row.unpriced > 0 && h("span", { class: "quiet" }, ` + ${row.unpriced} unpriced`)]),
              ]),
            ),
          ),
        ]),
      ]);

    const body = () => {
      if (state.phase === "failed") return h("p", { class: "model-spend-note", role: "status" }, `The ledger could not be read: ${state.error.message}`);
      if (state.phase === "ready" && state.rows.length === 0) return h("p", { class: "model-spend-note", role: "status" }, "No model was called in this range.");
      return state.rows.length > 0 && table();
    };
    const said = () => {
      if (state.phase === "loading") return "Reading the ledger";
      if (state.phase !== "ready") return "From the ledger of every call to a provider";
      const calls = `${shortCount(state.calls)} ${state.calls === 1 ? "call" : "calls"}`;
      return `${state.isWhole ? calls : `Only the first ${calls}: a shorter range shows all`}, read at ${clock(state.readAt, true)}`;
    };

    return () =>
      h("section", { class: "model-spend", "aria-label": "Spend by model" }, [
        h("header", { class: "model-spend-head" }, [
          h("h2", "Spend by model"),
          h("p", { class: "model-spend-said truncate" }, said()),
          h("button", { type: "button", class: "button button-quiet", disabled: state.phase === "loading", onClick: read }, [state.phase === "closed" ? null : icon("retry"), state.phase === "closed" ? "Read the ledger" : "Read again"]),
        ]),
        body(),
      ]);
  },
});
