import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref, shallowRef, watch } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";
import { iconButton } from "../components/icon-button.js";
import { useApplication } from "../state/application.js";
import { ArtifactContents } from "./artifact-contents.js";
import { listGroups } from "./artifact-groups.js";
import ArtifactList from "./artifact-list.js";
import { groupVersions } from "./artifact-versions.js";
import ArtifactView from "./artifact-view.js";
import PanelSplitter from "./panel-splitter.js";

const leastWidth = 320;
const leastBeside = 380;
/** From this width on, list and artifact stand beside each other. */
const wideEnough = 720;
const followMs = 200;
const coversPage = "(max-width: 52rem)";

/**
 * The artifacts of a chat at its right: the list, and the `selected` one; on a small screen in place of the chat. `messages` (a map by ID) tell
 * which question an artifact belongs to. Emits `select(id|null)`, `close` and `show-message(id)`.
 */
export default defineComponent({
  name: "ArtifactsPanel",
  props: { artifacts: { type: Array, required: true }, selected: String, client: { type: Object, required: true }, messages: Object },
  emits: ["select", "close", "show-message"],
  setup(props, { emit }) {
    const { preferences } = useApplication();
    const root = ref(null);
    const width = ref(0);
    const room = ref(0);
    const isCovering = ref(false);
    const hasOpened = ref(false);
    const lastShown = ref(null);
    const contents = new ArtifactContents(props.client);
    const returnTo = document.activeElement;

    // An answer grows with every token; the panel follows it a few times a second.
    const artifacts = shallowRef(props.artifacts);
    let timer = null;
    const follow = () => {
      clearTimeout(timer);
      timer = null;
      artifacts.value = props.artifacts;
    };
    watch(() => props.artifacts, (next) => (next.some(({ live }) => live) ? (timer ??= setTimeout(follow, followMs)) : follow()));

    const byID = computed(() => new Map(artifacts.value.map((artifact) => [artifact.id, artifact])));
    watch(() => props.selected, (id) => id && !byID.value.has(id) && follow(), { flush: "sync" });
    // What grows is put to its versions when it is whole: not at every token.
    const outline = computed(() => artifacts.value.map(({ id, live }) => (live ? `${id} live` : id)).join());
    const versionGroups = shallowRef([]);
    watch(outline, () => (versionGroups.value = groupVersions(artifacts.value).map((group) => group.map(({ id }) => id))), { immediate: true });
    const versionsByID = computed(() => new Map(versionGroups.value.flatMap((group) => group.map((id) => [id, group]))));
    const groups = computed(() => listGroups(artifacts.value, versionsByID.value, props.messages));
    const listed = computed(() => groups.value.flatMap(({ items }) => items.map(({ artifact }) => artifact)));

    const isWide = computed(() => !isCovering.value && width.value >= wideEnough);
    /** Output is shown under its code. */
    const named = computed(() => {
      const artifact = byID.value.get(props.selected);
      return artifact?.type === "AO" ? (byID.value.get(artifact.parent) ?? artifact) : artifact;
    });
    const shown = computed(() => named.value ?? (listed.value.length === 1 || isWide.value ? listed.value.at(-1) : undefined));
    const versions = computed(() => (versionsByID.value.get(shown.value?.id) ?? []).map((id) => byID.value.get(id)).filter(Boolean));
    const outputs = computed(() => artifacts.value.filter(({ type, parent }) => type === "AO" && parent === shown.value?.id));
    watch(shown, (artifact) => artifact && (lastShown.value = artifact.id), { immediate: true });

    const query = matchMedia(coversPage);
    /** Behind a panel that covers it the page is out of reach. */
    const cover = () => {
      isCovering.value = query.matches;
      for (const sibling of root.value?.parentElement?.children ?? []) if (sibling !== root.value) sibling.inert = query.matches;
    };
    const uncover = () => {
      for (const sibling of root.value?.parentElement?.children ?? []) sibling.inert = false;
    };
    const observer = new ResizeObserver(() => {
      width.value = root.value.offsetWidth;
      room.value = root.value.parentElement.offsetWidth;
    });
    onMounted(async () => {
      width.value = root.value.offsetWidth;
      room.value = root.value.parentElement.offsetWidth;
      observer.observe(root.value);
      observer.observe(root.value.parentElement);
      query.addEventListener("change", cover);
      cover();
      await nextTick();
      if (!root.value.contains(document.activeElement)) root.value.querySelector(".artifact-title, .panel-title")?.focus({ preventScroll: true });
      hasOpened.value = true;
    });
    onBeforeUnmount(() => {
      clearTimeout(timer);
      observer.disconnect();
      query.removeEventListener("change", cover);
      uncover();
      const hasFocus = root.value.contains(document.activeElement) || document.activeElement === document.body;
      if (hasFocus && returnTo?.isConnected) returnTo.focus({ preventScroll: true });
    });

    const most = computed(() => Math.max(leastWidth, room.value - leastBeside));
    const close = () => emit("close");
    const showMessage = (id) => {
      if (isCovering.value) close();
      emit("show-message", id);
    };
    const closeButton = () => iconButton("close", "Close the artifacts", { onClick: close });

    const list = () =>
      h("div", { class: "panel-list" }, [
        h("header", { class: "artifact-head" }, [
          isCovering.value && iconButton("chevronLeft", "Back to the chat", { onClick: close }),
          h("h2", { class: "panel-title artifact-title", tabindex: -1 }, "Artifacts"),
          h("span", { class: "badge number" }, listed.value.length),
          h("span", { class: "artifact-space" }),
          !isWide.value && closeButton(),
        ]),
        listed.value.length === 0
          ? h(EmptyState, { icon: "panel", title: "No artifacts yet", text: "Code, pages, output and files of this chat stand here." })
          : h(ArtifactList, { groups: groups.value, selected: shown.value?.id ?? lastShown.value, follows: isWide.value, takesFocus: !isWide.value, onSelect: (id) => emit("select", id) }),
      ]);

    const view = () => {
      const goesToList = !isWide.value && listed.value.length > 1;
      return h(
        ArtifactView,
        {
          artifact: shown.value,
          versions: versions.value,
          outputs: outputs.value,
          contents,
          preferences,
          takesFocus: hasOpened.value && !isWide.value,
          onSelect: (id) => emit("select", id),
          "onShow-message": showMessage,
        },
        {
          before: () => (goesToList ? iconButton("chevronLeft", "All artifacts", { onClick: () => emit("select", null) }) : isCovering.value && iconButton("chevronLeft", "Back to the chat", { onClick: close })),
          after: closeButton,
        },
      );
    };

    return () =>
      h("aside", { ref: root, class: ["artifacts-panel", { "artifacts-panel-wide": isWide.value }], "aria-label": "Artifacts", style: preferences.panelWidth && !isCovering.value ? { width: `${Math.min(preferences.panelWidth, most.value)}px` } : undefined }, [
        !isCovering.value && h(PanelSplitter, { width: width.value, least: leastWidth, most: most.value, onResize: (next) => (preferences.panelWidth = next) }),
        (isWide.value && listed.value.length > 1) || !shown.value ? list() : null,
        shown.value && view(),
      ]);
  },
});
