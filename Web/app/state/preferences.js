import { reactive, watch } from "../../vendor/vue.js";

const key = "throughline.preferences";
const defaults = Object.freeze({ theme: "system", model: null, isSidebarOpen: true, panelWidth: null, isCodeWrapped: false, workbookShare: null });

/** What the reader chose, kept in this browser. A browser that keeps nothing still works. */
export function openPreferences(storage = globalThis.localStorage) {
  let kept = {};
  try {
    kept = JSON.parse(storage?.getItem(key) ?? "{}");
  } catch {
    kept = {};
  }
  const preferences = reactive({ ...defaults, ...Object.fromEntries(Object.entries(kept).filter(([name]) => Object.hasOwn(defaults, name))) });
  watch(preferences, () => {
    try {
      storage?.setItem(key, JSON.stringify(preferences));
    } catch {
      // A full or forbidden storage forgets; nothing else depends on it.
    }
  });
  return preferences;
}

/** Shows the chosen theme; `"system"` follows the browser's. */
export function followTheme(preferences, root = document.documentElement) {
  watch(
    () => preferences.theme,
    (theme) => {
      if (theme === "system") root.removeAttribute("data-theme");
      else root.dataset.theme = theme;
    },
    { immediate: true },
  );
}
