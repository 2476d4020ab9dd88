import { defineComponent, h } from "../vendor/vue.js";
import ModalDialog from "./components/modal-dialog.js";
import { registered, shownKeys } from "./shortcuts.js";

/** All shortcuts that work now. Emits `close`. */
export default defineComponent({
  name: "ShortcutHelp",
  emits: ["close"],
  setup(props, { emit }) {
    return () =>
      h(ModalDialog, { title: "Keyboard shortcuts", wide: true, onClose: () => emit("close") }, () =>
        h(
          "div",
          { class: "shortcut-groups" },
          registered.map(({ scope, shortcuts }) =>
            h("section", { key: scope }, [
              h("h3", scope),
              h("dl", { class: "shortcut-list" }, shortcuts.flatMap(({ keys, label }) => [h("dt", label), h("dd", shownKeys(keys).map((key) => h("kbd", key)))])),
            ]),
          ),
        ),
      );
  },
});
