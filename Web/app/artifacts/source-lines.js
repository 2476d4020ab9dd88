import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref, shallowRef, watch } from "../../vendor/vue.js";
import { highlightTokens } from "../markdown/highlight.js";
import { blocksOfLines, linesOfTokens, withColours } from "./token-lines.js";

const linesPerBlock = 100;
const liveColoursMs = 700;
const nearEnd = 48;

const line = (tokens, number) =>
  h("span", { class: "source-line", "data-number": number }, tokens.map(([kind, text]) => (kind === null ? text : h("span", { class: `code-${kind}` }, text))));

/** A part of long code, whose end is a line break by itself: what did not change is not looked at again, and what is not on the screen is not laid out. */
const SourceBlock = defineComponent({
  name: "SourceBlock",
  props: { lines: { type: Array, required: true }, first: { type: Number, required: true } },
  setup: (props) => () => h("span", { class: "source-block" }, props.lines.map((tokens, index) => [index > 0 && "\n", line(tokens, props.first + index)])),
});

/** Code with line numbers and colours. While it `isLive` the view stays at its end, unless the reader scrolled away from it. */
export default defineComponent({
  name: "SourceLines",
  props: { text: { type: String, required: true }, language: String, label: { type: String, default: "Source" }, isWrapped: Boolean, isLive: Boolean },
  setup(props) {
    const scroller = ref(null);
    const coloured = shallowRef(null);
    let timer = null;
    let asked = 0;

    const lines = computed(() => withColours(props.text, coloured.value));
    const blocks = computed((previous) => blocksOfLines(lines.value, linesPerBlock, previous));

    async function colour() {
      timer = null;
      const request = (asked += 1);
      const { text, language, isLive } = props;
      const tokens = await highlightTokens(text, language, { keep: !isLive });
      if (request === asked) coloured.value = tokens && linesOfTokens(tokens);
    }
    watch(() => [props.text, props.language, props.isLive], () => {
      if (!props.isLive) {
        clearTimeout(timer);
        colour();
      } else timer ??= setTimeout(colour, liveColoursMs);
    }, { immediate: true });

    watch(() => props.text, async () => {
      const element = scroller.value;
      if (!props.isLive || !element || element.scrollHeight - element.scrollTop - element.clientHeight > nearEnd) return;
      await nextTick();
      element.scrollTop = element.scrollHeight;
    });
    onMounted(() => props.isLive && (scroller.value.scrollTop = scroller.value.scrollHeight));
    onBeforeUnmount(() => clearTimeout(timer));

    return () =>
      h("div", { ref: scroller, class: ["source", { "source-wrapped": props.isWrapped, "source-long": blocks.value.length > 4 }], tabindex: 0, role: "region", "aria-label": props.label, dir: "ltr" }, [
        h("pre", { class: "source-text", style: { "--digits": String(Math.max(2, String(lines.value.length).length)) } }, [
          h("code", blocks.value.map((block) => h(SourceBlock, { key: block.first, ...block }))),
        ]),
      ]);
  },
});
