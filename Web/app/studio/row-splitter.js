import { defineComponent, h, ref } from "../../vendor/vue.js";

const least = 15;
const most = 80;
const step = 4;

/** The edge between two parts above each other: dragged, moved by arrows, put back by a double click. Emits `resize(share)`: percents of the first part, `null` for the usual. */
export default defineComponent({
  name: "RowSplitter",
  props: { share: { type: Number, required: true }, label: { type: String, required: true } },
  emits: ["resize"],
  setup(props, { emit }) {
    const isHeld = ref(false);
    const resize = (share) => emit("resize", Math.round(Math.min(most, Math.max(least, share))));

    const drag = (event) => {
      if (!isHeld.value) return;
      const { top, height } = event.currentTarget.parentElement.getBoundingClientRect();
      resize((100 * (event.clientY - top)) / height);
    };
    const begin = (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      isHeld.value = true;
    };
    const end = () => (isHeld.value = false);
    const move = (event) => {
      const share = { ArrowUp: props.share - step, ArrowDown: props.share + step, Home: least, End: most }[event.key];
      if (share !== undefined) resize(share);
      else if (event.key === "Enter") emit("resize", null);
      else return;
      event.preventDefault();
    };

    return () =>
      h("div", {
        class: ["row-splitter", { "row-splitter-held": isHeld.value }],
        role: "separator",
        tabindex: 0,
        "aria-orientation": "horizontal",
        "aria-label": props.label,
        "aria-valuenow": props.share,
        "aria-valuemin": least,
        "aria-valuemax": most,
        title: "Drag to resize, double-click to reset",
        onPointerdown: begin,
        onPointermove: drag,
        onPointerup: end,
        onPointercancel: end,
        onLostpointercapture: end,
        onDblclick: () => emit("resize", null),
        onKeydown: move,
      });
  },
});
