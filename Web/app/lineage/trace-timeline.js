import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref } from "../../vendor/vue.js";
import { shortID } from "./entity-tree.js";
import { clockOf, spanText } from "./time-text.js";
import { idleGaps, TimeScale } from "./time-scale.js";
import { layoutTimeline, pointedAt } from "./timeline-layout.js";
import { arrangeLanes } from "./trace-lanes.js";
import { spanLength } from "./trace-spans.js";

const wideLabels = 136;
const narrowLabels = 78;
const narrow = 520;
const endMargin = 14;
const longestPod = { wide: 20, narrow: 11 };
const cardWidth = 320;
const leastDrag = 6;
const leastRange = 10;

/**
 * A trace drawn in lanes. `current` is what is looked at: `{record}`, `{span}` or `null`; a pointer and the arrow keys emit `look` with
 * another one, a click or Enter emits `pin`. `compresses` cuts idle gaps short. `end` is how far open spans reach; `range` (`{from, to}`, both in
 * microseconds after the first record) is the part that is shown, `null` for all of it: a drag, `+`, `-` and `0` emit `zoom` with another one.
 */
export default defineComponent({
  name: "TraceTimeline",
  props: { records: { type: Array, required: true }, spans: { type: Array, required: true }, current: Object, compresses: Boolean, end: { type: Number, required: true }, range: Object },
  emits: ["look", "pin", "zoom"],
  setup(props, { emit }) {
    const frame = ref(null);
    const width = ref(0);
    /** Details float beside what is looked at here, not beside what is looked at elsewhere. */
    const isHere = ref(false);
    let observer = null;

    const isNarrow = computed(() => width.value < narrow);
    const left = computed(() => (isNarrow.value ? narrowLabels : wideLabels));
    const dragged = ref(null);
    const end = computed(() => props.end);
    const shown = computed(() => props.range ?? { from: 0, to: props.end });
    const lanes = computed(() => arrangeLanes(props.records, props.spans, props.end));
    const scale = computed(() => {
      const { from, to } = shown.value;
      const times = [from, ...props.records.map(({ offset }) => offset).filter((offset) => offset > from && offset < to), to];
      return new TimeScale({ times, width: Math.max(40, width.value - left.value - endMargin), gaps: props.compresses ? idleGaps(times) : [] });
    });
    const laid = computed(() => layoutTimeline({ lanes: lanes.value, scale: scale.value, end: props.end }));
    const elementID = (record) => `crossing-${record.index}`;
    const isCurrent = (record) => {
      const { current } = props;
      return current?.record?.index === record.index || (current?.span && [current.span.from, current.span.first, current.span.to].some((each) => each?.index === record.index));
    };
    const spanOf = (record) => props.spans.find(({ from }) => from.index === record.index);

    const onPointermove = (event) => {
      if (event.pointerType === "touch") return;
      isHere.value = true;
      if (dragged.value && event.buttons === 1) {
        dragged.value = { ...dragged.value, to: placeOf(event) };
        return;
      }
      dragged.value = null;
      emit("look", pointed(event));
    };
    const placeOf = (event) => Math.max(0, Math.min(scale.value.width, event.clientX - frame.value.getBoundingClientRect().left - left.value));
    const onPointerdown = (event) => {
      if (event.pointerType !== "touch" && event.button === 0) dragged.value = { from: placeOf(event), to: placeOf(event) };
    };
    const isDragging = () => dragged.value !== null && Math.abs(dragged.value.to - dragged.value.from) > leastDrag;

    function zoomTo(from, to) {
      const first = Math.max(0, Math.round(Math.min(from, to)));
      const last = Math.min(props.end, Math.round(Math.max(from, to)));
      if (last - first < leastRange) return;
      emit("zoom", first === 0 && last === props.end ? null : { from: first, to: last });
    }
    function zoomBy(factor) {
      const { from, to } = shown.value;
      const middle = props.current?.record?.offset ?? (from + to) / 2;
      zoomTo(middle - (middle - from) * factor, middle + (to - middle) * factor);
    }
    const pointed = (event) => {
      const box = frame.value.getBoundingClientRect();
      return pointedAt(laid.value, event.clientX - box.left - left.value, event.clientY - box.top);
    };
    const leave = () => {
      isHere.value = false;
      emit("look", null);
    };
    const onClick = (event) => {
      const drag = isDragging() ? dragged.value : null;
      dragged.value = null;
      isHere.value = true;
      if (drag) {
        zoomTo(scale.value.time(drag.from), scale.value.time(drag.to));
        return;
      }
      emit("pin", pointed(event));
    };

    function onKeydown(event) {
      const { from, to } = shown.value;
      const inside = props.records.filter(({ offset }) => offset >= from && offset <= to);
      const last = inside.length - 1;
      const index = props.current?.record?.index ?? props.current?.span?.from.index;
      const at = inside.findIndex((record) => record.index === index);
      const target = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at < 0 ? last : at - 1, ArrowUp: at < 0 ? last : at - 1, Home: 0, End: last }[event.key];
      if (target !== undefined || event.key === "Enter") isHere.value = true;
      if (target !== undefined) emit("look", last < 0 ? null : { record: inside[Math.max(0, Math.min(last, target))] });
      else if (event.key === "Enter" || event.key === " ") emit("pin", props.current ?? null);
      else if (event.key === "+" || event.key === "=") zoomBy(1 / 2);
      else if (event.key === "-") zoomBy(2);
      else if (event.key === "0" || (event.key === "Escape" && props.range)) emit("zoom", null);
      else return;
      event.preventDefault();
    }

    onMounted(() => {
      observer = new ResizeObserver(() => (width.value = frame.value?.clientWidth ?? 0));
      observer.observe(frame.value);
      nextTick(() => (width.value = frame.value?.clientWidth ?? 0));
    });
    onBeforeUnmount(() => observer.disconnect());

    const nameOf = (record) => {
      const span = spanOf(record);
      const words = [record.marker, record.component, `+${spanText(record.offset)}`, span && `begins ${spanText(spanLength(span, end.value))}`, record.detail];
      return words.filter(Boolean).join(", ");
    };

    const gap = ({ x, width: wide, place, text }, index) =>
      h("g", { key: index, class: "timeline-gap" }, [
        h("rect", { x, y: laid.value.axisHeight, width: wide, height: laid.value.height - laid.value.axisHeight, fill: "url(#timeline-hatch)" }),
        ...[x, x + wide].map((at) => h("path", { class: "timeline-break", d: zigzag(at, laid.value.axisHeight, laid.value.height) })),
        h("text", { x: place, y: 16, class: "timeline-gap-text", "text-anchor": "middle" }, text),
      ]);

    const tick = ({ place, text }) =>
      h("g", { key: text, class: "timeline-tick" }, [
        h("line", { x1: place, x2: place, y1: laid.value.axisHeight - 4, y2: laid.value.height }),
        h("text", { x: place, y: 16, "text-anchor": place < 20 ? "start" : place > width.value - left.value - endMargin - 24 ? "end" : "middle" }, text),
      ]);

    const lane = ({ component, pod, top, height, middle }) =>
      h("g", { key: `${component} ${pod}`, class: "timeline-lane" }, [
        h("line", { x1: -left.value, x2: width.value, y1: top, y2: top }),
        h("text", { x: -left.value, y: middle - (isNarrow.value ? 4 : 0), class: "timeline-component", dy: isNarrow.value ? "0.1em" : "0.35em" }, component),
        h(
          "text",
          { x: isNarrow.value ? -left.value : -10, y: middle + (isNarrow.value ? 7 : 0), class: "timeline-pod", dy: "0.35em", "text-anchor": isNarrow.value ? "start" : "end" },
          [h("title", pod), cutMiddle(pod, longestPod[isNarrow.value ? "narrow" : "wide"] - (isNarrow.value ? 0 : component.length))],
        ),
        h("rect", { class: `timeline-swatch lane-${component}`, x: -left.value - 8, y: top + 4, width: 2, height: height - 8, rx: 1 }),
      ]);

    const bar = ({ span, x, y, width: wide, height, firstX, isOpen }) => {
      const isOn = props.current?.span === span || (props.current?.record && [span.from, span.first, span.to].some((each) => each?.index === props.current.record.index));
      return h("g", { key: `${span.component} ${span.from.index}`, class: ["timeline-bar", `lane-${span.component}`, { "timeline-bar-on": isOn, "timeline-bar-open": isOpen }] }, [
        h("rect", { class: firstX === null ? "timeline-bar-body" : "timeline-bar-wait", x, y, width: wide, height, rx: 3 }),
        firstX !== null && h("rect", { class: "timeline-bar-body", x: firstX, y, width: Math.max(2, x + wide - firstX), height, rx: 3 }),
      ]);
    };
    const barTexts = ({ y, height, texts }) =>
      texts.map(({ text, x, anchor, isInside }) => h("text", { x, y: y + height / 2, dy: "0.35em", "text-anchor": anchor, class: ["timeline-bar-text", { "timeline-bar-text-outside": !isInside }] }, text));

    /** Where a record is drawn: one piece among many that has no place of its own, at its neighbour's. */
    const markOf = (record) => {
      const { marks } = laid.value;
      const own = marks.find((each) => each.record.index === record.index);
      if (own || !record.isChunk) return own;
      const before = marks.findLast((each) => each.record.index < record.index && each.record.component === record.component && each.record.pod === record.pod);
      return record.offset <= shown.value.to ? before : undefined;
    };
    const drawn = computed(() => {
      const record = props.current?.record ?? props.current?.span?.from;
      return record ? markOf(record) : undefined;
    });

    const cursor = () => {
      const place = props.current?.record && drawn.value;
      return place ? h("line", { class: "timeline-cursor", x1: place.x, x2: place.x, y1: laid.value.axisHeight - 4, y2: laid.value.height }) : null;
    };

    const dragging = () => {
      if (!isDragging()) return null;
      const { from, to } = dragged.value;
      return h("rect", { class: "timeline-drag", x: Math.min(from, to), y: laid.value.axisHeight, width: Math.abs(to - from), height: laid.value.height - laid.value.axisHeight });
    };

    const mark = ({ record, x, y }) =>
      h(
        "g",
        { key: record.index, id: elementID(record), role: "option", "aria-label": nameOf(record), "aria-selected": String(Boolean(isCurrent(record))), class: ["timeline-mark", `lane-${record.component}`, record.isChunk ? "timeline-mark-chunk" : `timeline-mark-${record.marker}`, { "timeline-mark-on": isCurrent(record) }] },
        markShape(record, x, y),
      );

    const card = () => {
      const { current } = props;
      if (!current || !isHere.value) return null;
      const record = current.record ?? current.span.from;
      const place = drawn.value;
      if (!place) return null;
      const barOf = current.span && laid.value.bars.find(({ span }) => span === current.span);
      const x = left.value + (barOf ? barOf.x + barOf.width / 2 : place.x);
      const isLow = place.y > laid.value.height * 0.55;
      const span = current.span ?? spanOf(record);
      return h(
        "div",
        {
          class: "timeline-card",
          "aria-hidden": "true",
          style: { left: `${Math.max(4, Math.min(x - cardWidth / 2, width.value - cardWidth - 4))}px`, [isLow ? "bottom" : "top"]: `${isLow ? laid.value.height - place.y + 14 : place.y + 14}px` },
        },
        [
          h("p", { class: "timeline-card-head" }, current.span
            ? [h("strong", `${current.span.component} · ${spanText(spanLength(current.span, end.value))}`), current.span.to === null && h("span", { class: "quiet" }, "no end noted")]
            : [h("strong", `${record.marker} ${record.component}`), h("span", { class: "number" }, `+${spanText(record.offset)}`)]),
          h("dl", { class: "timeline-card-facts" }, [
            pair("Time", current.span?.to ? `${clockOf(current.span.from.time)} – ${clockOf(current.span.to.time)}` : clockOf(record.time)),
            !current.span && span && pair("Lasts", spanText(spanLength(span, end.value))),
            current.span?.first && pair("First", `after ${spanText(current.span.first.offset - current.span.from.offset)}`),
            pair("ID", `${shortID(record.id)} ${record.id.slice(-2)}`),
            record.frontendID && pair("Frontend ID", record.frontendID),
            pair("Pod", record.pod),
            (current.span?.to ?? record).fields.slice(0, 6).map(([key, value]) => pair(key || "detail", value)),
          ]),
        ],
      );
    };

    return () =>
      h(
        "div",
        {
          ref: frame,
          class: "timeline",
          role: "listbox",
          tabindex: 0,
          "aria-label": `Timeline, ${props.records.length} records in ${spanText(end.value)}`,
          "aria-activedescendant": drawn.value ? elementID(drawn.value.record) : undefined,
          onPointermove,
          onPointerdown,
          onPointerleave: leave,
          onDblclick: () => emit("zoom", null),
          onClick,
          onKeydown,
          onBlur: leave,
        },
        width.value > 0 && [
          h("svg", { width: width.value, height: laid.value.height, role: "presentation", focusable: "false" }, [
            h("defs", h("pattern", { id: "timeline-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, [h("rect", { class: "timeline-hatch-back", width: 6, height: 6 }), h("rect", { class: "timeline-hatch-line", width: 3, height: 6 })])),
            h("g", { transform: `translate(${left.value} 0)` }, [
              h("g", { "aria-hidden": "true" }, [laid.value.ticks.map(tick), laid.value.lanes.map(lane), laid.value.bars.map(bar), laid.value.gaps.map(gap), laid.value.bars.map(barTexts), cursor(), dragging()]),
              laid.value.marks.map(mark),
            ]),
          ]),
          card(),
        ],
      );
  },
});

const pair = (name, value) => [h("dt", name), h("dd", { class: "number" }, value)];

/** What came in is a full circle, what went out a ring, what was passed on a line; one piece among many is a short line. */
function markShape({ marker, isChunk }, x, y) {
  if (isChunk) return h("line", { class: "timeline-mark-shape", x1: x, x2: x, y1: y - 3, y2: y + 3 });
  if (marker === "RELAY") return h("line", { class: "timeline-mark-shape", x1: x, x2: x, y1: y - 7, y2: y + 7 });
  return h("circle", { class: "timeline-mark-shape", cx: x, cy: y, r: 4 });
}

function zigzag(x, from, to) {
  const points = [];
  for (let y = from, side = 0; y <= to; y += 5, side = 1 - side) points.push(`${x + (side ? 2 : -2)} ${y}`);
  return `M${points.join("L")}`;
}

function cutMiddle(text, most) {
  if (text.length <= most) return text;
  const half = Math.max(1, Math.floor((most - 1) / 2));
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}
