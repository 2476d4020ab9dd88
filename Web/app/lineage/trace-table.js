import { computed, defineComponent, h, nextTick, ref, watch } from "../../vendor/vue.js";
import { parseEntityID } from "../../client/entity-id.js";
import { shortID } from "./entity-tree.js";
import { clockOf, spanText } from "./time-text.js";

const firstRows = 500;
const columns = ["Time", "Delta", "Marker", "Component", "ID", "Frontend ID", "Pod", "Detail"];

/**
 * Every record of a trace, a row each. `current` (`{record}`, `{span}` or `null`) is marked; a pointer and the arrow keys emit `look`, a click
 * or Enter `pin`. `links` says whether an ID can be gone to; `select(id)` asks for it.
 */
export default defineComponent({
  name: "TraceTable",
  props: { records: { type: Array, required: true }, current: Object, pinned: Object, own: String, links: { type: Function, required: true } },
  emits: ["look", "pin", "select"],
  setup(props, { emit }) {
    const table = ref(null);
    const showsAll = ref(false);
    const focused = ref(0);
    const shown = computed(() => (showsAll.value ? props.records : props.records.slice(0, firstRows)));
    const isOn = (record) => {
      const { current } = props;
      return current?.record?.index === record.index || Boolean(current?.span && [current.span.from, current.span.first, current.span.to].some((each) => each?.index === record.index));
    };
    const rowAt = (index) => table.value?.querySelector(`[data-index="${index}"]`);

    function onKeydown(event) {
      if (event.target.getAttribute("role") !== "row") return;
      const last = shown.value.length - 1;
      const at = Number(event.target.dataset.index);
      const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key];
      if (target !== undefined) rowAt(Math.max(0, Math.min(last, target)))?.focus();
      else if (event.key === "Enter" || event.key === " ") emit("pin", { record: props.records[at] });
      else return;
      event.preventDefault();
    }

    // What was chosen in the timeline is to be seen here, without moving when it is in sight.
    watch(
      () => props.pinned,
      async (pinned) => {
        const record = pinned?.record ?? pinned?.span?.from;
        if (!record) return;
        if (record.index >= firstRows) showsAll.value = true;
        focused.value = record.index;
        await nextTick();
        rowAt(record.index)?.scrollIntoView({ block: "nearest" });
      },
    );

    const idCell = (id) => {
      const text = parseEntityID(id) ? shortened(id) : id;
      if (id === props.own) return h("strong", { class: "number", title: id }, text);
      if (!props.links(id)) return h("span", { class: "number", title: id }, text);
      return h("button", { type: "button", class: "trace-link number", title: id, tabindex: -1, onClick: (event) => (event.stopPropagation(), emit("select", id)) }, text);
    };

    const cell = (name, content, properties = {}) => h("span", { role: "cell", class: `trace-cell trace-${name}`, ...properties }, content);

    const row = (record) =>
      h(
        "div",
        {
          key: record.index,
          role: "row",
          tabindex: record.index === Math.min(focused.value, shown.value.length - 1) ? 0 : -1,
          "data-index": record.index,
          class: ["trace-row", `lane-${record.component}`, { "trace-row-on": isOn(record) }],
          onPointerenter: (event) => event.pointerType !== "touch" && emit("look", { record }),
          onClick: () => emit("pin", { record }),
          onFocus: () => {
            focused.value = record.index;
            emit("look", { record });
          },
        },
        [
          cell("time", h("time", { datetime: record.time, title: record.time }, clockOf(record.time))),
          cell("delta", record.index === 0 ? "0" : `+${spanText(record.delta)}`, { title: `+${spanText(record.offset)} since the first record` }),
          cell("marker", [h("i", { class: `trace-sign trace-sign-${record.marker}`, "aria-hidden": "true" }), record.marker]),
          cell("component", record.component),
          cell("id", idCell(record.id)),
          cell("frontend", record.frontendID ?? "–", { title: record.frontendID ?? "None was given" }),
          cell("pod", record.pod, { title: record.pod }),
          cell("detail", record.fields.map(([key, value]) => h("span", { class: "trace-field" }, [key && h("span", { class: "trace-key" }, `${key}=`), parseEntityID(value) ? h("span", { title: value }, shortened(value)) : value]))),
        ],
      );

    return () => [
      h(
        "div",
        { ref: table, role: "table", class: "trace-table", "aria-label": "Records", "aria-rowcount": props.records.length + 1, onKeydown, onPointerleave: () => emit("look", null), onFocusout: () => emit("look", null) },
        [
          h("div", { role: "row", class: "trace-row trace-head" }, columns.map((name) => h("span", { role: "columnheader", class: `trace-cell trace-${name.toLowerCase().split(" ")[0]}` }, name))),
          shown.value.map(row),
        ],
      ),
      shown.value.length < props.records.length &&
        h("button", { type: "button", class: "button trace-more", onClick: () => (showsAll.value = true) }, `Show all ${props.records.length} records`),
    ];
  },
});

const shortened = (id) => `${shortID(id)} ${id.slice(-2)}`;
