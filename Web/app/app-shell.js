import { defineAsyncComponent, defineComponent, h, onBeforeUnmount, ref, watch } from "../vendor/vue.js";
import ChatSidebar from "./chat/chat-sidebar.js";
import ChatView from "./chat/chat-view.js";
import EmptyState from "./components/empty-state.js";
import ToastArea from "./components/toast.js";
import { navigate, route } from "./router.js";
import ShortcutHelp from "./shortcut-help.js";
import { registerShortcuts } from "./shortcuts.js";
import { useApplication } from "./state/application.js";

const failed = { render: () => h(EmptyState, { icon: "cloudOff", title: "This view could not be loaded", text: "Is the server still there?", action: { label: "Reload", run: () => location.reload() } }) };
const loaded = (load) => defineAsyncComponent({ loader: load, errorComponent: failed });
const LineageView = loaded(() => import("./lineage/lineage-view.js"));
const OperationsView = loaded(() => import("./operations/operations-view.js"));

/** The whole page: chats on the left, the view of the address beside them. */
export default defineComponent({
  name: "AppShell",
  setup() {
    const application = useApplication();
    const { preferences, client } = application;
    const isDrawerOpen = ref(false);
    const isHelpOpen = ref(false);

    watch(
      () => [route.value.view, route.value.chat],
      ([view, chat]) => view === "chat" && application.open(chat),
      { immediate: true },
    );
    watch(
      () => [route.value.view, application.conversation.value?.state.chat?.title],
      ([view, title]) => (document.title = { operations: "Operations · Throughline", lineage: "Lineage · Throughline" }[view] ?? (title ? `${title} · Throughline` : "Throughline")),
      { immediate: true },
    );

    const showChats = () => {
      preferences.isSidebarOpen = true;
      isDrawerOpen.value = true;
    };
    const dispose = registerShortcuts("Everywhere", [
      { keys: "?", label: "Keyboard shortcuts", run: () => (isHelpOpen.value = true) },
      { keys: "g c", label: "Chat", run: () => navigate({ chat: application.conversation.value?.id ?? null }) },
      { keys: "g o", label: "Operations", run: () => navigate({ view: "operations" }) },
      { keys: "mod+b", label: "Show or hide the chats", whileTyping: true, run: () => (preferences.isSidebarOpen = !preferences.isSidebarOpen) },
    ]);
    onBeforeUnmount(dispose);

    const view = () => {
      const { view, chat, entity } = route.value;
      if (view === "operations") return h("main", { class: "page-main" }, h(OperationsView, { client, "onShow-chats": showChats }));
      if (view === "lineage") {
        return h("main", { class: "page-main" }, h(LineageView, { key: chat, chat, entity, client, "onShow-chats": showChats, onSelect: (selected) => navigate({ view: "lineage", chat, entity: selected }, { replace: true }) }));
      }
      if (view === "unknown") return h("main", { class: "page-main" }, h(EmptyState, { icon: "archive", title: "There is no such page", isPage: true, action: { label: "To the chats", run: () => navigate({}, { replace: true }) } }));
      return h(ChatView, { "onShow-chats": showChats });
    };

    return () =>
      h("div", { class: ["shell", { "shell-sidebar": preferences.isSidebarOpen, "shell-drawer": isDrawerOpen.value }] }, [
        h(ChatSidebar, { onHelp: () => (isHelpOpen.value = true), onClose: () => (isDrawerOpen.value = false) }),
        h("div", { class: "scrim", "aria-hidden": "true", onClick: () => (isDrawerOpen.value = false) }),
        view(),
        isHelpOpen.value && h(ShortcutHelp, { onClose: () => (isHelpOpen.value = false) }),
        h(ToastArea),
      ]);
  },
});
