import { defineComponent, h, nextTick, ref } from "../../vendor/vue.js";
import CopyButton from "../components/copy-button.js";
import { icon } from "../components/icon.js";
import { iconButton } from "../components/icon-button.js";
import { byteCount } from "./format.js";
import { versionSwitch } from "./version-switch.js";

/**
 * A question: its text as it was typed, what was attached, and its versions. `unsent` is the outbox's entry while it was not accepted.
 * Emits `edit(content)`, `show(question)`, `open(artifact)`, `retry` and `discard` (of an unsent one).
 */
export default defineComponent({
  name: "UserMessage",
  props: { message: { type: Object, required: true }, turn: Object, unsent: Object },
  emits: ["edit", "show", "open", "retry", "discard"],
  setup(props, { emit }) {
    const draft = ref(null);
    const field = ref(null);

    const begin = async () => {
      draft.value = props.message.content;
      await nextTick();
      fit();
      field.value.focus();
      field.value.setSelectionRange(draft.value.length, draft.value.length);
    };
    const fit = () => {
      field.value.style.height = "auto";
      field.value.style.height = `${field.value.scrollHeight + 2}px`;
    };
    const finish = () => {
      const content = draft.value.trim();
      if (content === "") return;
      draft.value = null;
      emit("edit", content);
    };

    const editor = () =>
      h("form", { class: "message-editor", onSubmit: (event) => (event.preventDefault(), finish()) }, [
        h("textarea", {
          ref: field,
          class: "field",
          "aria-label": "Edit the question",
          dir: "auto",
          rows: 1,
          value: draft.value,
          onInput: (event) => {
            draft.value = event.target.value;
            fit();
          },
          onKeydown: (event) => {
            if (event.key === "Escape") draft.value = null;
            else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) finish();
            else return;
            event.preventDefault();
            event.stopPropagation();
          },
        }),
        h("div", { class: "message-editor-actions" }, [
          h("span", { class: "quiet" }, "The old answer stays reachable."),
          h("button", { type: "button", class: "button button-quiet", onClick: () => (draft.value = null) }, "Cancel"),
          h("button", { type: "submit", class: "button button-primary", disabled: draft.value.trim() === "" }, "Send again"),
        ]),
      ]);

    const attachments = () => {
      const files = (props.message.artifacts ?? props.unsent?.attachments ?? []).filter((file) => file.type === undefined || file.type === "UA" || file.blob);
      if (files.length === 0) return null;
      return h(
        "ul",
        { role: "list", class: "attachments", "aria-label": "Attachments" },
        files.map((file) =>
          h("li", { key: file.id ?? file.name }, [
            h("button", { type: "button", class: "attachment", disabled: props.unsent !== undefined, onClick: () => emit("open", file.id) }, [
              icon(/^image\//.test(file.media_type ?? file.blob?.type ?? "") ? "image" : "file"),
              h("span", { class: "truncate" }, file.name ?? "attachment"),
              h("span", { class: "quiet number" }, byteCount(file.bytes ?? file.blob?.size)),
            ]),
          ]),
        ),
      );
    };

    const delivery = () => {
      if (!props.unsent) return null;
      if (props.unsent.state !== "refused") {
        return h("p", { class: "message-delivery quiet" }, [icon("clock"), props.unsent.state === "sending" ? "Sending" : "Kept here, sent when the server is reached"]);
      }
      return h("div", { class: "message-delivery message-refused", role: "alert" }, [
        icon("alert"),
        h("span", props.unsent.error?.message ?? "The server refused this message"),
        h("button", { type: "button", class: "button button-quiet", onClick: () => emit("retry") }, "Try again"),
        h("button", { type: "button", class: "button button-quiet", onClick: () => emit("discard") }, "Discard"),
      ]);
    };

    return () =>
      h("article", { class: ["message", "message-user", { "message-unsent": props.unsent }], "aria-label": "You", "data-message": props.message.id }, [
        attachments(),
        draft.value === null ? h("div", { class: "message-bubble", dir: "auto" }, props.message.content) : editor(),
        delivery(),
        draft.value === null &&
          !props.unsent &&
          h("div", { class: "message-actions" }, [
            props.turn && versionSwitch(props.turn, (question) => emit("show", question)),
            h(CopyButton, { text: () => props.message.content, label: "Copy the question" }),
            iconButton("edit", "Edit and send again", { class: "icon-button-small", onClick: begin }),
          ]),
      ]);
  },
});
