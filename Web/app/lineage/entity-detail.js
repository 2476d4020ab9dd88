import { computed, defineComponent, h, ref, watch } from "../../vendor/vue.js";
import CopyButton from "../components/copy-button.js";
import EmptyState from "../components/empty-state.js";
import { icon } from "../components/icon.js";
import { byteCount } from "../chat/format.js";
import { factsOf, typeTitle } from "./entity-facts.js";
import { pathOf } from "./entity-tree.js";
import ProviderCalls from "./provider-calls.js";
import { clockOf, spanText } from "./time-text.js";
import { idleGaps } from "./time-scale.js";
import { readTrace } from "./trace-records.js";
import { pairSpans } from "./trace-spans.js";
import { stagesOf, whereabouts } from "./trace-summary.js";
import TraceTable from "./trace-table.js";
import TraceTimeline from "./trace-timeline.js";

const longestContent = 20_000;

/**
 * One entity: what is known of it, and its way through the server. `trace` is the state of a `TraceReader`, `nodes` those of the tree.
 * `isWriting` says that its answer is not at its end. Emits `select(id)` of another entity, `open` (in the chat), `save` (its trace) and `retry`.
 */
export default defineComponent({
  name: "EntityDetail",
  props: { node: { type: Object, required: true }, nodes: { type: Map, required: true }, trace: { type: Object, required: true }, isWriting: Boolean },
  emits: ["select", "open", "save", "retry"],
  setup(props, { emit }) {
    const looked = ref(null);
    const pinned = ref(null);
    const compresses = ref(true);
    const records = computed(() => readTrace(props.trace.items));
    const spans = computed(() => pairSpans(records.value));
    const range = ref(null);
    /** How far the trace goes: to its last record, or to the moment at which it was read when it still goes on. */
    const end = computed(() => {
      const last = records.value.at(-1);
      if (!last) return 0;
      return place.value.isEnded || !props.isWriting ? last.offset : Math.max(last.offset, props.trace.readAt * 1_000 - records.value[0].at);
    });
    const stages = computed(() => stagesOf(records.value, spans.value, end.value));
    const place = computed(() => whereabouts(records.value, spans.value));
    const hasGaps = computed(() => idleGaps(records.value.map(({ offset }) => offset)).length > 0);
    const own = computed(() => records.value.filter(({ id }) => id === props.node.id));
    const createdAt = computed(() => props.node.entity.created_at ?? own.value[0]?.time);

    watch(() => props.node.id, () => {
      looked.value = null;
      pinned.value = null;
      range.value = null;
    });
    // What is looked at is found again in records that were read anew.
    const renewed = (mark) => {
      if (mark?.record) return records.value[mark.record.index] ? { record: records.value[mark.record.index] } : null;
      const span = mark && spans.value.find(({ from }) => from.index === mark.span.from.index);
      return span ? { span } : null;
    };
    const pin = computed(() => renewed(pinned.value));
    const current = computed(() => renewed(looked.value) ?? pin.value);
    const isSame = (a, b) => a?.record?.index === b?.record?.index && a?.span?.from.index === b?.span?.from.index;
    const marks = {
      onLook: (mark) => (looked.value = mark),
      onPin: (mark) => (pinned.value = isSame(mark, pinned.value) ? null : mark),
    };

    const path = () =>
      h("nav", { class: "entity-path", "aria-label": "Path" }, [
        h("ol", { role: "list" }, pathOf(props.node).map((step) =>
          h("li", { key: step.id }, step === props.node
            ? h("span", { "aria-current": "page" }, [chip(step.type), h("span", { class: "number" }, step.label)])
            : h("button", { type: "button", class: "entity-step", title: step.id, onClick: () => emit("select", step.id) }, [chip(step.type), h("span", { class: "number" }, step.label)])),
        )),
      ]);

    const fact = ({ name, text, full, copies, entity }) =>
      h("div", { key: `${name} ${full}`, class: "fact" }, [
        h("dt", name),
        h("dd", { title: full }, [
          entity
            ? h("button", { type: "button", class: "trace-link number", onClick: () => emit("select", entity) }, text)
            : h("span", { class: ["number", "truncate", { [`fact-status fact-status-${text}`]: name === "Status" }] }, text),
          copies && h(CopyButton, { text: () => full, label: `Copy the ${name === "SHA-256" ? name : name.toLowerCase().replace("id", "ID")}` }),
        ]),
      ]);

    const head = () =>
      h("header", { class: "entity-head" }, [
        path(),
        h("div", { class: "entity-title" }, [
          h("h2", { class: "entity-id number", title: typeTitle(props.node.type) }, props.node.id),
          h(CopyButton, { text: () => props.node.id, label: "Copy the ID" }),
          h("span", { class: "composer-space" }),
          h("button", { type: "button", class: "button entity-open", "aria-label": "Open in chat", onClick: () => emit("open") }, [icon("chat"), h("span", "Open in chat")]),
        ]),
        h("dl", { class: "facts" }, factsOf(props.node, { createdAt: createdAt.value }).map(fact)),
        content(),
      ]);

    const content = () => {
      const text = props.node.entity.content;
      if (!text) return null;
      return h("details", { key: props.node.id, class: "entity-content" }, [
        h("summary", [h("span", "Content"), h("span", { class: "quiet number" }, byteCount(new Blob([text]).size))]),
        h("pre", { dir: "auto", tabindex: 0 }, text.length > longestContent ? `${text.slice(0, longestContent)}\n… and ${text.length - longestContent} characters more` : text),
      ]);
    };

    const summary = () =>
      h("div", { class: "trace-summary" }, [
        place.value && h("p", { class: "trace-place" }, [!place.value.isEnded && h("span", { class: "pulse" }), place.value.text, "."]),
        h("ul", { role: "list", class: "trace-stages", "aria-label": "Stages" }, stages.value.map(({ name, component, microseconds, isOpen }, index) =>
          h("li", { key: index, class: `lane-${component}` }, [h("span", name), h("strong", { class: "number" }, `${spanText(microseconds)}${isOpen ? " so far" : ""}`)]),
        )),
      ]);

    const way = () => {
      const { phase, error, isStale } = props.trace;
      if (phase === "loading") return h("div", { class: "lineage-skeletons", "aria-busy": "true" }, [81, 63, 72, 54].map((width) => h("div", { class: `skeleton skeleton-${width}` })));
      if (phase === "failed") return h(EmptyState, { icon: "cloudOff", title: "The trace could not be read", text: error.passing ? "The server is not reached. It is asked again as soon as it is." : error.message, action: { label: "Try again", run: () => emit("retry") } });
      if (phase === "missing" || records.value.length === 0) return h(EmptyState, { icon: "lineage", title: "No crossing was noted for it", text: "Records are written a moment after they happen, and kept as long as the server's settings say." });
      return [
        isStale && h("p", { class: "lineage-stale", role: "status" }, [icon("cloudOff"), "The server is not reached; this is what was read last."]),
        summary(),
        h(TraceTimeline, { records: records.value, spans: spans.value, current: current.value ?? undefined, compresses: compresses.value, end: end.value, range: range.value ?? undefined, onZoom: (part) => (range.value = part), ...marks }),
        h("ul", { class: "timeline-legend", role: "list", "aria-label": "Marks" }, [["ENTRY", "came in"], ["EXIT", "went out"], ["RELAY", "passed on"]].map(([marker, text]) =>
          h("li", { key: marker }, [h("i", { class: `trace-sign trace-sign-${marker}`, "aria-hidden": "true" }), `${marker} ${text}`]),
        ).concat(h("li", { class: "timeline-hint" }, "Drag to zoom in, double-click to zoom out"))),
        props.trace.calls.length > 0 && [h("h3", { class: "lineage-heading" }, "Provider calls"), h(ProviderCalls, { calls: props.trace.calls })],
        h("h3", { class: "lineage-heading" }, ["Records", h("span", { class: "badge number" }, records.value.length)]),
        h(TraceTable, { records: records.value, current: current.value ?? undefined, pinned: pin.value ?? undefined, own: props.node.id, links: (id) => props.nodes.has(id), onSelect: (id) => emit("select", id), ...marks }),
      ];
    };

    const tools = () => {
      const last = records.value.at(-1);
      if (!last) return null;
      const pods = new Set(records.value.map(({ pod }) => pod)).size;
      return [
        h("p", { class: "trace-count quiet number" }, `${records.value.length} records · ${spanText(end.value)} · ${pods === 1 ? last.pod : `${pods} pods`} · from ${clockOf(records.value[0].time)}`),
        range.value && h("button", { type: "button", class: "button button-quiet", onClick: () => (range.value = null) }, [icon("close"), `${spanText(range.value.to - range.value.from)} of ${spanText(end.value)}`]),
        hasGaps.value && h("button", { type: "button", class: "button button-quiet", "aria-pressed": String(compresses.value), title: "Cut short the stretches in which nothing was noted", onClick: () => (compresses.value = !compresses.value) }, [compresses.value && icon("check"), "Compress idle time"]),
        h("button", { type: "button", class: "button button-quiet", onClick: () => emit("save") }, [icon("download"), "Trace JSON"]),
      ];
    };

    return () =>
      h("article", { class: "entity-detail", "aria-label": `${typeTitle(props.node.type)} ${props.node.label}` }, [
        head(),
        h("section", { class: "trace", "aria-label": "Trace" }, [h("div", { class: "trace-bar" }, [h("h3", "Trace"), tools()]), way()]),
      ]);
  },
});

const chip = (type) => h("span", { class: `entity-type entity-type-${type}`, title: typeTitle(type) }, type);
