import { defineComponent, h, onBeforeUnmount, shallowReactive, watch } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";
import { byteCount } from "../chat/format.js";
import { artifactTitle } from "./artifact-names.js";
import { mostTextBytes, previewOf, readText, shownType } from "./attachment-preview.js";
import SourceLines from "./source-lines.js";

/** A file that was attached to a question: shown where the browser can do that safely, else offered for saving with `save`. */
export default defineComponent({
  name: "AttachmentView",
  props: { artifact: { type: Object, required: true }, contents: { type: Object, required: true }, isWrapped: Boolean },
  emits: ["save"],
  setup(props, { emit }) {
    const state = shallowReactive({ phase: "loading", kind: "none", url: null, text: null, error: null, size: null });

    const release = () => {
      if (state.url) URL.revokeObjectURL(state.url);
      state.url = null;
    };

    async function read() {
      const { artifact } = props;
      release();
      const kind = previewOf(artifact);
      Object.assign(state, { phase: kind === "none" ? "ready" : "loading", kind, text: null, error: null, size: null });
      if (kind === "none") return;
      try {
        const blob = await props.contents.load(artifact.id);
        const text = kind === "text" ? readText(new Uint8Array(await blob.slice(0, mostTextBytes + 1).arrayBuffer())) : null;
        if (artifact.id !== props.artifact.id) return;
        if (kind === "text") Object.assign(state, { text, kind: text === null ? "none" : "text" });
        else state.url = URL.createObjectURL(blob.type === "" || blob.type === "application/octet-stream" ? blob.slice(0, blob.size, shownType(artifact)) : blob);
        state.phase = "ready";
      } catch (error) {
        if (artifact.id === props.artifact.id) Object.assign(state, { phase: "failed", error });
      }
    }
    watch(() => props.artifact.id, read, { immediate: true });
    onBeforeUnmount(release);

    const unshown = (title, text) => h(EmptyState, { icon: "file", title, text, action: { label: "Download", run: () => emit("save") } });

    return () => {
      const { artifact } = props;
      const name = artifactTitle(artifact);
      if (state.phase === "loading") return h("div", { class: "artifact-loading", role: "status", "aria-label": "The file is loading" }, h("div", { class: "skeleton skeleton-63" }));
      if (state.phase === "failed") return h(EmptyState, { icon: "cloudOff", title: "The file could not be read", text: state.error.message, action: { label: "Try again", run: read } });
      if (state.kind === "image") {
        const size = state.size && h("p", { class: "media-facts quiet number" }, `${state.size.width} × ${state.size.height}`);
        const measured = ({ target }) => (state.size = { width: target.naturalWidth, height: target.naturalHeight });
        return h("div", { class: "media" }, [h("img", { class: "media-image", src: state.url, alt: name, onLoad: measured, onError: () => (state.kind = "none") }), size]);
      }
      if (state.kind === "audio" || state.kind === "video") return h("div", { class: "media" }, h(state.kind, { class: "media-player", src: state.url, controls: true, "aria-label": name, onError: () => (state.kind = "none") }));
      if (state.kind === "text") {
        if (state.text.text === "") return h(EmptyState, { icon: "file", title: "The file is empty" });
        return [
          h(SourceLines, { text: state.text.text, language: /\.(\w+)$/.exec(artifact.name ?? "")?.[1], label: name, isWrapped: props.isWrapped }),
          state.text.isCut && h("p", { class: "artifact-note" }, `The first ${byteCount(mostTextBytes)} of ${byteCount(artifact.bytes)}. Download the file to see all of it.`),
        ];
      }
      return unshown(name, [artifact.media_type, byteCount(artifact.bytes)].filter(Boolean).join(" · "));
    };
  },
});
