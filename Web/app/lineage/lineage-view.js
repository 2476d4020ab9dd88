import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, reactive, ref, watch } from "../../vendor/vue.js";
import { wholeCount } from "../chat/format.js";
import EmptyState from "../components/empty-state.js";
import { icon } from "../components/icon.js";
import { iconButton } from "../components/icon-button.js";
import MenuButton from "../components/menu-button.js";
import { saveFile } from "../components/save-file.js";
import { showProblem } from "../components/toast.js";
import { navigate, routeHash } from "../router.js";
import { registerShortcuts } from "../shortcuts.js";
import { useApplication } from "../state/application.js";
import EntityDetail from "./entity-detail.js";
import { answerOf, countTypes, pathOf, visibleRows } from "./entity-tree.js";
import EntityTreeView from "./entity-tree-view.js";
import { typeTitle } from "./entity-facts.js";
import { LineageRecords } from "./lineage-records.js";
import { traceDocument } from "./trace-export.js";
import { TraceReader } from "./trace-reader.js";
import { readFilter } from "./tree-filter.js";

const writingMs = 3_000;
const quietMs = 15_000;
/** A walk through the tree asks for the trace where it rests. */
const restMs = 90;
/** Narrower than this many pixels, tree and entity are two steps. */
const twoStepsWidth = 760;

/** The chat's entities as a tree, and beside it the way of the one that is selected. Emits `select(id)` (`null` for none) and `show-chats`. */
export default defineComponent({
  name: "LineageView",
  props: { chat: { type: String, required: true }, entity: String, client: { type: Object, required: true } },
  emits: ["select", "show-chats"],
  setup(props, { emit }) {
    const { connection, preferences } = useApplication();
    const records = new LineageRecords({ id: props.chat, client: props.client });
    const reader = new TraceReader(props.client);
    const root = ref(null);
    const treeView = ref(null);
    const filterField = ref(null);
    const detailPane = ref(null);
    const query = ref("");
    const types = reactive(new Set());
    const collapsed = reactive(new Set());
    const isNarrow = ref(false);
    const saidLast = ref("");
    let observer = null;
    let cancelBeat = () => {};
    let rest = null;
    let wasWriting = false;

    const tree = records.tree;
    const node = computed(() => tree.value.nodes.get(props.entity) ?? null);
    const filter = computed(() => readFilter(query.value, types));
    const rows = computed(() => visibleRows(tree.value, { collapsed, matches: filter.value.matches }));
    const found = computed(() => rows.value.reduce((count, { isMatch }) => count + (isMatch ? 1 : 0), 0));
    const title = computed(() => (records.state.chat ? records.state.chat.title || "Untitled" : ""));

    const select = (id) => {
      for (const ancestor of pathOf(tree.value.nodes.get(id)?.parent ?? null)) collapsed.delete(ancestor.id);
      emit("select", id);
    };
    const toggle = (id, isExpanded) => (isExpanded ? collapsed.delete(id) : collapsed.add(id));
    const answerID = () => (node.value ? answerOf(node.value)?.id ?? null : null);

    const back = () => {
      if (isNarrow.value && props.entity) {
        emit("select", null);
        nextTick(() => treeView.value?.focus());
      } else navigate({ chat: props.chat });
    };
    const openInChat = () => {
      const message = node.value && pathOf(node.value).findLast(({ type }) => type === "UM" || type === "AM");
      navigate({ chat: props.chat, entity: message?.id ?? null });
    };
    const step = (by) => {
      const at = rows.value.findIndex((row) => row.node.id === props.entity);
      const next = rows.value[at < 0 ? 0 : Math.max(0, Math.min(rows.value.length - 1, at + by))];
      if (next) select(next.node.id);
    };

    async function saveChat() {
      try {
        const data = await props.client.exportChat(props.chat);
        saveFile(`${props.chat}.json`, jsonBlob(data));
        saidLast.value = "The chat was saved.";
      } catch (error) {
        showProblem(error);
      }
    }
    function saveTrace() {
      const { entity, items, calls } = reader.state;
      if (reader.state.phase !== "ready") return;
      const data = traceDocument({ chat: props.chat, entity, records: items, calls, exportedAt: new Date().toISOString() });
      saveFile(`${entity}.trace.json`, jsonBlob(data));
      saidLast.value = "The trace was saved.";
    }

    function onFilter(event) {
      query.value = event.target.value;
      const { names } = filter.value;
      if (names && names.chat !== props.chat) navigate({ view: "lineage", ...names });
      else if (names?.entity && tree.value.nodes.has(names.entity)) select(names.entity);
    }
    function onFilterKey(event) {
      const first = rows.value.find(({ isMatch }) => isMatch);
      if (event.key === "ArrowDown") treeView.value?.focus();
      else if (event.key === "Enter") first && select(first.node.id);
      else if (event.key === "Escape") {
        if (query.value === "") event.target.blur();
        query.value = "";
      } else return;
      event.preventDefault();
    }

    /** Reads what is new, and again later: often while an answer is being written, seldom when nothing moves, never unseen. */
    async function beat() {
      cancelBeat();
      if (document.hidden) return;
      const isWriting = records.isWriting;
      await records.refresh();
      // The last records of an answer are written a moment after its end.
      if (isWriting || wasWriting || reader.state.phase === "failed" || reader.state.isStale || reader.state.items.length === 0) await reader.refresh(answerID());
      wasWriting = isWriting;
      rebeat();
    }
    function rebeat() {
      cancelBeat();
      if (root.value) cancelBeat = connection.sleep(records.isWriting || wasWriting ? writingMs : quietMs, beat);
    }
    const onSight = () => {
      if (document.hidden) return;
      reader.refresh(answerID());
      beat();
    };

    watch(
      () => [props.entity, node.value !== null],
      ([entity, isKnown], before) => {
        clearTimeout(rest);
        if (before && entity === before[0] && reader.state.entity === entity) return;
        rest = setTimeout(() => reader.show(isKnown ? entity : null, answerID()), before ? restMs : 0);
        if (entity !== before?.[0] && detailPane.value) detailPane.value.scrollTop = 0;
      },
      { immediate: true },
    );
    watch(() => found.value, (count) => filter.value.matches && (saidLast.value = `${count} found`));

    const dispose = registerShortcuts("Lineage", [
      { keys: "j", label: "Next entity", run: () => step(1) },
      { keys: "k", label: "Previous entity", run: () => step(-1) },
      { keys: "/", label: "Filter, or paste an ID", run: () => (filterField.value?.focus(), filterField.value?.select()) },
      { keys: "o", label: "Open in the chat", run: openInChat },
      { keys: "e", label: "Export the chat as JSON", run: saveChat },
      { keys: "shift+e", label: "Export the trace as JSON", run: saveTrace },
      { keys: "b", label: "Back", run: back },
    ]);
    onMounted(async () => {
      observer = new ResizeObserver(() => (isNarrow.value = root.value.clientWidth < twoStepsWidth));
      observer.observe(root.value);
      isNarrow.value = root.value.clientWidth < twoStepsWidth;
      document.addEventListener("visibilitychange", onSight);
      window.addEventListener("focus", onSight);
      await records.open();
      rebeat();
    });
    onBeforeUnmount(() => {
      dispose();
      cancelBeat();
      clearTimeout(rest);
      observer.disconnect();
      document.removeEventListener("visibilitychange", onSight);
      window.removeEventListener("focus", onSight);
      records.close();
      reader.close();
    });

    const bar = () =>
      h("header", { class: "bar" }, [
        !preferences.isSidebarOpen && iconButton("sidebar", "Show the chats", { class: "bar-chats", onClick: () => emit("show-chats") }),
        iconButton("sidebar", "Chats", { class: "bar-drawer", onClick: () => emit("show-chats") }),
        iconButton("chevronLeft", isNarrow.value && props.entity ? "Back to the tree" : "Back to the chat", { onClick: back }),
        h("h1", { class: "bar-title truncate", dir: "auto" }, [title.value, h("span", { class: "lineage-title" }, title.value ? " / Lineage" : "Lineage")]),
        records.state.isStale && h("p", { class: "bar-facts lineage-bar-stale", role: "status" }, [icon("cloudOff"), "Not reached"]),
        records.state.phase === "ready" && h("p", { class: "bar-facts number" }, `${wholeCount(tree.value.nodes.size)} ${tree.value.nodes.size === 1 ? "entity" : "entities"}`),
        h(MenuButton, {
          label: "Export",
          alignEnd: true,
          items: [
            { label: "JSON", icon: "download", detail: "the chat", run: saveChat },
            ...(reader.state.phase === "ready" ? [{ label: "Trace JSON", icon: "download", detail: "what is shown", run: saveTrace }] : []),
          ],
        }, { default: () => icon("download") }),
      ]);

    const typeButton = ([type, count]) =>
      h(
        "button",
        { key: type, type: "button", class: `entity-count entity-type-${type}`, "aria-pressed": String(types.has(type)), "aria-label": `Only ${typeTitle(type)}: ${count}`, title: `${typeTitle(type)}: ${count}`, onClick: () => (types.has(type) ? types.delete(type) : types.add(type)) },
        [type, h("span", { class: "number" }, count)],
      );

    const list = () =>
      h("section", { class: "lineage-list", "aria-label": "Entities" }, [
        h("div", { class: "lineage-filter" }, [
          h("div", { class: "lineage-search" }, [
            icon("search"),
            h("input", { ref: filterField, type: "search", class: "field", "aria-label": "Filter by text, ID or type", placeholder: "Filter, or paste an ID", value: query.value, spellcheck: false, onInput: onFilter, onKeydown: onFilterKey }),
          ]),
          h("div", { class: "entity-counts", role: "group", "aria-label": "Types" }, countTypes(tree.value).map(typeButton)),
        ]),
        rows.value.length > 0
          ? h(EntityTreeView, { ref: treeView, rows: rows.value, selected: props.entity ?? undefined, follows: !isNarrow.value, label: "Entities of the chat", onSelect: select, onToggle: toggle })
          : filter.value.matches
            ? h(EmptyState, { icon: "search", title: "Nothing found", text: notFound(), action: { label: "Show all", run: () => ((query.value = ""), types.clear()) } })
            : h(EmptyState, { icon: "chat", title: "Nothing was asked here yet", text: "Every question, answer and artifact will stand here under its ID." }),
      ]);

    const notFound = () => (filter.value.names?.entity ? "This ID is of this chat's form, but the chat has no such entity." : "No entity of this chat has that in its text, name or ID.");

    const detail = () => {
      if (node.value) {
        return h(EntityDetail, { node: node.value, nodes: tree.value.nodes, trace: reader.state, isWriting: answerOf(node.value)?.status === "streaming", onSelect: select, onOpen: openInChat, onSave: saveTrace, onRetry: () => reader.refresh(answerID()) });
      }
      if (props.entity) return h(EmptyState, { icon: "archive", title: "There is no such entity in this chat", text: props.entity, action: { label: "Show the tree", run: () => emit("select", null) } });
      return h(EmptyState, { icon: "lineage", title: "Where did a message go?", text: "Choose an entity, or paste its ID into the filter: here stands every boundary that it crossed, and when." });
    };

    const body = () => {
      const { phase, error } = records.state;
      if (phase === "loading") {
        return h("div", { class: "lineage-list", "aria-busy": "true" }, h("div", { class: "lineage-skeletons" }, [72, 54, 81, 40, 63, 72, 54].map((width, index) => h("div", { key: index, class: `skeleton skeleton-${width}` }))));
      }
      if (phase === "missing") return h(EmptyState, { icon: "archive", title: "There is no such chat", text: "It was deleted, or its address is wrong.", action: { label: "To the chats", run: () => navigate({}, { replace: true }) } });
      if (phase === "failed") return h(EmptyState, { icon: "cloudOff", title: "The lineage could not be read", text: error.passing ? "The server is not reached. It is asked again as soon as it is." : error.message, action: { label: "Try again", run: () => records.open() } });
      const isDetailAlone = isNarrow.value && props.entity;
      return [
        !isDetailAlone && list(),
        (!isNarrow.value || isDetailAlone) && h("div", { ref: detailPane, class: "lineage-pane" }, detail()),
      ];
    };

    return () =>
      h("div", { ref: root, class: ["lineage", { "lineage-narrow": isNarrow.value }] }, [
        bar(),
        h("div", { class: "lineage-body" }, body()),
        h("p", { class: "visually-hidden", role: "status", "aria-live": "polite" }, saidLast.value),
      ]);
  },
});

const jsonBlob = (data) => new Blob([`${JSON.stringify(data, null, 2)}\n`], { type: "application/json" });
