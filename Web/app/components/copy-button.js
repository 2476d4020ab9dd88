import { defineComponent, h, ref } from "../../vendor/vue.js";
import { iconButton } from "./icon-button.js";
import { showToast } from "./toast.js";

const confirmedMs = 1_500;

/** Copies what `text()` gives and says so in its place. */
export default defineComponent({
  name: "CopyButton",
  props: { text: { type: Function, required: true }, label: { type: String, default: "Copy" } },
  setup(props) {
    const isCopied = ref(false);
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(props.text());
        isCopied.value = true;
        setTimeout(() => (isCopied.value = false), confirmedMs);
      } catch {
        showToast("The browser did not allow copying", { kind: "problem" });
      }
    };
    return () => iconButton(isCopied.value ? "check" : "copy", isCopied.value ? "Copied" : props.label, { class: "icon-button-small", onClick: copy });
  },
});
