import { defineComponent, h } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";
import { icon } from "../components/icon.js";

const order = ["error", "warning", "info"];
const names = { error: ["error", "errors"], warning: ["warning", "warnings"], info: ["note", "notes"] };

/** How many of each severity, in words. */
export function countsInWords(diagnostics) {
  const counts = order.map((severity) => [severity, diagnostics.filter((diagnostic) => diagnostic.severity === severity).length]).filter(([, count]) => count > 0);
  return counts.map(([severity, count]) => `${count} ${names[severity][count === 1 ? 0 : 1]}`).join(", ");
}

/** What is to be said about a workbook, gravest first. Emits `show(place)` with `Sheet!H7` of the one that is clicked, where it has one. */
export default defineComponent({
  name: "DiagnosticsList",
  props: { diagnostics: { type: Array, required: true }, isFinal: { type: Boolean, default: true } },
  emits: ["show"],
  setup(props, { emit }) {
    const item = (diagnostic, index) => {
      const { severity, code, cell, found, fix } = diagnostic;
      const words = [
        h("span", { class: "diagnostic-head" }, [h("span", { class: `severity severity-${severity}` }, [icon(severity === "info" ? "locate" : "alert"), severity]), h("code", code), cell && h("span", { class: "diagnostic-cell number" }, cell)]),
        h("span", { class: "diagnostic-found", dir: "auto" }, found),
        fix && h("span", { class: "diagnostic-fix quiet", dir: "auto" }, fix),
      ];
      return h("li", { key: `${index}-${code}-${cell}` }, cell ? h("button", { type: "button", class: "diagnostic", title: "Show the cell and its code", onClick: () => emit("show", cell) }, words) : h("div", { class: "diagnostic" }, words));
    };
    return () => {
      if (props.diagnostics.length === 0) return h(EmptyState, { icon: "check", title: "Nothing to report", text: props.isFinal ? "Every rule was understood." : undefined });
      const sorted = [...props.diagnostics].sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
      return h("ul", { class: "diagnostics", role: "list", "aria-label": "Diagnostics" }, sorted.map(item));
    };
  },
});
