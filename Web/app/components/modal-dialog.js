import { defineComponent, h, onMounted, onUnmounted, ref } from "../../vendor/vue.js";
import { iconButton } from "./icon-button.js";

/** A dialog over the page; the browser keeps the focus inside it and gives it back afterwards. Mount it to open it; `close` asks to unmount it. */
export default defineComponent({
  name: "ModalDialog",
  props: { title: { type: String, required: true }, wide: Boolean },
  emits: ["close"],
  setup(props, { emit, slots }) {
    const element = ref(null);
    const returnTo = document.activeElement;
    onMounted(() => element.value.showModal());
    // Until the dialog is gone everything outside it is inert.
    onUnmounted(() => returnTo?.focus?.());
    const close = () => emit("close");
    return () =>
      h(
        "dialog",
        {
          ref: element,
          class: ["modal", { "modal-wide": props.wide }],
          "aria-label": props.title,
          onCancel: (event) => {
            event.preventDefault();
            close();
          },
          onClick: (event) => event.target === element.value && close(),
        },
        h("div", { class: "modal-sheet" }, [
          h("header", { class: "modal-head" }, [h("h2", props.title), iconButton("close", "Close", { onClick: close })]),
          h("div", { class: "modal-body" }, slots.default?.()),
          slots.actions && h("footer", { class: "modal-actions" }, slots.actions({ close })),
        ]),
      );
  },
});
