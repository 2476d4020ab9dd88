import { defineAsyncComponent, defineComponent, h, nextTick, onBeforeUnmount, ref, watch } from "../vendor/vue.js";
import ChatSidebar from "./chat/chat-sidebar.js";
import ChatView from "./chat/chat-view.js";
import EmptyState from "./components/empty-state.js";
import SignIn from "./components/sign-in.js";
import ToastArea from "./components/toast.js";
import { navigate, route } from "./router.js";
import ShortcutHelp from "./shortcut-help.js";
import { registerShortcuts } from "./shortcuts.js";
import { useApplication } from "./state/application.js";

/** Where the list of chats lies over the page: as in `shell.css`. */
const narrowWindow = "(max-width: 52rem)";

const failed = { render: () => h(EmptyState, { icon: "cloudOff", title: "This view could not be loaded", text: "Is the server still there?", action: { label: "Reload", run: () => location.reload() } }) };
const loaded = (load) => defineAsyncComponent({ loader: load, errorComponent: failed });
const LineageView = loaded(() => import("./lineage/lineage-view.js"));
const OperationsView = loaded(() => import("./operations/operations-view.js"));
const StudioView = loaded(() => import("./studio/studio-view.js"));

/** The whole page: chats on the left, the view of the address beside them. */
export default defineComponent({
  name: "AppShell",
  setup() {
    const application = useApplication();
    const { preferences, client } = application;
    const isDrawerOpen = ref(false);
    const isHelpOpen = ref(false);
    const sidebar = ref(null);
    const narrow = matchMedia(narrowWindow);
    let returnTo = null;

    watch(
      () => [route.value.view, route.value.chat],
      ([view, chat]) => view === "chat" && application.open(chat),
      { immediate: true },
    );
    watch(
      () => [route.value.view, application.conversation.value?.state.chat?.title],
      ([view, title]) => (document.title = { operations: "Operations · Throughline", studio: "Mapping studio · Throughline", lineage: "Lineage · Throughline" }[view] ?? (title ? `${title} · Throughline` : "Throughline")),
      { immediate: true },
    );

    const showChats = async () => {
      preferences.isSidebarOpen = true;
      if (!narrow.matches || isDrawerOpen.value) return;
      returnTo = document.activeElement;
      isDrawerOpen.value = true;
      await nextTick();
      sidebar.value.$el.focus();
    };
    const hideDrawer = async () => {
      if (!isDrawerOpen.value) return;
      isDrawerOpen.value = false;
      await nextTick();
      returnTo?.focus();
    };
    const toggleChats = () => {
      if (narrow.matches) isDrawerOpen.value ? hideDrawer() : showChats();
      else preferences.isSidebarOpen = !preferences.isSidebarOpen;
    };
    // What lies behind the drawer cannot be reached; in a window that was made wide nothing may stay so.
    const followWidth = () => (isDrawerOpen.value &&= narrow.matches);
    narrow.addEventListener("change", followWidth);
    const dispose = registerShortcuts("Everywhere", [
      { keys: "?", label: "Keyboard shortcuts", run: () => (isHelpOpen.value = true) },
      { keys: "g c", label: "Chat", run: () => navigate({ chat: application.conversation.value?.id ?? null }) },
      { keys: "g o", label: "Operations", run: () => navigate({ view: "operations" }) },
      { keys: "g s", label: "Mapping studio", run: () => navigate({ view: "studio" }) },
      { keys: "mod+b", label: "Show or hide the chats", whileTyping: true, run: toggleChats },
    ]);
    onBeforeUnmount(() => {
      dispose();
      narrow.removeEventListener("change", followWidth);
    });

    const view = () => {
      const { view, chat, entity } = route.value;
      const inert = isDrawerOpen.value;
      if (view === "operations") return h("main", { class: "page-main", inert }, h(OperationsView, { client, "onShow-chats": showChats }));
      if (view === "studio") return h("main", { class: "page-main", inert }, h(StudioView, { "onShow-chats": showChats }));
      if (view === "lineage") {
        return h("main", { class: "page-main", inert }, h(LineageView, { key: chat, chat, entity, client, "onShow-chats": showChats, onSelect: (selected) => navigate({ view: "lineage", chat, entity: selected }, { replace: true }) }));
      }
      if (view === "unknown") return h("main", { class: "page-main", inert }, h(EmptyState, { icon: "archive", title: "There is no such page", isPage: true, action: { label: "To the chats", run: () => navigate({}, { replace: true }) } }));
      return h(ChatView, { inert, "onShow-chats": showChats });
    };

    return () =>
      h("div", { class: ["shell", { "shell-sidebar": preferences.isSidebarOpen, "shell-drawer": isDrawerOpen.value }] }, [
        h(ChatSidebar, {
          ref: sidebar,
          tabindex: -1,
          onHelp: () => (isHelpOpen.value = true),
          onOpen: showChats,
          onHide: toggleChats,
          onClose: hideDrawer,
          onKeydown: (event) => event.key === "Escape" && hideDrawer(),
        }),
        h("div", { class: "scrim", "aria-hidden": "true", onClick: hideDrawer }),
        view(),
        isHelpOpen.value && h(ShortcutHelp, { onClose: () => (isHelpOpen.value = false) }),
        application.credential.required.value && h(SignIn, { credential: application.credential }),
        h(ToastArea),
      ]);
  },
});
