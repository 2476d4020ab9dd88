import { computed, defineAsyncComponent, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref, watch } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";
import { icon } from "../components/icon.js";
import { iconButton } from "../components/icon-button.js";
import MenuButton from "../components/menu-button.js";
import { showProblem } from "../components/toast.js";
import { navigate, route } from "../router.js";
import { registerShortcuts } from "../shortcuts.js";
import { useApplication } from "../state/application.js";
import AssistantMessage from "./assistant-message.js";
import { chatArtifacts } from "./chat-artifacts.js";
import ConnectionIndicator from "./connection-indicator.js";
import { saveChat } from "./chat-export.js";
import { cost, shortCount, wholeCount } from "./format.js";
import MessageComposer from "./message-composer.js";
import { ScrollFollower } from "./scroll-follower.js";
import UserMessage from "./user-message.js";

const firstTurns = 24;
const furtherTurns = 24;

const ArtifactsPanel = defineAsyncComponent(() => import("../artifacts/artifacts-panel.js"));

/** A chat: its head, its turns, the composer, and the artifacts beside it. Without an open chat, the page of a new one. */
export default defineComponent({
  name: "ChatView",
  emits: ["show-chats"],
  setup(props, { emit }) {
    const application = useApplication();
    const { client, outbox, unsent, preferences } = application;
    const conversation = application.conversation;
    const follower = new ScrollFollower();
    const scroller = ref(null);
    const content = ref(null);
    const top = ref(null);
    const composer = ref(null);
    const shownTurns = ref(firstTurns);
    const isPanelOpen = ref(false);
    const selectedArtifact = ref(null);
    const isDropping = ref(false);
    const announcement = ref("");
    let observer = null;

    const turns = computed(() => conversation.value?.turns.value ?? []);
    const waiting = computed(() => {
      const known = new Set(turns.value.map(({ question }) => question.frontend_id));
      return unsent.filter((entry) => entry.chat === conversation.value?.id && !known.has(entry.frontend_id));
    });
    const artifacts = computed(() => (conversation.value ? chatArtifacts(conversation.value.messages, conversation.value.live.value) : []));
    // Output is shown under its code.
    const listed = computed(() => artifacts.value.filter(({ type }) => type !== "AO").length);
    const isMissing = computed(() => conversation.value?.state.phase === "missing");
    const isHere = computed(() => conversation.value && !isMissing.value);
    const isAnswering = computed(() => turns.value.some(({ answer }) => answer?.status === "streaming"));

    async function send({ content, attachments, model, edits, follows }) {
      const chat = conversation.value?.id ?? null;
      const isPlain = edits === undefined && waiting.value.length === 0;
      const after = follows ?? (isPlain ? conversation.value?.follows : undefined);
      try {
        const id = await application.send({ chat, content, attachments, model, edits, follows: after });
        if (chat === null) navigate({ chat: id });
        await nextTick();
        follower.toEnd();
      } catch (error) {
        showProblem(error);
      }
    }

    /** The question once more, in the place of itself, with what was attached to it. */
    const again = (turn, text = turn.question.content) =>
      send({
        content: text,
        edits: turn.question.id,
        model: preferences.model,
        attachments: (turn.question.artifacts ?? []).filter((file) => file.type === "UA").map(({ id }) => ({ artifact: id })),
      });

    const stop = () => {
      const next = turns.value.find(({ answer }) => answer?.status === "streaming");
      conversation.value?.stop(next?.answer.id).catch(showProblem);
    };

    const openArtifact = (id) => {
      selectedArtifact.value = id;
      isPanelOpen.value = true;
    };
    const openBlock = (message, index) => {
      const own = artifacts.value.filter((artifact) => artifact.message === message && artifact.inline);
      if (own[index]) openArtifact(own[index].id);
    };

    async function showMessage(id) {
      const parent = conversation.value.messages.get(id)?.parent ?? id;
      conversation.value.show(parent);
      shownTurns.value = Math.max(shownTurns.value, turns.value.length - turns.value.findIndex(({ question }) => question.id === parent) + 4);
      await nextTick();
      follower.isFollowing.value = false;
      const element = content.value.querySelector(`[data-message="${CSS.escape(id)}"]`);
      element?.scrollIntoView({ block: "start" });
      element?.classList.add("message-found");
      setTimeout(() => element?.classList.remove("message-found"), 1_600);
    }

    watch(
      () => conversation.value,
      async () => {
        shownTurns.value = firstTurns;
        selectedArtifact.value = null;
        isPanelOpen.value = false;
        await nextTick();
        follower.toEnd();
      },
    );
    watch(
      () => [route.value.entity, conversation.value?.state.phase],
      ([entity, phase]) => entity && phase === "ready" && route.value.view === "chat" && nextTick(() => showMessage(entity)),
      { immediate: true },
    );
    // One sentence when an answer begins and one when it has ended: nobody listens to every token.
    watch(
      () => [conversation.value?.live.value?.id, turns.value.at(-1)?.answer?.status],
      ([live, status], [, before]) => {
        if (status === "streaming" && before !== "streaming") announcement.value = "The answer is being written.";
        else if (before === "streaming" && status === "complete") announcement.value = "The answer is complete.";
        else if (before === "streaming" && status === "failed") announcement.value = "The answer failed.";
        else if (before === "streaming" && status === "cancelled") announcement.value = "The answer was stopped.";
      },
    );
    watch(
      () => [content.value, scroller.value],
      ([inner, outer]) => {
        follower.detach();
        observer?.disconnect();
        if (!inner || !outer) return;
        follower.attach(outer, inner);
        observer = new IntersectionObserver(([entry]) => entry.isIntersecting && shownTurns.value < turns.value.length && earlier(), { root: outer, rootMargin: "600px 0px" });
        observer.observe(top.value);
      },
      { flush: "post" },
    );

    /** The browser keeps the place where it can; where it cannot, the distance to the end is put back. */
    async function earlier() {
      const outer = scroller.value;
      const distance = outer.scrollHeight - outer.scrollTop;
      shownTurns.value += furtherTurns;
      await nextTick();
      if (outer.scrollHeight - outer.scrollTop !== distance && outer.scrollTop === 0) outer.scrollTop = outer.scrollHeight - distance;
      observer.unobserve(top.value);
      observer.observe(top.value);
    }

    const dispose = registerShortcuts("Chat", [
      { keys: "g l", label: "Lineage of this chat", run: () => conversation.value && navigate({ view: "lineage", chat: conversation.value.id }) },
      { keys: "mod+shift+a", label: "Artifacts", whileTyping: true, run: () => (isPanelOpen.value = !isPanelOpen.value) },
      { keys: "escape", label: "Close the panel, go to the newest", whileTyping: true, run: () => (isPanelOpen.value ? (isPanelOpen.value = false) : follower.toEnd()) },
    ]);
    onBeforeUnmount(() => {
      dispose();
      observer?.disconnect();
      follower.detach();
    });

    const dragged = (event) => event.dataTransfer?.types.includes("Files");
    const dropHandlers = {
      onDragover: (event) => {
        if (!dragged(event) || isMissing.value) return;
        event.preventDefault();
        isDropping.value = true;
      },
      onDragleave: (event) => !event.currentTarget.contains(event.relatedTarget) && (isDropping.value = false),
      onDrop: (event) => {
        if (!dragged(event)) return;
        event.preventDefault();
        isDropping.value = false;
        composer.value?.attach(event.dataTransfer.files);
        composer.value?.focus();
      },
    };

    const title = (chat) => {
      const open = conversation.value;
      if (chat) return chat.title || "Untitled";
      if (!open) return "New chat";
      const listedChat = application.chats.state.chats.find(({ id }) => id === open.id);
      return listedChat?.title ?? { loading: "\u00a0", missing: "No such chat", failed: "Chat" }[open.state.phase] ?? "New chat";
    };

    const head = () => {
      const chat = conversation.value?.state.chat;
      const totals = chat && [
        h("span", { class: "number", title: `${wholeCount(chat.total_tokens)} tokens in ${chat.message_count} messages` }, `${shortCount(chat.total_tokens)} tokens`),
        h("span", { class: "number", title: chat.unpriced_messages ? `${chat.unpriced_messages} answers have no known price and are not in the sum` : "What all answers of this chat cost" }, [cost(chat.total_cost), chat.unpriced_messages > 0 && ` + ${chat.unpriced_messages} unpriced`]),
      ];
      return h("header", { class: "bar" }, [
        !preferences.isSidebarOpen && iconButton("sidebar", "Show the chats", { class: "bar-chats", onClick: () => emit("show-chats") }),
        iconButton("sidebar", "Chats", { class: "bar-drawer", onClick: () => emit("show-chats") }),
        h("h1", { class: "bar-title truncate", dir: "auto" }, title(chat)),
        h("div", { class: "bar-connection" }, h(ConnectionIndicator)),
        totals && h("p", { class: "bar-facts" }, totals),
        isHere.value && [
          iconButton("lineage", "Lineage of this chat", { onClick: () => navigate({ view: "lineage", chat: conversation.value.id }) }),
          h(MenuButton, {
            label: "Export",
            alignEnd: true,
            items: [
              { label: "Markdown", icon: "download", detail: "as it is shown", run: () => saveChat(conversation.value, "markdown", client).catch(showProblem) },
              { label: "JSON", icon: "download", detail: "everything", run: () => saveChat(conversation.value, "json", client).catch(showProblem) },
            ],
          }, { default: () => icon("download") }),
          h(
            "button",
            { type: "button", class: "icon-button", "aria-label": `Artifacts, ${listed.value}`, title: "Artifacts", "aria-pressed": String(isPanelOpen.value), onClick: () => (isPanelOpen.value = !isPanelOpen.value) },
            [icon("panel"), listed.value > 0 && h("span", { class: "badge number" }, listed.value)],
          ),
        ],
      ]);
    };

    const turnKey = ({ question }) => question.frontend_id ?? question.id;

    const turn = (item, index, all) => {
      const { question, answer } = item;
      const live = answer && conversation.value.live.value?.id === answer.id ? conversation.value.live.value : undefined;
      return h("section", { key: turnKey(item), class: "turn" }, [
        h(UserMessage, {
          message: question,
          turn: item,
          onEdit: (text) => again(item, text),
          onShow: (id) => conversation.value.show(id),
          onOpen: openArtifact,
        }),
        answer &&
          h(AssistantMessage, {
            message: answer,
            live,
            canRetry: index === all.length - 1 || answer.status !== "complete",
            onRetry: () => again(item),
            onOpen: (block) => openBlock(answer.id, block),
            onTrace: () => navigate({ view: "lineage", chat: conversation.value.id, entity: answer.id }),
          }),
      ]);
    };

    const unsentTurn = (entry) =>
      h("section", { key: entry.frontend_id, class: "turn" }, [
        h(UserMessage, {
          message: { id: entry.frontend_id, content: entry.content },
          unsent: entry,
          onRetry: () => outbox.retry(entry.key),
          onDiscard: () => outbox.discard(entry.key),
        }),
      ]);

    const thread = () => {
      const all = turns.value;
      const shown = all.slice(-shownTurns.value);
      return h("div", { ref: scroller, class: "thread", tabindex: 0, role: "region", "aria-label": "Conversation" }, [
        h("div", { ref: content, class: "thread-content" }, [
          h("div", { ref: top, class: "thread-top" }),
          shown.map((item, index) => turn(item, index, shown)),
          waiting.value.map(unsentTurn),
        ]),
      ]);
    };

    const skeleton = () =>
      h("div", { class: "thread", "aria-label": "The chat is loading" }, h("div", { class: "thread-content thread-skeleton" }, [h("div", { class: "skeleton skeleton-question" }), ...[81, 72, 63].map((width) => h("div", { class: `skeleton skeleton-${width}` }))]));

    const body = () => {
      const open = conversation.value;
      if (!open) {
        return h("div", { class: "thread welcome" }, [
          h("div", { class: "welcome-words" }, [h("h2", "What would you like to know?"), h("p", { class: "quiet" }, "The answer is kept by the server. Close the lid, lose the network, come back on another tab: it goes on where it was.")]),
        ]);
      }
      const { phase, error } = open.state;
      if (turns.value.length > 0 || waiting.value.length > 0) return thread();
      if (phase === "loading") return skeleton();
      if (phase === "missing") return h("div", { class: "thread" }, h(EmptyState, { icon: "archive", title: "There is no such chat", text: "It was deleted, or its address is wrong.", action: { label: "New chat", run: () => navigate({}, { replace: true }) } }));
      if (phase === "failed") return h("div", { class: "thread" }, h(EmptyState, { icon: "cloudOff", title: "The chat could not be read", text: error.message, action: { label: "Try again", run: () => open.open() } }));
      return h("div", { class: "thread" }, h(EmptyState, { icon: "chat", title: "Nothing was asked here yet" }));
    };

    return () =>
      h("div", { class: ["chat-view", { "chat-view-panel": isPanelOpen.value }] }, [
        h("main", { class: "chat-main", ...dropHandlers }, [
          head(),
          body(),
          h("div", { class: "composer-dock" }, [
            !follower.isFollowing.value &&
              conversation.value &&
              h("button", { type: "button", class: "jump-to-end", onClick: () => follower.toEnd() }, [icon("arrowDown"), isAnswering.value ? "Follow the answer" : "Newest"]),
            !isMissing.value &&
              h(MessageComposer, { ref: composer, chat: conversation.value?.id ?? null, isAnswering: isAnswering.value, onSend: send, onStop: stop }),
          ]),
          isDropping.value && h("div", { class: "drop-zone", "aria-hidden": "true" }, [icon("paperclip"), "Drop to attach"]),
          h("p", { class: "visually-hidden", role: "status", "aria-live": "polite" }, announcement.value),
        ]),
        isPanelOpen.value &&
          conversation.value &&
          h(ArtifactsPanel, {
            artifacts: artifacts.value,
            selected: selectedArtifact.value,
            messages: conversation.value.messages,
            client,
            onSelect: (id) => (selectedArtifact.value = id),
            onClose: () => (isPanelOpen.value = false),
            "onShow-message": showMessage,
          }),
      ]);
  },
});
