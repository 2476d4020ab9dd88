import { shallowReactive, watch } from "../../vendor/vue.js";

/**
 * The text of the artifact that `source()` names: at once where it is a part of its message, else asked of `contents`. Gives
 * `{phase: "loading"|"ready"|"failed", text, error, retry()}`, where `text` stays while the same artifact is read again.
 */
export function useArtifactText(source, contents) {
  const state = shallowReactive({ phase: "loading", text: "", error: null, retry: () => read(source()) });
  let shown = null;

  async function read(artifact) {
    if (!artifact) return;
    const { id, content } = artifact;
    if (typeof content === "string") {
      shown = id;
      return Object.assign(state, { phase: "ready", text: content, error: null });
    }
    if (shown !== id) Object.assign(state, { phase: "loading", text: "", error: null });
    try {
      const text = await (await contents.load(id)).text();
      if (source()?.id !== id) return;
      shown = id;
      Object.assign(state, { phase: "ready", text, error: null });
    } catch (error) {
      if (source()?.id === id) Object.assign(state, { phase: "failed", error });
    }
  }

  watch(() => [source()?.id, source()?.content], () => read(source()), { immediate: true });
  return state;
}
