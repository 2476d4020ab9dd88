import { defineComponent, h } from "../../vendor/vue.js";
import { cost, wholeCount } from "../chat/format.js";
import { clockOf, microsecondsOf, spanText } from "./time-text.js";

/** The provider calls of an answer, an attempt each, as the ledger has them. */
export default defineComponent({
  name: "ProviderCalls",
  props: { calls: { type: Array, required: true } },
  setup(props) {
    const columns = [
      ["Attempt", (call) => call.attempt],
      ["Status", (call) => h("span", { class: ["call-status", `call-status-${call.status}`] }, call.status)],
      ["Model", (call) => `${call.provider} / ${call.model}`],
      ["In", (call) => wholeCount(call.input_tokens ?? 0)],
      ["Cached", (call) => wholeCount(call.cache_read_tokens ?? 0)],
      ["Out", (call) => wholeCount(call.output_tokens ?? 0)],
      ["Thought", (call) => wholeCount(call.reasoning_tokens ?? 0)],
      ["Cost", (call) => (call.status === "open" ? "–" : h("span", { title: call.cost === null ? "No price is known" : `${call.cost} USD${call.price_version ? `, prices ${call.price_version}` : ""}` }, cost(call.cost)))],
      ["Started", (call) => h("time", { datetime: call.started_at, title: call.started_at }, clockOf(call.started_at))],
      ["Took", (call) => (call.ended_at ? spanText(microsecondsOf(call.ended_at) - microsecondsOf(call.started_at)) : "–")],
      ["Call", (call) => h("span", { title: call.provider_request_id ? `The provider calls it ${call.provider_request_id}` : call.call }, call.call)],
    ];
    return () =>
      h("div", { class: "calls", tabindex: 0, role: "region", "aria-label": "Provider calls" }, [
        h("table", { class: "calls-table" }, [
          h("caption", { class: "visually-hidden" }, "Provider calls of the answer"),
          h("thead", h("tr", columns.map(([name]) => h("th", { scope: "col" }, name)))),
          h("tbody", props.calls.map((call) => h("tr", { key: call.call }, columns.map(([name, of]) => h("td", { key: name, class: "number" }, of(call)))))),
        ]),
      ]);
  },
});
