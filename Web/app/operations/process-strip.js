import { defineComponent, h } from "../../vendor/vue.js";
import { lastKnown } from "./series-window.js";
import { clock, dateTime, spanLabel } from "./time-range.js";
import { formatValue } from "./units.js";

/** Whether the server accepts messages, what is down by name, and what process this is. `now` is in seconds since 1970. */
export default defineComponent({
  name: "ProcessStrip",
  props: { readiness: Object, facts: Object, window: Object, failure: Object, updatedAt: Number, now: { type: Number, required: true } },
  setup(props) {
    const health = () => {
      if (props.failure) return { tone: "bad", text: "Not reached" };
      if (!props.readiness) return { tone: "unknown", text: "Asking" };
      const { status, down } = props.readiness;
      if (down.length === 0) return { tone: "good", text: "Everything works" };
      return { tone: status === "ok" ? "poor" : "bad", text: `Down: ${down.join(", ")}` };
    };
    const fact = (label, value, title) => h("div", { class: ["process-fact", `process-fact-${label.toLowerCase().replace(" ", "-")}`], title }, [h("dt", label), h("dd", { class: "number" }, value)]);

    return () => {
      const { tone, text } = health();
      const { facts, window, updatedAt } = props;
      const step = window?.step;
      return h("div", { class: "process-strip" }, [
        h("p", { class: ["process-health", `process-health-${tone}`], role: "status", "aria-label": "Readiness" }, [h("span", { class: "process-dot", "aria-hidden": "true" }), h("span", { class: "truncate" }, text)]),
        h("dl", { class: "process-facts", "aria-label": "Process" }, [
          fact("Up", facts?.startedAt ? uptime(props.now - facts.startedAt) : "–", facts?.startedAt ? `Since ${dateTime(facts.startedAt)}` : undefined),
          fact("Memory", formatValue(lastKnown(window?.values("resident_bytes")), "bytes")),
          fact("CPU", formatValue(lastKnown(window?.values("cpu_cores")), "cores"), "Of one core"),
          fact("Version", facts?.version ?? "–"),
          fact("Steps", step ? spanLabel(step) : "–", "How far apart the points of the charts stand"),
          fact("As of", updatedAt ? clock(updatedAt, true) : "–"),
        ]),
      ]);
    };
  },
});

const minuteSeconds = 60;

/** Seconds are told only of the first minute. */
const uptime = (seconds) => spanLabel(seconds < minuteSeconds ? seconds : seconds - (seconds % minuteSeconds));
