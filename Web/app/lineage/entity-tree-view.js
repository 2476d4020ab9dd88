import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref, watch } from "../../vendor/vue.js";
import { icon } from "../components/icon.js";
import { shortID, typeNames } from "./entity-tree.js";
import { rowByTyping, scrollTopShowing, windowOf } from "./row-window.js";

const typingMs = 700;
const assumedRowHeight = 30;
/** Letters that the page's shortcuts use: they begin no search in the tree. */
const reserved = new Set(["j", "k", "e", "o", "b", "g", "?", "/"]);

/**
 * Rows of a chat's entities as a tree of which only what is in sight stands in the document. `selected` is an ID; with `follows` the
 * selection goes with the arrows, else Enter selects. Emits `select(id)` and `toggle(id, isExpanded)`.
 */
export default defineComponent({
  name: "EntityTreeView",
  props: { rows: { type: Array, required: true }, selected: String, follows: Boolean, label: { type: String, required: true } },
  emits: ["select", "toggle"],
  setup(props, { emit, expose }) {
    const scroller = ref(null);
    const active = ref(props.selected ?? null);
    const top = ref(0);
    const height = ref(600);
    const rowHeight = ref(assumedRowHeight);
    let typed = "";
    let typedAt = -Infinity;
    let observer = null;

    const indexOf = (id) => props.rows.findIndex(({ node }) => node.id === id);
    const activeIndex = computed(() => {
      const at = indexOf(active.value);
      return at >= 0 ? at : Math.min(0, props.rows.length - 1);
    });
    const elementID = (node) => `entity-${node.id.slice(-9)}`;

    const shown = computed(() => {
      const { start, end } = windowOf({ top: top.value, height: height.value, rowHeight: rowHeight.value, count: props.rows.length });
      const rows = props.rows.slice(start, end).map((row, index) => ({ row, index: start + index }));
      const at = activeIndex.value;
      if (at >= 0 && (at < start || at >= end)) rows.push({ row: props.rows[at], index: at });
      return rows;
    });

    const reveal = (index) => {
      if (index < 0 || !scroller.value) return;
      scroller.value.scrollTop = scrollTopShowing({ top: scroller.value.scrollTop, height: scroller.value.clientHeight, rowHeight: rowHeight.value, index });
    };

    function moveTo(index, selects = props.follows) {
      const row = props.rows[Math.max(0, Math.min(props.rows.length - 1, index))];
      if (!row) return;
      active.value = row.node.id;
      reveal(indexOf(row.node.id));
      if (selects) emit("select", row.node.id);
    }

    function onKeydown(event) {
      const { key } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || event.target !== scroller.value) return;
      const at = activeIndex.value;
      const row = props.rows[at];
      if (!row) return;
      const page = Math.max(1, Math.floor(height.value / rowHeight.value) - 1);
      if (key === "ArrowDown") moveTo(at + 1);
      else if (key === "ArrowUp") moveTo(at - 1);
      else if (key === "Home") moveTo(0);
      else if (key === "End") moveTo(props.rows.length - 1);
      else if (key === "PageDown") moveTo(at + page);
      else if (key === "PageUp") moveTo(at - page);
      else if (key === "ArrowRight") {
        if (row.isExpanded === false) emit("toggle", row.node.id, true);
        else if (row.isExpanded) moveTo(at + 1);
      } else if (key === "ArrowLeft") {
        if (row.isExpanded) emit("toggle", row.node.id, false);
        else if (row.node.parent) moveTo(indexOf(row.node.parent.id));
      } else if (key === "*") {
        for (const sibling of row.node.parent?.children ?? props.rows.filter(({ depth }) => depth === 0).map(({ node }) => node)) emit("toggle", sibling.id, true);
      } else if (key === "Enter" || (key === " " && !isTyping(event))) emit("select", row.node.id);
      else if (key.length !== 1 || !type(event, at)) return;
      event.preventDefault();
    }

    const isTyping = (event) => event.timeStamp - typedAt < typingMs && typed !== "";

    /** Returns whether the key was taken as a part of what is searched. */
    function type(event, at) {
      if (!isTyping(event)) typed = "";
      const isReserved = reserved.has(event.key.toLowerCase());
      if (typed === "" && isReserved) return false;
      typed += event.key;
      typedAt = event.timeStamp;
      const found = rowByTyping(props.rows, at, typed);
      if (found >= 0) moveTo(found);
      else if (isReserved) typed = "";
      return found >= 0 || !isReserved;
    }

    watch(
      () => [props.selected, props.rows.length > 0],
      async ([selected]) => {
        if (!selected) return;
        active.value = selected;
        await nextTick();
        reveal(indexOf(selected));
      },
    );
    onMounted(() => {
      observer = new ResizeObserver(() => {
        height.value = scroller.value.clientHeight;
        const row = scroller.value.querySelector("[role=treeitem]");
        if (row?.offsetHeight > 0) rowHeight.value = row.offsetHeight;
      });
      observer.observe(scroller.value);
      nextTick(() => reveal(indexOf(props.selected)));
    });
    onBeforeUnmount(() => observer.disconnect());
    expose({ focus: () => scroller.value.focus({ preventScroll: true }) });

    const relations = ({ entity, branchesFrom }) => [
      entity.edits && ["edits", entity.edits],
      branchesFrom && ["follows", branchesFrom],
    ].filter(Boolean);

    const nameOf = (node) => {
      const status = node.status && node.status !== "complete" ? `, ${node.status}` : "";
      return `${node.type} ${node.label}, ${typeNames[node.type]}: ${node.line || "no text"}${status}${relations(node).map(([word, id]) => `, ${word} ${shortID(id)}`).join("")}`;
    };

    const statusMark = ({ status }) => {
      if (status === "streaming") return h("span", { class: "pulse", title: "Being written" });
      if (status === "failed") return h("span", { class: "entity-failed", title: "Failed" }, icon("alert"));
      if (status === "cancelled") return h("span", { class: "entity-stopped", title: "Stopped" }, icon("stop"));
      return null;
    };

    const rowOf = ({ row, index }) => {
      const { node, depth, isExpanded } = row;
      const isSelected = node.id === props.selected;
      return h(
        "div",
        {
          key: node.id,
          id: elementID(node),
          role: "treeitem",
          class: ["entity-row", { "entity-row-selected": isSelected, "entity-row-active": index === activeIndex.value, "entity-row-context": !row.isMatch }],
          "aria-level": depth + 1,
          "aria-posinset": row.position,
          "aria-setsize": row.siblings,
          "aria-expanded": isExpanded === null ? undefined : String(isExpanded),
          "aria-selected": String(isSelected),
          "aria-label": nameOf(node),
          title: node.id,
          style: { transform: `translateY(${index * rowHeight.value}px)`, "--depth": depth },
          onClick: () => {
            active.value = node.id;
            emit("select", node.id);
          },
        },
        [
          h(
            "span",
            {
              class: ["entity-twist", { "entity-twist-open": isExpanded }],
              onClick: (event) => {
                if (isExpanded === null) return;
                event.stopPropagation();
                active.value = node.id;
                emit("toggle", node.id, !isExpanded);
              },
            },
            isExpanded === null ? null : icon("chevronRight"),
          ),
          h("span", { class: `entity-type entity-type-${node.type}` }, node.type),
          h("span", { class: "entity-sequence number" }, node.label),
          h("span", { class: ["entity-line", "truncate", { quiet: !node.line }], dir: "auto" }, node.line || (node.status === "streaming" ? "being written" : "no text")),
          relations(node).map(([word, id]) =>
            h(
              "span",
              {
                class: "entity-relation number",
                title: id,
                onClick: (event) => {
                  event.stopPropagation();
                  emit("select", id);
                },
              },
              `${word} ${shortID(id)}`,
            ),
          ),
          statusMark(node),
        ],
      );
    };

    return () =>
      h(
        "div",
        {
          ref: scroller,
          class: "entity-tree",
          role: "tree",
          tabindex: 0,
          "aria-label": props.label,
          "aria-activedescendant": props.rows[activeIndex.value] ? elementID(props.rows[activeIndex.value].node) : undefined,
          onKeydown,
          onScroll: () => (top.value = scroller.value.scrollTop),
        },
        h("div", { class: "entity-tree-rows", role: "none", style: { height: `${props.rows.length * rowHeight.value}px` } }, shown.value.map(rowOf)),
      );
  },
});
