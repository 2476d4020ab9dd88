import { defineComponent, h, reactive } from "../../vendor/vue.js";
import { iconButton } from "./icon-button.js";

const shownMs = 6_000;
const toasts = reactive([]);
let lastKey = 0;

/** Says something for a few seconds. `action` is `{label, run}`; `kind` is `"note"` or `"problem"`. */
export function showToast(text, { kind = "note", action } = {}) {
  const key = (lastKey += 1);
  toasts.push({ key, text, kind, action });
  setTimeout(() => hide(key), shownMs);
}

/** Says what went wrong, in the words of a `ClientError`. */
export const showProblem = (error) => showToast(error.message, { kind: "problem" });

function hide(key) {
  const at = toasts.findIndex((toast) => toast.key === key);
  if (at >= 0) toasts.splice(at, 1);
}

/** Where toasts appear; mounted once. */
export default defineComponent({
  name: "ToastArea",
  setup() {
    return () =>
      h(
        "div",
        { class: "toasts", role: "log", "aria-live": "polite", "aria-label": "Messages of the page" },
        toasts.map(({ key, text, kind, action }) =>
          h("div", { key, class: ["toast", { "toast-problem": kind === "problem" }] }, [
            h("span", text),
            action &&
              h(
                "button",
                {
                  type: "button",
                  class: "button button-quiet",
                  onClick: () => {
                    hide(key);
                    action.run();
                  },
                },
                action.label,
              ),
            iconButton("close", "Hide this message", { class: "icon-button-small", onClick: () => hide(key) }),
          ]),
        ),
      );
  },
});
