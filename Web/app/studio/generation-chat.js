import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref } from "../../vendor/vue.js";
import SourceLines from "../artifacts/source-lines.js";
import { timeOf } from "../chat/format.js";
import { ScrollFollower } from "../chat/scroll-follower.js";
import CopyButton from "../components/copy-button.js";
import { icon } from "../components/icon.js";
import MenuButton from "../components/menu-button.js";
import { showProblem } from "../components/toast.js";
import { useApplication } from "../state/application.js";
import { reasons } from "./version-comparison.js";
import { isLeftOpen, linesOf } from "./progress-lines.js";
import { piecesOf } from "./reference-text.js";
import ReferenceInput from "./reference-input.js";

/**
 * What was asked of a generation and what it said on the way, and the place to refine it. Emits `point(reference)` while a reference is looked at, `show(reference)`
 * when it is clicked. Exposes `name(reference)`, which writes a reference into the prompt.
 */
export default defineComponent({
  name: "GenerationChat",
  props: { session: { type: Object, required: true }, versions: { type: Array, default: () => [] } },
  emits: ["point", "show"],
  setup(props, { emit, expose }) {
    const { studio, preferences, models } = useApplication();
    const follower = new ScrollFollower();
    const scroller = ref(null);
    const content = ref(null);
    const input = ref(null);
    const refusal = ref(null);
    const isSending = ref(false);
    const chosenModel = ref(undefined);

    /** Who writes a prompt wants it answered: without a choice it is the generation's model, the chat's, or the first that there is. */
    const model = computed(() => {
      if (chosenModel.value !== undefined) return chosenModel.value;
      const { request, state } = props.session;
      return request.model ?? state.hashmap.model ?? preferences.model ?? models[0]?.id ?? null;
    });
    const modelItems = computed(() => [
      ...models.map(({ id, provider }) => ({ label: id, group: provider, checked: id === model.value, run: () => (chosenModel.value = id) })),
      { label: "No model", group: "Compiler alone", checked: model.value === null, run: () => (chosenModel.value = null) },
    ]);

    const notes = computed(() => props.session.state.notes);
    /** Where another browser asked, its prompts are known by the versions that they made. */
    const told = computed(() => {
      if (notes.value.length > 0) return linesOf(notes.value);
      return props.versions.map(({ reason, prompt, block, version }) => (prompt ? { kind: "prompt", text: prompt } : { kind: "step", text: `${reasons[reason] ?? "Changed"}${block ? `: ${block}` : ""}, version ${version}` }));
    });
    const last = computed(() => notes.value.at(-1));

    const whole = computed(() => (void props.session.state.hashmap, props.session.targets.map((target) => props.session.file(target)).join("\n")));

    const text = (source) =>
      piecesOf(source).map((piece) =>
        piece.kind
          ? h(
              "button",
              {
                type: "button",
                class: `reference reference-${piece.kind}`,
                onPointerenter: () => emit("point", piece),
                onPointerleave: () => emit("point", null),
                onFocus: () => emit("point", piece),
                onBlur: () => emit("point", null),
                onClick: () => emit("show", piece),
              },
              piece.text,
            )
          : piece.text,
      );

    async function send(prompt) {
      isSending.value = true;
      refusal.value = null;
      try {
        await props.session.refine(prompt, { model: model.value });
        input.value.clear();
        await nextTick();
        follower.toEnd();
      } catch (error) {
        refusal.value = error;
      } finally {
        isSending.value = false;
      }
    }

    onMounted(() => follower.attach(scroller.value, content.value));
    onBeforeUnmount(() => follower.detach());
    expose({ name: (reference) => input.value?.insert(reference), focus: () => input.value?.focus() });

    const note = (item, index) => {
      const key = `${index}-${item.kind}`;
      if (item.kind === "prompt") return h("article", { key, class: "message message-user", "aria-label": "You" }, h("div", { class: "message-bubble", dir: "auto" }, text(item.text)));
      if (item.kind === "failure") {
        return h("article", { key, class: "message-failure", "aria-label": "Failure" }, [
          icon("alert"),
          h("div", [h("p", item.block ? [h("code", item.block), ": ", item.text] : item.text), item.suggestion && h("p", { class: "quiet" }, item.suggestion)]),
        ]);
      }
      if (item.kind === "complete") return final(item, key);
      const isNow = item === last.value && props.session.isRunning;
      return h("p", { key, class: ["progress-note", { "progress-note-now": isNow, "progress-note-open": isLeftOpen(item) }] }, [isNow ? h("span", { class: "pulse", "aria-hidden": "true" }) : icon(isLeftOpen(item) ? "alert" : "check"), h("span", text(item.text ?? ""))]);
    };

    const final = (item, key) => {
      // What an earlier run made is a version; here stands what there is now.
      const isNewest = notes.value.findLast(({ kind }) => kind === "complete") === item;
      const sql = isNewest && !props.session.isRunning ? whole.value : "";
      return h("article", { key, class: "message message-assistant final-note", "aria-label": "Result" }, [
        h("p", [icon("check"), item.isUnchanged ? "Complete, and nothing is different: " : "Complete: ", h("strong", item.text || "the code"), item.at && h("span", { class: "quiet" }, ` · ${timeOf(item.at)}`)]),
        item.isUnchanged && model.value === null && h("p", { class: "quiet" }, "No model was asked: choose one beside the prompt, or change the block by hand."),
        !item.isUnchanged && sql && h("div", { class: "final-code" }, [h("div", { class: "final-code-head" }, [h("span", { class: "quiet number" }, `${sql.split("\n").length} lines`), h(CopyButton, { text: () => sql, label: "Copy the code" })]), h(SourceLines, { text: sql, language: studio.choicesOf(props.session).dialect === "pyspark" ? "python" : "sql", label: "The result" })]),
      ]);
    };

    return () =>
      h("section", { class: "generation-chat", "aria-label": "Chat" }, [
        h("div", { ref: scroller, class: "generation-thread", tabindex: 0, role: "log", "aria-label": "What was said" }, h("div", { ref: content, class: "generation-thread-content" }, [told.value.map(note), told.value.length === 0 && h("p", { class: "quiet" }, props.session.isRunning ? "It begins." : "Nothing was said yet.")])),
        h(ReferenceInput, {
          ref: input,
          complete: (prefix) => studio.client.complete(props.session.id, prefix),
          placeholder: props.session.isRunning ? "It is still being written" : "Refine: @code[joins] …",
          isDisabled: props.session.isRunning,
          isSending: isSending.value,
          error: refusal.value,
          onSend: (prompt) => send(prompt).catch(showProblem),
          onPoint: (reference) => emit("point", reference),
        }, {
          default: () => h(MenuButton, { label: `Model: ${model.value ?? "none"}`, above: true, alignEnd: true, buttonClass: "button button-quiet reference-model", items: modelItems.value }, { default: () => [h("span", { class: "truncate" }, model.value ?? "No model"), icon("chevronDown")] }),
        }),
      ]);
  },
});
