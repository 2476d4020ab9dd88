import { defineComponent, h } from "../../vendor/vue.js";
import { sparkline } from "./sparkline.js";

/** One figure of `countersOf`: what it is, how much, how it went and how it compares with the range before. */
export default defineComponent({
  name: "CounterTile",
  props: { counter: { type: Object, required: true } },
  setup(props) {
    return () => {
      const { label, hint, value, detail, change, isWorse, points } = props.counter;
      const { line, dots } = sparkline(points);
      return h("div", { class: "counter", role: "group", "aria-label": label, title: hint }, [
        h("div", { class: "counter-label truncate" }, label),
        h("div", { class: "counter-head" }, [
          h("span", { class: "counter-value number" }, value),
          change && h("span", { class: ["counter-change", "number", { "counter-worse": isWorse }], title: "Compared with the same time before this range" }, [change, h("span", { class: "visually-hidden" }, " against the range before")]),
        ]),
        h("svg", { class: "counter-line", viewBox: "0 0 100 20", preserveAspectRatio: "none", "aria-hidden": "true" }, [h("path", { d: line }), h("path", { class: "counter-dots", d: dots })]),
        h("div", { class: "counter-detail number truncate" }, detail),
      ]);
    };
  },
});
