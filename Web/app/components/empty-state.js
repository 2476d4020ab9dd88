import { defineComponent, h } from "../../vendor/vue.js";
import { icon } from "./icon.js";

/** What a view shows when it has nothing to show: why, and what to do. `action` is `{label, run}`; `isPage` when nothing else names the page. */
export default defineComponent({
  name: "EmptyState",
  props: { icon: String, title: { type: String, required: true }, text: String, action: Object, isPage: Boolean },
  setup(props, { slots }) {
    return () =>
      h("div", { class: "empty-state", role: "status" }, [
        props.icon && icon(props.icon),
        h(props.isPage ? "h1" : "p", { class: "empty-state-title" }, props.title),
        props.text && h("p", { class: "empty-state-text" }, props.text),
        slots.default?.(),
        props.action && h("button", { type: "button", class: "button", onClick: props.action.run }, props.action.label),
      ]);
  },
});
