import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref, watch } from "../../vendor/vue.js";
import { icon } from "../components/icon.js";
import { iconButton } from "../components/icon-button.js";
import MenuButton from "../components/menu-button.js";
import { showToast } from "../components/toast.js";
import { registerShortcuts } from "../shortcuts.js";
import { useApplication } from "../state/application.js";
import { byteCount } from "./format.js";

const attachmentLimitBytes = 20_000_000;
const attachmentLimitCount = 32;
const draftKey = (chat) => `throughline.draft.${chat ?? "new"}`;

/** Where a question is written: text, files, model. Emits `send({content, attachments, model})` and `stop`. */
export default defineComponent({
  name: "MessageComposer",
  props: { chat: { type: String, default: null }, isAnswering: Boolean },
  emits: ["send", "stop"],
  setup(props, { emit, expose }) {
    const { preferences, models } = useApplication();
    const content = ref("");
    const files = ref([]);
    const field = ref(null);
    const picker = ref(null);
    const canSend = computed(() => content.value.trim() !== "");

    const fit = async () => {
      await nextTick();
      if (!field.value) return;
      field.value.style.height = "auto";
      field.value.style.height = `${field.value.scrollHeight}px`;
    };

    const keepDraft = () => {
      try {
        if (content.value) localStorage.setItem(draftKey(props.chat), content.value);
        else localStorage.removeItem(draftKey(props.chat));
      } catch {
        // A draft that cannot be kept is only lost by a reload.
      }
    };

    // On a touch screen the focus would raise the keyboard over what is to be read.
    const beginWriting = () => matchMedia("(pointer: fine)").matches && field.value?.focus();

    watch(
      () => props.chat,
      (chat) => {
        content.value = localStorage.getItem(draftKey(chat)) ?? "";
        files.value = [];
        fit();
        beginWriting();
      },
      { immediate: true },
    );

    function send() {
      if (!canSend.value) return;
      emit("send", { content: content.value, attachments: files.value.map(({ blob, name }) => ({ blob, name })), model: preferences.model });
      content.value = "";
      files.value.forEach(forget);
      files.value = [];
      keepDraft();
      fit();
    }

    function attach(list) {
      for (const blob of list) {
        const name = blob.name || `pasted.${blob.type.split("/")[1] ?? "bin"}`;
        if (blob.size > attachmentLimitBytes) showToast(`${name} is ${byteCount(blob.size)}; an attachment may have ${byteCount(attachmentLimitBytes)}`, { kind: "problem" });
        else if (files.value.length >= attachmentLimitCount) showToast(`A message may have ${attachmentLimitCount} attachments`, { kind: "problem" });
        else files.value.push({ blob, name, preview: /^image\/(png|jpeg|gif|webp)$/.test(blob.type) ? URL.createObjectURL(blob) : null });
      }
    }

    function detach(file) {
      forget(file);
      files.value = files.value.filter((other) => other !== file);
      field.value.focus();
    }

    const forget = ({ preview }) => preview && URL.revokeObjectURL(preview);

    const modelItems = computed(() => [
      { label: "Server's choice", checked: preferences.model === null, run: () => (preferences.model = null) },
      ...models.map(({ id, provider }) => ({ label: id, group: provider, checked: preferences.model === id, run: () => (preferences.model = id) })),
    ]);

    const dispose = registerShortcuts("Composer", [
      { keys: "/", label: "Write a message", run: () => field.value.focus() },
      { keys: "mod+shift+s", label: "Stop the answer", whileTyping: true, run: () => props.isAnswering && emit("stop") },
    ]);
    onMounted(() => {
      fit();
      beginWriting();
    });
    onBeforeUnmount(() => {
      dispose();
      files.value.forEach(forget);
    });
    expose({ attach, focus: () => field.value?.focus() });

    return () =>
      h("form", { class: "composer", "aria-label": "New message", onSubmit: (event) => (event.preventDefault(), send()) }, [
        files.value.length > 0 &&
          h(
            "ul",
            { role: "list", class: "attachments", "aria-label": "Files to send" },
            files.value.map((file) =>
              h("li", { key: file.name + file.blob.size, class: "attachment" }, [
                file.preview ? h("img", { class: "attachment-preview", src: file.preview, alt: "" }) : icon("file"),
                h("span", { class: "truncate" }, file.name),
                h("span", { class: "quiet number" }, byteCount(file.blob.size)),
                iconButton("close", `Remove ${file.name}`, { class: "icon-button-small", onClick: () => detach(file) }),
              ]),
            ),
          ),
        h("textarea", {
          ref: field,
          class: "composer-text",
          "aria-label": "Message",
          placeholder: "Ask something",
          rows: 1,
          dir: "auto",
          value: content.value,
          onInput: (event) => {
            content.value = event.target.value;
            keepDraft();
            fit();
          },
          onKeydown: (event) => {
            if (event.key === "Escape" && !event.isComposing) field.value.blur();
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          },
          onPaste: (event) => {
            if (event.clipboardData.files.length === 0) return;
            event.preventDefault();
            attach(event.clipboardData.files);
          },
        }),
        h("div", { class: "composer-bar" }, [
          h("input", {
            ref: picker,
            type: "file",
            multiple: true,
            hidden: true,
            "aria-label": "Files to attach",
            onChange: (event) => {
              attach(event.target.files);
              event.target.value = "";
            },
          }),
          iconButton("paperclip", "Attach files", { onClick: () => picker.value.click() }),
          h(
            MenuButton,
            { label: "Model", items: modelItems.value, above: true, buttonClass: "button button-quiet composer-model" },
            { default: () => [h("span", { class: "truncate" }, preferences.model ?? "Server's choice"), icon("chevronDown")] },
          ),
          h("span", { class: "composer-space" }),
          props.isAnswering &&
            h("button", { type: "button", class: "icon-button composer-stop", "aria-label": "Stop the answer", title: "Stop the answer", onClick: () => emit("stop") }, icon("stop")),
          h("button", { type: "submit", class: "icon-button composer-send", "aria-label": "Send", title: "Send (Enter)", disabled: !canSend.value }, icon("arrowUp")),
        ]),
      ]);
  },
});
