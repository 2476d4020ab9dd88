import { h } from "../../vendor/vue.js";
import { iconButton } from "../components/icon-button.js";

/** `‹ 2 of 3 ›` where a question stands in several versions; nothing where there is one. */
export function versionSwitch({ versions, version }, show) {
  if (versions.length < 2) return null;
  return h("div", { class: "version-switch", role: "group", "aria-label": "Versions of this question" }, [
    iconButton("chevronLeft", "Earlier version", { class: "icon-button-small", disabled: version === 0, onClick: () => show(versions[version - 1]) }),
    h("span", { class: "number" }, [h("span", { class: "visually-hidden" }, "Version "), `${version + 1} of ${versions.length}`]),
    iconButton("chevronRight", "Later version", { class: "icon-button-small", disabled: version === versions.length - 1, onClick: () => show(versions[version + 1]) }),
  ]);
}
