import { defineComponent, h, nextTick, onBeforeUnmount, ref } from "../../vendor/vue.js";
import { icon } from "./icon.js";

let menus = 0;

/**
 * A button that opens a menu: `items` are `{label, icon?, detail?, checked?, danger?, group?, run}`. Arrows move, letters find, Escape closes.
 * The default slot is what the button shows.
 */
export default defineComponent({
  name: "MenuButton",
  props: {
    label: { type: String, required: true },
    items: { type: Array, required: true },
    buttonClass: { type: [String, Array], default: "icon-button" },
    above: Boolean,
    alignEnd: Boolean,
  },
  setup(props, { slots }) {
    const isOpen = ref(false);
    const root = ref(null);
    const menuID = `menu-${(menus += 1)}`;
    const entries = () => [...root.value.querySelectorAll("[role^=menuitem]")];

    const outside = (event) => {
      if (!root.value?.contains(event.target)) close(false);
    };

    async function open() {
      isOpen.value = true;
      document.addEventListener("pointerdown", outside, true);
      await nextTick();
      const all = entries();
      (all.find((entry) => entry.getAttribute("aria-checked") === "true") ?? all[0])?.focus();
    }

    function close(returnsFocus = true) {
      isOpen.value = false;
      document.removeEventListener("pointerdown", outside, true);
      if (returnsFocus) root.value?.querySelector("button")?.focus();
    }

    function move(event) {
      const all = entries();
      const at = all.indexOf(document.activeElement);
      const target = {
        ArrowDown: () => all[(at + 1) % all.length],
        ArrowUp: () => all[(at - 1 + all.length) % all.length],
        Home: () => all[0],
        End: () => all.at(-1),
      }[event.key]?.();
      if (target) target.focus();
      else if (event.key === "Escape") close();
      else if (event.key === "Tab") return close(false);
      else if (/^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
        const letter = event.key.toLowerCase();
        [...all.slice(at + 1), ...all].find((entry) => entry.textContent.trim().toLowerCase().startsWith(letter))?.focus();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    }

    const entry = (item, index) => {
      const isChoice = item.checked !== undefined;
      const heading = item.group && item.group !== props.items[index - 1]?.group;
      return [
        heading && h("li", { class: "menu-heading", role: "presentation" }, item.group),
        h("li", { role: "none" }, [
          h(
            "button",
            {
              type: "button",
              role: isChoice ? "menuitemradio" : "menuitem",
              "aria-checked": isChoice ? String(item.checked) : undefined,
              tabindex: -1,
              class: ["menu-item", { "menu-item-danger": item.danger }],
              onClick: () => {
                close();
                item.run();
              },
            },
            [
              isChoice ? h("span", { class: "menu-mark" }, item.checked ? icon("check") : null) : item.icon && icon(item.icon),
              h("span", { class: "menu-label truncate" }, item.label),
              item.detail && h("span", { class: "menu-detail" }, item.detail),
            ],
          ),
        ]),
      ];
    };

    onBeforeUnmount(() => document.removeEventListener("pointerdown", outside, true));
    return () =>
      h("div", { ref: root, class: "menu-anchor" }, [
        h(
          "button",
          {
            type: "button",
            class: props.buttonClass,
            "aria-label": props.label,
            title: props.label,
            "aria-haspopup": "menu",
            "aria-expanded": String(isOpen.value),
            "aria-controls": isOpen.value ? menuID : undefined,
            onClick: (event) => {
              event.stopPropagation();
              isOpen.value ? close() : open();
            },
            onKeydown: (event) => {
              if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
              event.preventDefault();
              open();
            },
          },
          slots.default?.() ?? icon("more"),
        ),
        isOpen.value &&
          h(
            "ul",
            { id: menuID, role: "menu", "aria-label": props.label, class: ["menu", { "menu-above": props.above, "menu-end": props.alignEnd }], onKeydown: move },
            props.items.map(entry),
          ),
      ]);
  },
});
