import { computed, defineComponent, h, onBeforeUnmount, onMounted, ref, watch } from "../../vendor/vue.js";
import { iconButton } from "../components/icon-button.js";
import { chartSummary } from "./chart-catalogue.js";
import { chartOption, plotInsets } from "./chart-option.js";
import { lastKnown } from "./series-window.js";
import { pointTime } from "./time-range.js";
import { formatValue } from "./units.js";

/** A pointer that moved less was a click. */
const dragPixels = 6;
const pageSteps = 10;

/**
 * One chart: its title, a legend that is also the readout, and the plot. `inspected` is the time under everybody's crosshair, or `null`; the pointer
 * and the arrow keys ask for another with `inspect`. Dragging asks with `zoom` for the range between two times, a double click with `widen` for the
 * range before. `hidden` holds the keys of lines that are not drawn, which the legend switches.
 */
export default defineComponent({
  name: "MetricChart",
  props: {
    chart: { type: Object, required: true },
    lines: { type: Array, required: true },
    times: { type: Array, required: true },
    step: { type: Number, required: true },
    limits: { type: Object, required: true },
    theme: { type: Object, required: true },
    library: Object,
    isLibraryMissing: Boolean,
    inspected: { type: Number, default: null },
    hidden: { type: Set, required: true },
    isLarge: Boolean,
  },
  emits: ["inspect", "zoom", "widen", "enlarge", "toggle"],
  setup(props, { emit }) {
    const plot = ref(null);
    const canvas = ref(null);
    const size = ref({ width: 0, height: 0 });
    const drag = ref(null);
    let drawing = null;
    let isVisible = false;
    let isStale = true;

    const shownLines = computed(() => props.lines.filter(({ key }) => !props.hidden.has(key)));
    const isEmpty = computed(() => shownLines.value.every(({ values }) => values.every((value) => value === null)));
    const summary = computed(() => chartSummary(props.chart, props.lines));
    const plotWidth = computed(() => Math.max(1, size.value.width - plotInsets.left - plotInsets.right));
    const span = computed(() => props.limits.to - props.limits.from);
    const timeAt = (x) => props.limits.from + (Math.min(Math.max(x - plotInsets.left, 0), plotWidth.value) / plotWidth.value) * span.value;
    const xOf = (time) => plotInsets.left + ((time - props.limits.from) / span.value) * plotWidth.value;
    const inspectedIndex = computed(() => {
      if (props.inspected === null || props.times.length === 0) return null;
      return indexAt(props.inspected);
    });
    /** A line's nearest point; the bar under a time. */
    const indexAt = (time) => {
      const place = (time - props.times[0]) / props.step;
      return Math.min(props.times.length - 1, Math.max(0, props.chart.form === "bars" ? Math.floor(place) : Math.round(place)));
    };

    /** Only what is looked at is drawn; the rest is drawn when it is scrolled to. */
    function draw() {
      isStale = true;
      const { width, height } = size.value;
      if (!isVisible || !props.library || width === 0 || height === 0) return;
      if (drawing === null) drawing = props.library.init(canvas.value, null, { renderer: "canvas", width, height });
      else if (drawing.getWidth() !== width || drawing.getHeight() !== height) drawing.resize({ width, height });
      const { chart, times, step, limits, theme } = props;
      drawing.setOption(chartOption({ chart, times, step, lines: shownLines.value, limits, theme, width, height }), { replaceMerge: ["series"], silent: true });
      isStale = false;
    }

    const resizes = new ResizeObserver(([{ contentRect }]) => {
      const { width, height } = contentRect;
      if (width !== size.value.width || height !== size.value.height) size.value = { width, height };
    });
    const visibility = new IntersectionObserver(
      ([{ isIntersecting }]) => {
        isVisible = isIntersecting;
        if (isVisible && isStale) draw();
      },
      { rootMargin: "120px 0px" },
    );
    onMounted(() => {
      resizes.observe(plot.value);
      visibility.observe(plot.value);
    });
    watch([shownLines, () => props.limits, () => props.theme, () => props.library, size], draw, { flush: "post" });
    onBeforeUnmount(() => {
      resizes.disconnect();
      visibility.disconnect();
      drawing?.dispose();
    });

    const shift = computed(() => (props.chart.form === "bars" ? props.step / 2 : 0));
    const inspect = (index) => props.times.length > 0 && emit("inspect", props.times[Math.min(props.times.length - 1, Math.max(0, index))] + shift.value);
    const inspectAt = (x) => props.times.length > 0 && inspect(indexAt(timeAt(x)));
    const place = (event) => event.clientX - plot.value.getBoundingClientRect().left;

    const pointer = {
      onPointerdown: (event) => {
        inspectAt(place(event));
        if (event.pointerType !== "mouse" || event.button !== 0) return;
        plot.value.setPointerCapture(event.pointerId);
        drag.value = { from: place(event), to: place(event) };
      },
      onPointermove: (event) => {
        inspectAt(place(event));
        if (drag.value) drag.value = { ...drag.value, to: place(event) };
      },
      onPointerup: () => {
        const { from, to } = drag.value ?? { from: 0, to: 0 };
        drag.value = null;
        if (Math.abs(to - from) >= dragPixels) emit("zoom", timeAt(from), timeAt(to));
      },
      onPointercancel: () => (drag.value = null),
      // A finger leaves as soon as it is lifted; what it pointed at stays until it points elsewhere.
      onPointerleave: ({ pointerType }) => pointerType === "mouse" && drag.value === null && emit("inspect", null),
      onDblclick: () => emit("widen"),
    };

    const onKeydown = (event) => {
      const at = inspectedIndex.value ?? props.times.length - 1;
      const half = span.value / 4;
      const action = {
        ArrowLeft: () => inspect(at - 1),
        ArrowRight: () => inspect(at + 1),
        PageUp: () => inspect(at - pageSteps),
        PageDown: () => inspect(at + pageSteps),
        Home: () => inspect(0),
        End: () => inspect(props.times.length - 1),
        Enter: () => props.isLarge || emit("enlarge"),
        "+": () => emit("zoom", props.times[at] - half, props.times[at] + half),
        "-": () => emit("widen"),
        Escape: () => props.inspected !== null && !props.isLarge && emit("inspect", null),
      }[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey || props.times.length === 0 || action() === false) return;
      event.preventDefault();
      event.stopPropagation();
    };

    const valueOf = ({ values }) => (inspectedIndex.value === null ? lastKnown(values) : (values[inspectedIndex.value] ?? null));
    const shownValue = (line) => formatValue(valueOf(line), props.chart.unit);
    const note = () => {
      if (inspectedIndex.value !== null) return pointTime(props.times[inspectedIndex.value], { step: props.step, span: span.value });
      return props.chart.measure === "count" ? `per ${stepName(props.step)}` : "";
    };

    const legend = () =>
      h(
        "div",
        { class: "chart-legend", role: "group", "aria-label": `Lines of ${props.chart.title}` },
        props.lines.map((line) =>
          h(
            "button",
            { key: line.key, type: "button", class: "chart-key", "aria-pressed": String(!props.hidden.has(line.key)), title: props.hidden.has(line.key) ? `Show ${line.label}` : `Hide ${line.label}`, onClick: () => emit("toggle", line.key) },
            [h("span", { class: `chart-swatch chart-swatch-${line.colour}`, "aria-hidden": "true" }), h("span", { class: "chart-key-label" }, line.label), " ", h("span", { class: "chart-key-value number" }, shownValue(line))],
          ),
        ),
      );

    const emptiness = () => {
      if (props.isLibraryMissing) return "The library that draws could not be loaded";
      if (shownLines.value.length === 0) return "All lines are hidden";
      return isEmpty.value ? "Nothing in this range" : null;
    };
    const crosshair = () => {
      if (inspectedIndex.value === null) return null;
      const x = xOf(props.inspected);
      return x >= plotInsets.left - 1 && x <= size.value.width ? h("div", { class: "chart-crosshair", style: { transform: `translateX(${Math.round(x)}px)` } }) : null;
    };
    const selection = () => {
      if (!drag.value) return null;
      const [left, right] = [drag.value.from, drag.value.to].map((x) => Math.min(Math.max(x, plotInsets.left), size.value.width - plotInsets.right)).sort((one, other) => one - other);
      return h("div", { class: "chart-selection", style: { left: `${left}px`, width: `${right - left}px` } });
    };
    const spoken = () => {
      const at = inspectedIndex.value;
      if (at === null) return summary.value;
      return `${pointTime(props.times[at], { step: props.step, span: span.value })}: ${shownLines.value.map((line) => `${line.label} ${(line.values[at] ?? null) === null ? "not known" : shownValue(line)}`).join(", ")}`;
    };

    return () =>
      h("section", { class: ["chart", { "chart-large": props.isLarge }], "aria-label": props.chart.title }, [
        h("header", { class: "chart-head" }, [
          h("h2", { class: "chart-title truncate", title: props.chart.hint }, props.chart.title),
          h("span", { class: "chart-note number" }, note()),
          !props.isLarge && iconButton("expand", `Enlarge ${props.chart.title}`, { class: "icon-button-small chart-enlarge", onClick: () => emit("enlarge") }),
        ]),
        legend(),
        h(
          "div",
          {
            ref: plot,
            class: "chart-plot",
            tabindex: 0,
            role: "slider",
            "aria-label": `Time in ${props.chart.title}`,
            "aria-valuemin": 0,
            "aria-valuemax": Math.max(0, props.times.length - 1),
            "aria-valuenow": inspectedIndex.value ?? Math.max(0, props.times.length - 1),
            "aria-valuetext": spoken(),
            onKeydown,
            onBlur: () => emit("inspect", null),
            ...pointer,
          },
          [h("div", { ref: canvas, class: "chart-canvas", "aria-hidden": "true" }), emptiness() && h("p", { class: "chart-empty" }, emptiness()), selection(), crosshair()],
        ),
      ]);
  },
});

function stepName(seconds) {
  if (seconds % 3_600 === 0) return seconds === 3_600 ? "hour" : `${seconds / 3_600} h`;
  return seconds % 60 === 0 ? (seconds === 60 ? "minute" : `${seconds / 60} min`) : `${seconds} s`;
}
