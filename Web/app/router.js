import { shallowRef } from "../vendor/vue.js";
import { isChatID } from "../client/entity-id.js";

/**
 * Reads a location's hash as `{view, chat, entity}`; `view` is `"chat"`, `"lineage"`, `"operations"`, `"studio"` or `"unknown"`. Operations have a `query`, too,
 * which says what they show; empty is as usual. The studio has a `room` (`"home"`, `"workbook"` or `"generation"`) and the `item` in it. Pure.
 */
export function parseRoute(hash) {
  const [path, ...queries] = hash.replace(/^#?\/?/, "").split("?");
  const [first = "", second, third, fourth] = path.split("/").map(decode);
  if (first === "") return { view: "chat", chat: null, entity: null };
  if (first === "operations" && second === undefined) return { view: "operations", chat: null, entity: null, query: queries.join("?") };
  if (first === "studio") return studioRoute(second, third, fourth);
  if (first === "chats" && isChatID(second)) {
    if (third === undefined) return { view: "chat", chat: second, entity: null };
    if (third === "lineage") return { view: "lineage", chat: second, entity: fourth ?? null };
    if (third === "messages") return { view: "chat", chat: second, entity: fourth ?? null };
  }
  return { view: "unknown", chat: null, entity: null };
}

/** The hash of a route. */
export function routeHash({ view = "chat", chat = null, entity = null, query = "", room = "home", item = null }) {
  if (view === "operations") return `#/operations${query ? `?${query}` : ""}`;
  if (view === "studio") return room === "home" ? "#/studio" : `#/studio/${room}s/${item}`;
  if (chat === null) return "#/";
  if (view === "lineage") return `#/chats/${chat}/lineage${entity ? `/${entity}` : ""}`;
  return `#/chats/${chat}${entity ? `/messages/${entity}` : ""}`;
}

function studioRoute(kind, item, rest) {
  const route = { view: "studio", chat: null, entity: null, room: "home", item: null };
  if (kind === undefined || kind === "") return route;
  const room = { workbooks: "workbook", generations: "generation" }[kind];
  return room && /^[A-Za-z0-9_-]{1,80}$/.test(item ?? "") && rest === undefined ? { ...route, room, item } : { ...route, view: "unknown" };
}

/** Where the page is now; follows the address bar. */
export const route = shallowRef(parseRoute(globalThis.location?.hash ?? ""));

/** Goes somewhere else; `replace` leaves no entry to come back to. */
export function navigate(target, { replace = false } = {}) {
  const hash = routeHash(target);
  if (replace) history.replaceState(null, "", hash);
  else if (hash !== location.hash) history.pushState(null, "", hash);
  route.value = parseRoute(hash);
}

/** Follows the browser's back and forward buttons, and links. */
export function followAddress(window) {
  const update = () => (route.value = parseRoute(window.location.hash));
  window.addEventListener("hashchange", update);
  window.addEventListener("popstate", update);
}

function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
