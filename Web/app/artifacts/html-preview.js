import { defineComponent, h, onBeforeUnmount, onMounted, ref } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";
import { FocusJudge } from "./focus-judge.js";

const answerMs = 2_000;
const stopped = {
  left: { title: "The content tried to leave", text: "It wanted to open another address in place of itself. That was stopped, and nothing was sent." },
  keyboard: { title: "The content took the keyboard", text: "It moved the focus into itself again and again while you were elsewhere, so it was put away." },
};

/**
 * Shows HTML that nobody vouches for. Its frame has an origin of its own and a policy without network. `html` is written into it once; mount
 * the component anew for another one. Emits `reset` when the reader wants it from the beginning.
 */
export default defineComponent({
  name: "HtmlPreview",
  props: { html: { type: String, required: true }, title: { type: String, required: true } },
  emits: ["reset"],
  setup(props, { emit }) {
    const frame = ref(null);
    const reason = ref(null);
    const judge = new FocusJudge();
    let channel = null;
    let timer = null;
    let lastFocused = document.activeElement;
    confineFrames();

    /** The first load is the waiting document's, the next one that of what was written. A frame that left by then does not answer. */
    const loaded = ({ target }) => {
      if (channel === null) {
        channel = new MessageChannel();
        channel.port1.onmessage = () => {
          clearTimeout(timer);
          if (reason.value === "left") reason.value = null;
        };
        target.contentWindow.postMessage({ html: props.html }, "*", [channel.port2]);
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(() => (reason.value ??= "left"), answerMs);
      channel.port1.postMessage("there?");
    };

    const keyDown = (event) => judge.keyDown(event.key, performance.now());
    const focusIn = ({ target }) => target !== frame.value && (lastFocused = target);
    /** The window loses the focus to its frame; only then is the frame the active element. */
    const blurred = () =>
      setTimeout(() => {
        if (!frame.value || document.activeElement !== frame.value) return;
        const isPointedAt = frame.value.matches(":hover") || matchMedia("(hover: none)").matches;
        const judgement = judge.focusMoved({ isPointedAt, at: performance.now() });
        if (judgement === "given") return;
        if (judgement === "hostile") reason.value = "keyboard";
        if (lastFocused?.isConnected && lastFocused !== document.body) lastFocused.focus({ preventScroll: true });
        else frame.value.blur();
      });
    onMounted(() => {
      addEventListener("blur", blurred);
      addEventListener("keydown", keyDown, true);
      addEventListener("focusin", focusIn);
    });
    onBeforeUnmount(() => {
      removeEventListener("blur", blurred);
      removeEventListener("keydown", keyDown, true);
      removeEventListener("focusin", focusIn);
      clearTimeout(timer);
      channel?.port1.close();
    });

    return () =>
      h("div", { class: "preview" }, [
        reason.value !== "keyboard" &&
          h("iframe", {
            ref: frame,
            class: "preview-frame",
            sandbox: "allow-scripts",
            src: "/artifact-frame.html",
            title: `Preview of ${props.title}`,
            referrerpolicy: "no-referrer",
            inert: reason.value !== null,
            onLoad: loaded,
          }),
        reason.value && h("div", { class: "preview-stopped", role: "alert" }, h(EmptyState, { icon: "alert", ...stopped[reason.value], action: { label: "Show it again", run: () => emit("reset") } })),
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
