import { computed, defineComponent, h, onBeforeUnmount, ref, shallowRef, watch } from "../../vendor/vue.js";
import ConnectionIndicator from "../chat/connection-indicator.js";
import { timeOf } from "../chat/format.js";
import EmptyState from "../components/empty-state.js";
import { icon } from "../components/icon.js";
import { iconButton } from "../components/icon-button.js";
import MenuButton from "../components/menu-button.js";
import { saveFile } from "../components/save-file.js";
import { showProblem, showToast } from "../components/toast.js";
import { navigate, route } from "../router.js";
import { registerShortcuts } from "../shortcuts.js";
import { useApplication } from "../state/application.js";
import { dialectName } from "./generation-form.js";
import GenerationRoom from "./generation-room.js";
import StudioHome from "./studio-home.js";
import WorkbookRoom from "./workbook-room.js";
import { zipArchive } from "./zip-archive.js";

const statusWords = { pending: "Waiting", in_progress: "Running", completed: "Complete", error: "Not complete" };

/** The mapping studio: workbooks in, SQL and PySpark out, live. Asks with `show-chats` for the list of chats. */
export default defineComponent({
  name: "StudioView",
  emits: ["show-chats"],
  setup(props, { emit }) {
    const application = useApplication();
    const { studio, preferences, connection } = application;
    const workbook = shallowRef(null);
    const workbookError = shallowRef(null);
    const session = shallowRef(null);
    const files = shallowRef([]);
    const shown = ref("workbook");
    let asked = 0;

    watch(connection.status, (status) => status === "live" && studio.state.error && studio.load());

    async function openWorkbook(id) {
      const request = (asked += 1);
      workbookError.value = null;
      if (workbook.value?.workbook !== id) workbook.value = null;
      if (id === null) return;
      try {
        const answer = await studio.client.workbook(id);
        if (request === asked) workbook.value = answer;
      } catch (error) {
        if (request === asked) workbookError.value = error;
      }
    }

    watch(
      () => [route.value.view, route.value.room, route.value.item],
      ([view, room, item]) => {
        if (view !== "studio") return;
        shown.value = room === "generation" ? "code" : "workbook";
        session.value = room === "generation" ? studio.session(item) : null;
        if (room === "workbook") openWorkbook(item);
        else if (room === "home") openWorkbook(null);
        if (room === "home" || studio.state.phase !== "ready") studio.load();
      },
      { immediate: true },
    );
    watch(
      () => session.value && [session.value.workbook, session.value.state.hashmap, session.value.state.phase] && session.value.workbook,
      (id) => id && workbook.value?.workbook !== id && openWorkbook(id),
      { immediate: true },
    );
    watch(() => [session.value, session.value?.state.isFollowing], () => session.value?.hurry(), { immediate: true, flush: "post" });
    watch(
      () => session.value && session.value.state.revision,
      async () => {
        files.value = [];
        const current = session.value;
        if (!current || current.isRunning) return;
        const answer = await studio.client.files(current.id).catch(() => ({ items: [] }));
        if (session.value === current) files.value = answer.items;
      },
      { immediate: true },
    );

    async function download(name) {
      try {
        const text = await studio.client.file(session.value.id, name);
        saveFile(name, new Blob([text], { type: "text/plain" }));
      } catch (error) {
        showProblem(error);
      }
    }
    async function downloadAll() {
      try {
        const { id } = session.value;
        const names = files.value.map(({ name }) => name);
        if (names.length > 20) showToast(`${names.length} files are put together`);
        const texts = [];
        // A few at a time: the browser has six connections, of which a stream may hold one.
        const next = names.entries();
        const fetchSome = async () => {
          for (const [at, name] of next) texts[at] = { name, text: await studio.client.file(id, name) };
        };
        await Promise.all([1, 2, 3, 4].map(fetchSome));
        saveFile(`${hashmap.value.semantic_layer_name}.zip`, new Blob(zipArchive(texts), { type: "application/zip" }));
      } catch (error) {
        showProblem(error);
      }
    }

    const act = (call) => call().catch(showProblem);
    const dispose = registerShortcuts("Mapping studio", [
      { keys: "g w", label: "Workbooks and generations", run: () => navigate({ view: "studio" }) },
      { keys: "mod+shift+s", label: "Stop the generation", whileTyping: true, run: () => session.value?.isRunning && act(() => session.value.cancel()) },
    ]);
    // The browser would leave the page, and what is being read, for a file that nobody takes.
    const ignoreFiles = {
      onDragover: (event) => event.dataTransfer?.types.includes("Files") && (event.preventDefault(), (event.dataTransfer.dropEffect = "none")),
      onDrop: (event) => event.preventDefault(),
    };
    onBeforeUnmount(dispose);

    const hashmap = computed(() => session.value?.state.hashmap ?? null);
    const running = computed(() => hashmap.value !== null && ["pending", "in_progress"].includes(hashmap.value.status));

    const choices = computed(() => (session.value ? studio.choicesOf(session.value) : {}));

    const title = () => {
      if (session.value) return hashmap.value.semantic_layer_name;
      if (route.value.room === "workbook") return workbook.value?.name ?? "Workbook";
      return "Mapping studio";
    };

    const progress = () => {
      if (!session.value || session.value.state.phase !== "ready") return null;
      const { status, metadata } = hashmap.value;
      const share = metadata?.progress_percentage ?? 0;
      return h("div", { class: "studio-progress" }, [
        h("span", { class: `status-pill status-${status}`, role: "status" }, [status === "completed" ? icon("check") : status === "error" ? icon("alert") : h("span", { class: "pulse", "aria-hidden": "true" }), statusWords[status] ?? status, running.value && h("span", { class: "number" }, ` ${share} %`)]),
        running.value && h("progress", { class: "progress", "aria-label": "Progress of the generation", title: metadata?.estimated_completion ? `Complete at about ${timeOf(metadata.estimated_completion)}` : undefined, max: 100, value: share }),
      ]);
    };

    const documentation = (name) => /\.(md|html|svg)$/.test(name);
    const actions = () => {
      if (!session.value || session.value.state.phase !== "ready") return null;
      return [
        running.value
          ? h("button", { type: "button", class: "button button-quiet", onClick: () => act(() => session.value.cancel()) }, [icon("stop"), "Stop"])
          : hashmap.value.status === "error" && h("button", { type: "button", class: "button", onClick: () => act(() => session.value.resume()) }, [icon("play"), "Resume"]),
        files.value.length > 0 &&
          h(
            MenuButton,
            {
              label: "Download",
              alignEnd: true,
              items: [
                { label: `All ${files.value.length} files`, icon: "archive", group: "Together", run: downloadAll },
                ...files.value.map(({ name }) => ({ label: name, icon: documentation(name) ? "file" : "download", group: documentation(name) ? "Documentation" : "Files", run: () => download(name) })).sort((one, other) => (one.group < other.group ? 1 : one.group > other.group ? -1 : 0)),
              ],
            },
            { default: () => icon("download") },
          ),
      ];
    };

    const parts = () => {
      const choices = route.value.room === "generation" ? [["workbook", "Workbook"], ["code", "Code"], ["chat", "Chat"]] : [["workbook", "Workbook"], ["chat", "Generate"]];
      return route.value.room !== "home" && h("div", { class: "bench-switch tabs", role: "group", "aria-label": "Part of the view" }, choices.map(([name, words]) => h("button", { key: name, type: "button", class: "tab", "aria-pressed": String(shown.value === name), "aria-selected": undefined, onClick: () => (shown.value = name) }, words)));
    };

    const crumbs = () =>
      route.value.room !== "home" && iconButton("chevronLeft", "Workbooks and generations", { onClick: () => navigate({ view: "studio" }) });

    const head = () =>
      h("header", { class: "bar studio-bar" }, [
        !preferences.isSidebarOpen && iconButton("sidebar", "Show the chats", { class: "bar-chats", onClick: () => emit("show-chats") }),
        iconButton("sidebar", "Chats", { class: "bar-drawer", onClick: () => emit("show-chats") }),
        crumbs(),
        h("h1", { class: "bar-title truncate", dir: "auto" }, title()),
        session.value && h("p", { class: "bar-facts" }, [choices.value.dialect && h("span", dialectName(choices.value.dialect)), choices.value.form && h("span", choices.value.form), hashmap.value.metadata?.mapping_file && h("span", { class: "truncate" }, hashmap.value.metadata.mapping_file)]),
        progress(),
        h("div", { class: "bar-connection" }, h(ConnectionIndicator)),
        actions(),
      ]);

    const failure = () => {
      const error = session.value?.state.error;
      if (!error || session.value.state.phase !== "ready" || error.status === 404) return null;
      return h("div", { class: "studio-failure", role: "alert" }, [icon("alert"), h("span", error.message), h("button", { type: "button", class: "button button-quiet", onClick: () => session.value.open() }, "Try again")]);
    };

    const missing = (what, error, retry) =>
      error?.status === 404
        ? h(EmptyState, { icon: "archive", title: `There is no such ${what}`, text: "It was deleted, or its address is wrong.", action: { label: "To the studio", run: () => navigate({ view: "studio" }, { replace: true }) } })
        : h(EmptyState, { icon: "cloudOff", title: `The ${what} could not be read`, text: error?.message, action: { label: "Try again", run: retry } });

    const body = () => {
      const { room, item } = route.value;
      if (room === "home") return h(StudioHome);
      if (room === "workbook") {
        if (workbook.value) return h(WorkbookRoom, { key: item, workbook: workbook.value, shown: shown.value });
        if (workbookError.value) return missing("workbook", workbookError.value, () => openWorkbook(item));
        return h("div", { class: "artifact-loading", role: "status", "aria-label": "The workbook is loading" }, [h("div", { class: "skeleton skeleton-63" }), h("div", { class: "skeleton skeleton-81" })]);
      }
      const { phase, error } = session.value.state;
      if (phase === "missing" || phase === "failed") return missing("generation", error, () => (session.value = studio.session(item)));
      if (phase === "loading") return h("div", { class: "artifact-loading", role: "status", "aria-label": "The generation is loading" }, [h("div", { class: "skeleton skeleton-63" }), h("div", { class: "skeleton skeleton-81" })]);
      return [failure(), h(GenerationRoom, { key: item, session: session.value, workbook: workbook.value, workbookError: workbookError.value, shown: shown.value, onShow: (part) => (shown.value = part) })];
    };

    return () => h("div", { class: "studio", ...(route.value.room === "home" ? {} : ignoreFiles) }, [head(), parts(), body()]);
  },
});
