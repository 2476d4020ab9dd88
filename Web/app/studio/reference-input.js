import { computed, defineComponent, h, nextTick, ref, watch } from "../../vendor/vue.js";
import { iconButton } from "../components/icon-button.js";
import { kindsFor, openReference, piecesOf, referenceAt } from "./reference-text.js";

const pauseMs = 120;

/**
 * Where a prompt is written: `@` offers what can be named, from `complete(prefix)`. Emits `send(text)`, `point(reference)` for the reference at the caret
 * (`null` for none). Exposes `insert(text)` and `focus()`.
 */
export default defineComponent({
  name: "ReferenceInput",
  props: { complete: { type: Function, required: true }, placeholder: String, isDisabled: Boolean, isSending: Boolean, error: Object },
  emits: ["send", "point"],
  setup(props, { emit, expose, slots }) {
    const text = ref("");
    const field = ref(null);
    const items = ref([]);
    const selected = ref(0);
    const open = ref(null);
    let pause = null;
    let asked = 0;

    const canSend = computed(() => text.value.trim() !== "" && !props.isDisabled && !props.isSending);

    const fit = async () => {
      await nextTick();
      if (!field.value) return;
      field.value.style.height = "auto";
      field.value.style.height = `${field.value.scrollHeight}px`;
    };

    function close() {
      clearTimeout(pause);
      asked += 1;
      open.value = null;
      items.value = [];
    }

    function follow() {
      const caret = field.value.selectionStart;
      emit("point", referenceAt(text.value, caret));
      const current = openReference(text.value, caret);
      if (!current) return close();
      open.value = current;
      const kinds = kindsFor(current.prefix);
      if (kinds !== null) {
        asked += 1;
        items.value = kinds;
        selected.value = 0;
        return;
      }
      clearTimeout(pause);
      const request = (asked += 1);
      pause = setTimeout(async () => {
        const found = await props.complete(current.prefix).catch(() => ({ items: [] }));
        if (request !== asked) return;
        items.value = found.items.slice(0, 50);
        selected.value = 0;
      }, pauseMs);
    }

    async function put(item) {
      const { from } = open.value;
      const caret = field.value.selectionStart;
      const rest = text.value.slice(caret).replace(/^[^\]\s]*\]/, "");
      const isWhole = piecesOf(item.text).some(({ kind }) => kind);
      const inserted = isWhole && !/^\s/.test(rest) ? `${item.text} ` : item.text;
      text.value = text.value.slice(0, from) + inserted + rest;
      close();
      await nextTick();
      field.value.setSelectionRange(from + inserted.length, from + inserted.length);
      field.value.focus();
      fit();
      if (!isWhole) follow();
    }

    function send() {
      if (!canSend.value) return;
      emit("send", text.value.trim());
    }

    function onKeydown(event) {
      if (items.value.length > 0) {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) selected.value = (selected.value + step + items.value.length) % items.value.length;
        else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) put(items.value[selected.value]);
        else if (event.key === "Escape") close();
        else return;
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      }
    }

    watch(selected, () => nextTick(() => document.getElementById(`completion-${selected.value}`)?.scrollIntoView({ block: "nearest" })));
    expose({
      focus: () => field.value.focus(),
      clear: () => {
        text.value = "";
        fit();
      },
      async insert(reference) {
        text.value = `${text.value.replace(/\s*$/, "")}${text.value.trim() ? " " : ""}${reference} `;
        await nextTick();
        field.value.focus();
        field.value.setSelectionRange(text.value.length, text.value.length);
        fit();
      },
    });

    return () =>
      h("form", { class: "composer reference-composer", "aria-label": "Refine", onSubmit: (event) => (event.preventDefault(), send()) }, [
        props.error && h("p", { class: "composer-refusal", role: "alert" }, props.error.message),
        h("div", { class: "reference-field" }, [
          h("textarea", {
            ref: field,
            class: "composer-text",
            rows: 2,
            dir: "auto",
            "aria-label": "Prompt",
            "aria-autocomplete": "list",
            "aria-haspopup": "listbox",
            "aria-controls": items.value.length > 0 ? "completions" : undefined,
            "aria-activedescendant": items.value.length > 0 ? `completion-${selected.value}` : undefined,
            placeholder: props.placeholder,
            value: text.value,
            onInput: (event) => {
              text.value = event.target.value;
              fit();
              follow();
            },
            onKeydown,
            onKeyup: (event) => /^(ArrowLeft|ArrowRight|Home|End)$/.test(event.key) && follow(),
            onClick: follow,
            onBlur: () => (emit("point", null), setTimeout(close, 150)),
          }),
          items.value.length > 0 &&
            h(
              "ul",
              { id: "completions", role: "listbox", class: "menu menu-above completions", "aria-label": "References" },
              items.value.map((item, index) =>
                h("li", { key: item.text, id: `completion-${index}`, role: "option", class: ["menu-item", "completion", { "completion-selected": index === selected.value }], "aria-selected": String(index === selected.value), onPointerdown: (event) => (event.preventDefault(), put(item)), onPointermove: () => (selected.value = index) }, [
                  h("code", { class: "completion-text truncate" }, item.text),
                  h("span", { class: "menu-detail truncate" }, item.detail),
                ]),
              ),
            ),
        ]),
        h("div", { class: "composer-bar" }, [
          h("span", { class: "quiet reference-hint" }, [h("kbd", "@"), " names cells, code, columns"]),
          h("span", { class: "composer-space" }),
          slots.default?.(),
          iconButton("arrowUp", "Send the prompt", { type: "submit", class: "composer-send", disabled: !canSend.value }),
        ]),
      ]);
  },
});
