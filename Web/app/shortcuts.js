import { shallowReactive } from "../vendor/vue.js";

const isApple = /Mac|iP(hone|ad|od)/.test(globalThis.navigator?.platform ?? "");
const chordMs = 1_200;

/** Everything that can be done by keys now, as `{scope, shortcuts}`; the help dialog lists it. */
export const registered = shallowReactive([]);

/**
 * Adds shortcuts while a view is shown: `[{keys, label, run, whileTyping?}]`, `keys` such as `"?"`, `"mod+k"` (Command on a Mac, Control elsewhere),
 * `"mod+shift+o"`, `"escape"`, or two keys after each other, `"g l"`. Returns what takes them away.
 */
export function registerShortcuts(scope, shortcuts) {
  const entry = { scope, shortcuts };
  registered.push(entry);
  return () => {
    const at = registered.indexOf(entry);
    if (at >= 0) registered.splice(at, 1);
  };
}

/** The keys as people read them: `["Ctrl", "K"]`. */
export function shownKeys(keys) {
  const names = { mod: isApple ? "⌘" : "Ctrl", shift: isApple ? "⇧" : "Shift", escape: "Esc", arrowup: "↑", arrowdown: "↓", enter: "Enter" };
  return keys.split(/[+ ]/).map((key) => names[key] ?? key.toUpperCase());
}

/** What a keyboard event is called in `keys`. Pure. */
export function keysOf(event, apple = isApple) {
  const parts = [];
  if (apple ? event.metaKey : event.ctrlKey) parts.push("mod");
  // Shift is part of the character where it makes another one, as in "?".
  if (event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key))) parts.push("shift");
  if (event.altKey) parts.push("alt");
  return [...parts, event.key.toLowerCase()].join("+");
}

/** Listens on a window or document until the returned function is called. */
export function listenForShortcuts(target, now = () => performance.now()) {
  let first = null;
  let firstAt = 0;
  const onKey = (event) => {
    if (event.defaultPrevented || event.isComposing || ["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
    const keys = keysOf(event);
    // The editor lives in a shadow tree, of which only the path tells.
    const typedInto = event.composedPath?.()[0] ?? event.target;
    const isTyping = typedInto?.closest?.("input, textarea, select, [contenteditable=true]") != null;
    const isInDialog = document.querySelector("dialog[open]") !== null;
    const chord = first !== null && now() - firstAt < chordMs ? `${first} ${keys}` : null;
    first = null;
    for (const { shortcuts } of [...registered].reverse()) {
      const found = shortcuts.find((shortcut) => (shortcut.keys === keys || shortcut.keys === chord) && (!isTyping || shortcut.whileTyping));
      if (!found || isInDialog) continue;
      event.preventDefault();
      found.run(event);
      return;
    }
    if (isTyping || !registered.some(({ shortcuts }) => shortcuts.some((shortcut) => shortcut.keys.startsWith(`${keys} `)))) return;
    first = keys;
    firstAt = now();
  };
  target.addEventListener("keydown", onKey);
  return () => target.removeEventListener("keydown", onKey);
}
