import { defineComponent, h, nextTick, onMounted, ref } from "../../vendor/vue.js";

/** Asks for a key or a token. It cannot be closed: without one there is nothing to see. */
export default defineComponent({
  name: "SignIn",
  props: { credential: { type: Object, required: true } },
  setup({ credential }) {
    const dialog = ref(null);
    const field = ref(null);
    const text = ref("");
    onMounted(async () => {
      dialog.value.showModal();
      await nextTick();
      field.value.focus();
    });
    const submit = (event) => {
      event.preventDefault();
      if (text.value.trim() !== "") credential.signIn(text.value);
    };
    return () =>
      h("dialog", { ref: dialog, class: "modal", "aria-label": "Sign in", onCancel: (event) => event.preventDefault() }, [
        h("form", { class: "modal-sheet", onSubmit: submit }, [
          h("header", { class: "modal-head" }, h("h2", "Sign in")),
          h("div", { class: "modal-body" }, [
            h("p", { id: "sign-in-why", role: credential.isRefused.value ? "alert" : undefined }, credential.isRefused.value ? "The server does not take this key (any more). Paste another." : "This server asks who you are. Paste an API key or a token; it stays in this tab."),
            h("input", { ref: field, class: "field", type: "password", autocomplete: "off", "aria-label": "API key or token", "aria-describedby": "sign-in-why", value: text.value, onInput: (event) => (text.value = event.target.value) }),
          ]),
          h("footer", { class: "modal-actions" }, h("button", { class: "button button-primary", type: "submit" }, "Sign in")),
        ]),
      ]);
  },
});
