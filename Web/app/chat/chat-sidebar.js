import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";
import { icon } from "../components/icon.js";
import { iconButton } from "../components/icon-button.js";
import MenuButton from "../components/menu-button.js";
import ModalDialog from "../components/modal-dialog.js";
import { showProblem } from "../components/toast.js";
import { navigate, route, routeHash } from "../router.js";
import { registerShortcuts } from "../shortcuts.js";
import { useApplication } from "../state/application.js";
import ConnectionIndicator from "./connection-indicator.js";
import { ageGroup } from "./format.js";

const searchPauseMs = 150;

/** The list of chats: search, rename, delete, and the way to the other views. Emits `help`; `open` and `hide` as the reader asks; `close` when it has done its work. */
export default defineComponent({
  name: "ChatSidebar",
  emits: ["help", "open", "hide", "close"],
  setup(props, { emit, expose }) {
    const { chats, preferences, unsent } = useApplication();
    const search = ref(null);
    const list = ref(null);
    const end = ref(null);
    const renaming = ref(null);
    const removing = ref(null);
    let pause = null;
    let observer = null;

    const groups = computed(() => {
      const named = new Map();
      for (const chat of chats.state.chats) {
        const name = ageGroup(chat.created_at);
        named.set(name, [...(named.get(name) ?? []), chat]);
      }
      return [...named];
    });

    const open = (chat) => {
      navigate({ chat: chat.id });
      emit("close");
    };

    const find = (event) => {
      clearTimeout(pause);
      const query = event.target.value.trim();
      pause = setTimeout(() => chats.search(query), searchPauseMs);
    };

    /** Arrows walk through the list as if it were one control. */
    const walk = (event) => {
      const links = [...list.value.querySelectorAll(".chat-link")];
      const at = links.indexOf(document.activeElement);
      const target = { ArrowDown: links[at + 1], ArrowUp: at === 0 ? search.value : links[at - 1], Home: links[0], End: links.at(-1) }[event.key];
      if (!target) return;
      event.preventDefault();
      target.focus();
    };

    async function rename(title) {
      const { id } = renaming.value;
      renaming.value = null;
      try {
        await chats.rename(id, title.trim());
      } catch (error) {
        showProblem(error);
      }
    }

    async function remove() {
      const { id } = removing.value;
      removing.value = null;
      try {
        await chats.remove(id);
        if (route.value.chat === id) navigate({}, { replace: true });
      } catch (error) {
        showProblem(error);
      }
    }

    const focusSearch = async () => {
      emit("open");
      await nextTick();
      search.value.focus();
      search.value.select();
    };

    const dispose = registerShortcuts("Chats", [
      { keys: "mod+k", label: "Search chats", whileTyping: true, run: focusSearch },
      { keys: "mod+shift+o", label: "New chat", whileTyping: true, run: () => navigate({}) },
    ]);
    onMounted(() => {
      observer = new IntersectionObserver(([entry]) => entry.isIntersecting && chats.more().catch(showProblem), { root: list.value, rootMargin: "400px" });
      observer.observe(end.value);
    });
    onBeforeUnmount(() => {
      dispose();
      observer.disconnect();
    });
    expose({ focusSearch });

    const row = (chat) => {
      const isOpen = route.value.chat === chat.id;
      if (renaming.value?.id === chat.id) {
        return h("li", { key: chat.id, class: "chat-row" }, [
          h("input", {
            class: "field",
            "aria-label": "Title of the chat",
            dir: "auto",
            value: chat.title,
            maxlength: 200,
            onVnodeMounted: ({ el }) => (el.focus(), el.select()),
            onBlur: (event) => renaming.value && rename(event.target.value),
            onKeydown: (event) => {
              if (event.key === "Enter") rename(event.target.value);
              else if (event.key === "Escape") renaming.value = null;
              event.stopPropagation();
            },
          }),
        ]);
      }
      const isWaiting = unsent.some((entry) => entry.chat === chat.id);
      return h("li", { key: chat.id, class: ["chat-row", { "chat-row-open": isOpen }] }, [
        h(
          "a",
          { class: "chat-link", href: routeHash({ chat: chat.id }), "aria-current": isOpen ? "page" : undefined, title: chat.title, onClick: (event) => plain(event) && open(chat) },
          [h("span", { class: "truncate", dir: "auto" }, chat.title || "Untitled"), isWaiting && icon("clock")],
        ),
        h(MenuButton, {
          label: `Actions for ${chat.title || "Untitled"}`,
          buttonClass: "icon-button icon-button-small chat-menu",
          alignEnd: true,
          items: [
            { label: "Rename", icon: "edit", run: () => (renaming.value = chat) },
            { label: "Lineage", icon: "lineage", run: () => navigate({ view: "lineage", chat: chat.id }) },
            { label: "Delete", icon: "trash", danger: true, run: () => (removing.value = chat) },
          ],
        }),
      ]);
    };

    const content = () => {
      const { phase, error, query } = chats.state;
      if (phase === "loading") return h("div", { class: "chat-skeletons", "aria-label": "Chats are loading" }, [72, 54, 81, 40, 63].map((width) => h("div", { class: `skeleton skeleton-${width}` })));
      if (phase === "failed") return h(EmptyState, { icon: "cloudOff", title: "The chats could not be read", text: error.message, action: { label: "Try again", run: () => chats.reload() } });
      if (chats.state.chats.length > 0) {
        return groups.value.map(([name, members]) => h("section", { key: name }, [h("h2", { class: "chat-group" }, name), h("ul", { role: "list" }, members.map(row))]));
      }
      if (query) return h(EmptyState, { icon: "search", title: "Nothing found", text: `No chat's title or ID has “${query}” in it.` });
      return h(EmptyState, { icon: "chat", title: "No chats yet", text: "What you ask is kept here, whatever happens to the connection." });
    };

    return () =>
      h("nav", { class: "sidebar", "aria-label": "Chats" }, [
        h("header", { class: "sidebar-head" }, [
          h("a", { class: "brand", href: "#/", onClick: (event) => plain(event) && (navigate({}), emit("close")) }, [mark(), "Throughline"]),
          iconButton("edit", "New chat", { onClick: () => (navigate({}), emit("close")) }),
          iconButton("sidebar", "Hide the chats", { onClick: () => emit("hide") }),
        ]),
        h("div", { class: "sidebar-search" }, [
          icon("search"),
          h("input", {
            ref: search,
            type: "search",
            class: "field",
            "aria-label": "Search chats",
            placeholder: "Search chats",
            onInput: find,
            onKeydown: (event) => {
              if (event.key === "ArrowDown") list.value.querySelector(".chat-link")?.focus();
              else if (event.key === "Enter") chats.state.chats[0] && open(chats.state.chats[0]);
              else if (event.key === "Escape") {
                if (event.target.value === "") event.target.blur();
                else event.stopPropagation();
                event.target.value = "";
                chats.search("");
              } else return;
              event.preventDefault();
            },
          }),
        ]),
        h("div", { ref: list, class: "sidebar-list", onKeydown: walk }, [content(), h("div", { ref: end, class: "sidebar-end" })]),
        h("footer", { class: "sidebar-foot" }, [
          h("a", { class: ["sidebar-link", { "sidebar-link-open": route.value.view === "studio" }], href: "#/studio", "aria-current": route.value.view === "studio" ? "page" : undefined, onClick: (event) => plain(event) && (navigate({ view: "studio" }), emit("close")) }, [icon("table"), "Mapping studio"]),
          h("a", { class: ["sidebar-link", { "sidebar-link-open": route.value.view === "operations" }], href: "#/operations", "aria-current": route.value.view === "operations" ? "page" : undefined, onClick: (event) => plain(event) && (navigate({ view: "operations" }), emit("close")) }, [icon("chart"), "Operations"]),
          h("div", { class: "sidebar-tools" }, [
            h(ConnectionIndicator),
            h("span", { class: "composer-space" }),
            iconButton("keyboard", "Keyboard shortcuts (?)", { class: "icon-button-small", onClick: () => emit("help") }),
            h(
              MenuButton,
              {
                label: "Appearance",
                above: true,
                alignEnd: true,
                buttonClass: "icon-button icon-button-small",
                items: ["system", "light", "dark"].map((theme) => ({ label: { system: "As the system", light: "Light", dark: "Dark" }[theme], checked: preferences.theme === theme, run: () => (preferences.theme = theme) })),
              },
              { default: () => icon({ system: "system", light: "sun", dark: "moon" }[preferences.theme] ?? "system") },
            ),
          ]),
        ]),
        removing.value &&
          h(
            ModalDialog,
            { title: "Delete this chat?", onClose: () => (removing.value = null) },
            {
              default: () => h("p", [h("strong", { dir: "auto" }, removing.value?.title || "Untitled"), " with all its answers, artifacts and attachments is deleted from the server. This cannot be undone."]),
              actions: ({ close }) => [
                h("button", { type: "button", class: "button", onClick: close }, "Keep it"),
                h("button", { type: "button", class: "button button-danger", onClick: remove }, "Delete"),
              ],
            },
          ),
      ]);
  },
});

/** A plain click is ours; one with a modifier opens the browser's own tab or window. */
function plain(event) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return false;
  event.preventDefault();
  return true;
}

const mark = () =>
  h("svg", { class: "brand-mark", viewBox: "0 0 20 20", "aria-hidden": "true" }, [
    h("path", { d: "M2 10h5.5M12.5 10H18", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round" }),
    h("circle", { cx: 10, cy: 10, r: 2.5, fill: "none", stroke: "currentColor", "stroke-width": 2 }),
  ]);
