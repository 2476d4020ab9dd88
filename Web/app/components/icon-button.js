import { h } from "../../vendor/vue.js";
import { icon } from "./icon.js";

/** A button that shows only a drawing: `label` is its name and its tooltip. Other properties reach the button. */
export function iconButton(name, label, properties = {}) {
  const { class: extraClass = "", ...rest } = properties;
  return h("button", { type: "button", class: ["icon-button", extraClass], "aria-label": label, title: label, ...rest }, icon(name));
}
