import { computed, defineComponent, h, ref } from "../../vendor/vue.js";
import CopyButton from "../components/copy-button.js";
import { icon } from "../components/icon.js";
import { byteCount, wholeCount } from "../chat/format.js";
import { useArtifactText } from "./artifact-text.js";
import { readTerminalText } from "./terminal-text.js";
import { linesOfTokens } from "./token-lines.js";

const foldedLines = 16;
const mostLines = 5_000;

/** What code wrote when it ran, as its terminal would show it. Long output begins folded. */
export default defineComponent({
  name: "ConsoleOutput",
  props: { artifact: { type: Object, required: true }, contents: { type: Object, required: true } },
  setup(props) {
    const isUnfolded = ref(false);
    const output = useArtifactText(() => props.artifact, props.contents);
    const lines = computed(() => linesOfTokens(readTerminalText(output.text)));

    const body = () => {
      if (output.phase === "loading") return h("div", { class: "output-note skeleton skeleton-63", role: "status", "aria-label": "The output is loading" });
      if (output.phase === "failed") return h("p", { class: "output-note", role: "alert" }, [`The output could not be read: ${output.error.message} `, h("button", { type: "button", class: "button", onClick: output.retry }, "Try again")]);
      if (output.text === "") return h("p", { class: "output-note quiet" }, props.artifact.live ? "Nothing written yet" : "It wrote nothing");
      const isLong = lines.value.length > foldedLines + 4;
      const shown = isLong && !isUnfolded.value ? lines.value.slice(0, foldedLines) : lines.value.slice(0, mostLines);
      return [
        h("pre", { class: "output-text", tabindex: 0, "aria-label": "Console output", dir: "ltr" }, shown.map((line) => [...line.map(([kind, text]) => (kind === null ? text : h("span", { class: kind.split(" ").map((name) => `terminal-${name}`) }, text))), "\n"])),
        isUnfolded.value && lines.value.length > mostLines && h("p", { class: "output-note quiet" }, `The first ${wholeCount(mostLines)} of ${wholeCount(lines.value.length)} lines; all of them are in the copy.`),
        isLong &&
          h("button", { type: "button", class: "output-fold", "aria-expanded": String(isUnfolded.value), onClick: () => (isUnfolded.value = !isUnfolded.value) }, [
            icon(isUnfolded.value ? "arrowUp" : "arrowDown"),
            isUnfolded.value ? "Show less" : `Show all ${wholeCount(lines.value.length)} lines`,
          ]),
      ];
    };

    return () =>
      h("section", { class: "output", "aria-label": "Output" }, [
        h("header", { class: "output-head" }, [
          icon("terminal"),
          h("h3", "Output"),
          props.artifact.live ? h("span", { class: "live-mark" }, "running") : h("span", { class: "quiet number" }, byteCount(props.artifact.bytes)),
          output.phase === "ready" && output.text !== "" && h(CopyButton, { text: () => output.text, label: "Copy the output" }),
        ]),
        body(),
      ]);
  },
});
