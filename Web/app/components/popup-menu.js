import { defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref } from "../../vendor/vue.js";
import { icon } from "./icon.js";

const margin = 8;

/**
 * A menu at a point of the window, for what has no room for a button: `items` as those of `MenuButton`. Mount it to open it; `close` asks to unmount it, and
 * the focus goes back to where it came from.
 */
export default defineComponent({
  name: "PopupMenu",
  props: { label: { type: String, required: true }, items: { type: Array, required: true }, at: { type: Object, required: true } },
  emits: ["close"],
  setup(props, { emit }) {
    const list = ref(null);
    const place = ref({ left: `${props.at.x}px`, top: `${props.at.y}px` });
    const returnTo = document.activeElement;
    const entries = () => [...list.value.querySelectorAll("[role^=menuitem]")];

    const outside = (event) => list.value?.contains(event.target) || emit("close");
    const close = () => {
      emit("close");
      nextTick(() => returnTo?.isConnected && returnTo.focus());
    };

    onMounted(() => {
      const { width, height } = list.value.getBoundingClientRect();
      place.value = {
        left: `${Math.max(margin, Math.min(props.at.x, window.innerWidth - width - margin))}px`,
        top: `${Math.max(margin, Math.min(props.at.y, window.innerHeight - height - margin))}px`,
      };
      const all = entries();
      (all.find((entry) => entry.getAttribute("aria-checked") === "true") ?? all[0])?.focus();
      document.addEventListener("pointerdown", outside, true);
    });
    onBeforeUnmount(() => document.removeEventListener("pointerdown", outside, true));

    function move(event) {
      const all = entries();
      const at = all.indexOf(document.activeElement);
      const step = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
      if (step !== undefined) all[step % all.length].focus();
      else if (event.key === "Escape") close();
      else if (event.key === "Tab") return emit("close");
      else if (/^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
        const letter = event.key.toLowerCase();
        [...all.slice(at + 1), ...all].find((entry) => entry.textContent.trim().toLowerCase().startsWith(letter))?.focus();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    }

    const entry = (item, index) => [
      item.group && item.group !== props.items[index - 1]?.group && h("li", { class: "menu-heading", role: "presentation" }, item.group),
      h("li", { role: "none" }, [
        h(
          "button",
          {
            type: "button",
            role: item.checked === undefined ? "menuitem" : "menuitemradio",
            "aria-checked": item.checked === undefined ? undefined : String(item.checked),
            tabindex: -1,
            class: "menu-item",
            onClick: () => (close(), item.run()),
          },
          [
            item.checked !== undefined ? h("span", { class: "menu-mark" }, item.checked ? icon("check") : null) : item.icon && icon(item.icon),
            item.swatch && h("span", { class: `swatch swatch-${item.swatch}`, "aria-hidden": "true" }),
            h("span", { class: "menu-label truncate" }, item.label),
            item.detail && h("span", { class: "menu-detail" }, item.detail),
          ],
        ),
      ]),
    ];

    return () => h("ul", { ref: list, role: "menu", "aria-label": props.label, class: "menu menu-popup", style: place.value, onKeydown: move }, props.items.map(entry));
  },
});
