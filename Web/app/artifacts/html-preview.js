import { defineComponent, h, onBeforeUnmount, ref } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";

const answerMs = 2_000;

/**
 * Shows HTML that nobody vouches for. Its frame has an origin of its own and a policy without network. `html` is written into it once; mount
 * the component anew for another one. Emits `reset` when the reader wants it from the beginning.
 */
export default defineComponent({
  name: "HtmlPreview",
  props: { html: { type: String, required: true }, title: { type: String, required: true } },
  emits: ["reset"],
  setup(props, { emit }) {
    const hasLeft = ref(false);
    const isReady = ref(false);
    let channel = null;
    let timer = null;
    confineFrames();

    /** The first load is the waiting document's, the next one that of what was written. A frame that left by then does not answer. */
    const loaded = ({ target }) => {
      if (channel === null) {
        channel = new MessageChannel();
        channel.port1.onmessage = () => {
          clearTimeout(timer);
          hasLeft.value = false;
        };
        target.contentWindow.postMessage({ html: props.html }, "*", [channel.port2]);
        isReady.value = true;
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(() => (hasLeft.value = true), answerMs);
      channel.port1.postMessage("there?");
    };

    onBeforeUnmount(() => {
      clearTimeout(timer);
      channel?.port1.close();
    });
    return () =>
      h("div", { class: "preview" }, [
        h("iframe", {
          class: ["preview-frame", { "preview-frame-ready": isReady.value }],
          sandbox: "allow-scripts",
          src: "/artifact-frame.html",
          title: `Preview of ${props.title}`,
          referrerpolicy: "no-referrer",
          inert: hasLeft.value,
          onLoad: loaded,
        }),
        hasLeft.value &&
          h("div", { class: "preview-left", role: "alert" }, [
            h(EmptyState, { icon: "alert", title: "The content tried to leave", text: "It wanted to open another address in place of itself. That was stopped, and nothing was sent.", action: { label: "Show it again", run: () => emit("reset") } }),
          ]),
      ]);
  },
});

/** The server lets frames show our own files; from now on it is the preview's document alone, so that a frame cannot ask anything of the API. */
function confineFrames() {
  if (document.head.querySelector("meta[data-confines=frames]")) return;
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = `frame-src ${location.origin}/artifact-frame.html`;
  meta.dataset.confines = "frames";
  document.head.append(meta);
}
