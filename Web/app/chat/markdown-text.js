import { defineComponent, h, onBeforeUnmount, onMounted, ref, watch } from "../../vendor/vue.js";
import { MarkdownView } from "../markdown/markdown-view.js";

/** Rendered markdown: of `text`, or of a `live` answer while it is being written. */
export default defineComponent({
  name: "MarkdownText",
  props: { text: { type: String, default: "" }, live: Object },
  setup(props) {
    const element = ref(null);
    let view = null;
    const update = () => (props.live ? view.update(props.live.text, { done: false }) : view.update(props.text, { done: true }));
    onMounted(() => {
      view = new MarkdownView(element.value);
      update();
    });
    watch(() => [props.text, props.live, props.live?.revision.value], () => view && update());
    onBeforeUnmount(() => view?.destroy());
    return () => h("div", { ref: element, class: "markdown" });
  },
});
