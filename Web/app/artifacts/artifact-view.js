import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref, watch } from "../../vendor/vue.js";
import CopyButton from "../components/copy-button.js";
import EmptyState from "../components/empty-state.js";
import { icon } from "../components/icon.js";
import { iconButton } from "../components/icon-button.js";
import { showProblem } from "../components/toast.js";
import { byteCount, wholeCount } from "../chat/format.js";
import { registerShortcuts } from "../shortcuts.js";
import { shownLanguage } from "./artifact-list.js";
import { artifactKind, artifactTitle, fileName, isPage } from "./artifact-names.js";
import { useArtifactText } from "./artifact-text.js";
import { previewOf } from "./attachment-preview.js";
import AttachmentView from "./attachment-view.js";
import ConsoleOutput from "./console-output.js";
import HtmlPreview from "./html-preview.js";
import { pageDocument } from "./page-document.js";
import { saveFile } from "../components/save-file.js";
import SourceLines from "./source-lines.js";
import VersionComparison from "./version-comparison.js";

/**
 * One artifact: its head with the versions and what can be done with it, and its content. `versions` are all of the same artifact, oldest first;
 * `outputs` what it wrote when it ran. Slots `before` and `after` stand around the title. Emits `select(id)` of another version and `show-message(id)`.
 */
export default defineComponent({
  name: "ArtifactView",
  props: {
    artifact: { type: Object, required: true },
    versions: { type: Array, required: true },
    outputs: { type: Array, required: true },
    contents: { type: Object, required: true },
    preferences: { type: Object, required: true },
    takesFocus: Boolean,
  },
  emits: ["select", "show-message"],
  setup(props, { emit, slots }) {
    const title = ref(null);
    const chosenTab = ref(null);
    const base = ref(null);
    const round = ref(0);
    const isAttachment = computed(() => props.artifact.type === "UA");
    const text = useArtifactText(() => (isAttachment.value ? null : props.artifact), props.contents);
    const version = computed(() => props.versions.findIndex(({ id }) => id === props.artifact.id));
    const hasPreview = computed(() => isPage(props.artifact) && !props.artifact.live);
    const tab = computed(() => (hasPreview.value ? (chosenTab.value ?? "preview") : "source"));
    const showsText = computed(() => !isAttachment.value && (tab.value === "source" || base.value !== null));
    const name = computed(() => artifactTitle(props.artifact));

    // Another artifact begins with its own best view; another version is looked at in the same way.
    watch(() => [props.versions[0]?.id, props.artifact.id], ([first], [before]) => {
      if (first === before) {
        if (base.value !== null) base.value = comparedWith(version.value);
        return;
      }
      chosenTab.value = null;
      base.value = null;
    });
    onMounted(() => props.takesFocus && title.value.focus({ preventScroll: true }));

    const comparedWith = (index) => (index > 0 ? index - 1 : 1);
    const step = (by) => {
      const target = props.versions[version.value + by];
      if (target) emit("select", target.id);
    };
    const dispose = registerShortcuts("Artifacts", [
      { keys: "[", label: "Older version", run: () => step(-1) },
      { keys: "]", label: "Newer version", run: () => step(1) },
    ]);
    onBeforeUnmount(dispose);

    async function save() {
      try {
        const isKnown = !isAttachment.value && text.phase === "ready";
        saveFile(fileName(props.artifact), isKnown ? new Blob([text.text], { type: "text/plain;charset=utf-8" }) : await props.contents.load(props.artifact.id));
      } catch (error) {
        showProblem(error);
      }
    }

    const versionSwitch = () => {
      const count = props.versions.length;
      if (count < 2) return null;
      return h("div", { class: "version-switch number", role: "group", "aria-label": "Versions" }, [
        iconButton("chevronLeft", "Older version", { class: "icon-button-small", disabled: version.value === 0, onClick: () => step(-1) }),
        h("span", { "aria-live": "polite" }, `${version.value + 1} of ${count}`),
        iconButton("chevronRight", "Newer version", { class: "icon-button-small", disabled: version.value === count - 1, onClick: () => step(1) }),
      ]);
    };

    const tabs = () => {
      const names = ["preview", "source"];
      const choose = async (target) => {
        base.value = null;
        chosenTab.value = target;
        await nextTick();
      };
      const move = async (event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        event.preventDefault();
        const list = event.currentTarget;
        await choose(names[1 - names.indexOf(tab.value)]);
        list.querySelector("[aria-selected=true]")?.focus();
      };
      return h(
        "div",
        { class: "tabs", role: "tablist", "aria-label": "View", onKeydown: move },
        names.map((target) => {
          const isShown = base.value === null && tab.value === target;
          return h("button", { type: "button", role: "tab", id: `artifact-tab-${target}`, class: "tab", tabindex: tab.value === target ? 0 : -1, "aria-selected": String(isShown), "aria-controls": "artifact-body", onClick: () => choose(target) }, target === "preview" ? "Preview" : "Source");
        }),
      );
    };

    const facts = () => {
      const { artifact } = props;
      const lines = showsText.value && text.phase === "ready" ? text.text.replace(/\n$/, "").split("\n").length : null;
      const size = artifact.live ? h("span", { class: "live-mark" }, "writing") : h("span", byteCount(artifact.bytes));
      return h("p", { class: "artifact-facts number" }, [h("span", shownLanguage(artifact)), size, lines !== null && text.text !== "" && h("span", `${wholeCount(lines)} ${lines === 1 ? "line" : "lines"}`)]);
    };

    const tools = () => {
      const { preferences } = props;
      const wraps = preferences.isCodeWrapped;
      const canWrap = showsText.value || (isAttachment.value && previewOf(props.artifact) === "text");
      return h("div", { class: "artifact-tools", role: "toolbar", "aria-label": "Artifact" }, [
        hasPreview.value ? tabs() : facts(),
        h("span", { class: "artifact-space" }),
        props.versions.length > 1 &&
          iconButton("compare", "Compare versions", { "aria-pressed": String(base.value !== null), onClick: () => (base.value = base.value === null ? comparedWith(version.value) : null) }),
        tab.value === "preview" && base.value === null && hasPreview.value && iconButton("retry", "Start the preview again", { onClick: () => (round.value += 1) }),
        canWrap && iconButton("wrap", "Wrap long lines", { "aria-pressed": String(wraps), onClick: () => (preferences.isCodeWrapped = !wraps) }),
        !isAttachment.value && text.phase === "ready" && h(CopyButton, { class: "artifact-copy", text: () => text.text }),
        iconButton("download", `Download ${fileName(props.artifact)}`, { disabled: props.artifact.live, onClick: save }),
        iconButton("locate", isAttachment.value ? "Show in the question" : "Show in the answer", { onClick: () => emit("show-message", props.artifact.message) }),
      ]);
    };

    const content = () => {
      const { artifact, contents, preferences } = props;
      const isWrapped = preferences.isCodeWrapped;
      if (isAttachment.value) return h(AttachmentView, { artifact, contents, isWrapped, onSave: save });
      if (artifact.type === "AO") return h("div", { class: "outputs outputs-alone" }, h(ConsoleOutput, { key: artifact.id, artifact, contents }));
      if (base.value !== null && props.versions.length > 1) {
        return h(VersionComparison, { versions: props.versions, version: version.value, base: base.value, contents, isWrapped, onBase: (index) => (base.value = index) });
      }
      if (text.phase === "loading") return h("div", { class: "artifact-loading", role: "status", "aria-label": "The artifact is loading" }, [81, 54, 72, 40].map((width) => h("div", { class: `skeleton skeleton-${width}` })));
      if (text.phase === "failed") return h(EmptyState, { icon: "cloudOff", title: "The artifact could not be read", text: text.error.message, action: { label: "Try again", run: text.retry } });
      if (text.text === "" && !artifact.live) return h(EmptyState, { icon: "code", title: "There is nothing in it" });
      if (tab.value === "preview") {
        const html = pageDocument(text.text, { isDrawing: artifactKind(artifact) === "drawing" });
        return h(HtmlPreview, { key: `${artifact.id} ${round.value}`, html, title: name.value, onReset: () => (round.value += 1) });
      }
      return [
        h(SourceLines, { key: artifact.id, text: text.text, language: artifact.type === "AH" ? "html" : artifact.language, label: name.value, isWrapped, isLive: artifact.live }),
        props.outputs.length > 0 && h("div", { class: "outputs" }, props.outputs.map((output) => h(ConsoleOutput, { key: output.id, artifact: output, contents }))),
      ];
    };

    return () => {
      const isPanel = hasPreview.value && base.value === null;
      return h("div", { class: "artifact", "data-open": props.artifact.id }, [
        h("header", { class: "artifact-head" }, [slots.before?.(), h("h2", { ref: title, class: "artifact-title truncate", tabindex: -1, dir: "auto", title: name.value }, name.value), versionSwitch(), slots.after?.()]),
        tools(),
        h("div", { id: "artifact-body", class: "artifact-body", role: isPanel ? "tabpanel" : undefined, "aria-labelledby": isPanel ? `artifact-tab-${tab.value}` : undefined }, content()),
      ]);
    };
  },
});
