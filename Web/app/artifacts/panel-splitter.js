import { defineComponent, h, ref } from "../../vendor/vue.js";

const step = 24;

/** The edge between a view and the panel at its right: dragged, moved by arrows, put back by a double click. Emits `resize(width)`, `null` for the width that fits. */
export default defineComponent({
  name: "PanelSplitter",
  props: { width: { type: Number, required: true }, least: { type: Number, required: true }, most: { type: Number, required: true } },
  emits: ["resize"],
  setup(props, { emit }) {
    const grip = ref(null);
    const resize = (width) => emit("resize", Math.round(Math.min(Math.max(width, props.least), Math.max(props.most, props.least))));

    const drag = (event) => {
      if (grip.value === null) return;
      resize(grip.value.width + grip.value.x - event.clientX);
    };
    const begin = (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.value = { x: event.clientX, width: props.width };
    };
    const end = () => (grip.value = null);

    const move = (event) => {
      const width = { ArrowLeft: props.width + step, ArrowRight: props.width - step, Home: props.most, End: props.least }[event.key];
      if (width !== undefined) resize(width);
      else if (event.key === "Enter") emit("resize", null);
      else return;
      event.preventDefault();
    };

    return () =>
      h("div", {
        class: ["splitter", { "splitter-held": grip.value }],
        role: "separator",
        tabindex: 0,
        "aria-orientation": "vertical",
        "aria-label": "Width of the artifacts",
        "aria-valuenow": Math.round(props.width),
        "aria-valuemin": props.least,
        "aria-valuemax": Math.round(props.most),
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
