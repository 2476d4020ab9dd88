import { h } from "../../vendor/vue.js";

/** Line drawings on a grid of 16, one path a name. */
const paths = Object.freeze({
  alert: "M8 2.2 14.6 13.6H1.4ZM8 6.3v3.4M8 11.6v.1",
  archive: "M2 3h12v3H2ZM3.2 6v7h9.6V6M6.4 8.6h3.2",
  arrowDown: "M8 3v10M3.8 8.8 8 13l4.2-4.2",
  arrowUp: "M8 13V3M3.8 7.2 8 3l4.2 4.2",
  chart: "M2 13.5h12M3.5 10.5l3-3.5 2.5 2 3.7-5",
  chat: "M2.2 3h11.6v8H8.4l-3.4 2.6V11H2.2Z",
  check: "M3 8.6 6.4 12 13 4.6",
  chevronDown: "M4 6l4 4 4-4",
  chevronLeft: "M10 4 6 8l4 4",
  chevronRight: "M6 4l4 4-4 4",
  clock: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 4.8V8l2.3 1.6",
  close: "M4 4l8 8M12 4l-8 8",
  cloudOff: "M2 2l12 12M5.2 5.4A3.4 3.4 0 0 0 4.4 12h7.2M7 4.1a3.9 3.9 0 0 1 4.9 3.6 2.3 2.3 0 0 1 1.9 3.3",
  code: "M5.6 4.4 2 8l3.6 3.6M10.4 4.4 14 8l-3.6 3.6",
  compare: "M8 2v12M2.4 5h3.2M4 3.4v3.2M2.4 11h3.2M10.4 5h3.2M10.4 11h3.2",
  copy: "M5.6 5.6h7.6v7.6H5.6ZM10.4 5.6V2.8H2.8v7.6h2.8",
  download: "M8 2.6v7.6M4.8 7.2 8 10.4l3.2-3.2M2.8 13.2h10.4",
  edit: "M10.6 3.2l2.2 2.2-7.4 7.4-2.9.7.7-2.9ZM9.2 4.6l2.2 2.2",
  expand: "M9.6 2.6h3.8v3.8M13.4 2.6 9.2 6.8M6.4 13.4H2.6V9.6M2.6 13.4l4.2-4.2",
  file: "M4 2h5.2L12 4.8V14H4ZM9 2v3h3",
  globe: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM2 8h12M8 2c2 1.8 2.6 4 2.6 6S10 12.2 8 14C6 12.2 5.4 10 5.4 8S6 3.8 8 2Z",
  image: "M2.4 3h11.2v10H2.4ZM2.4 11l3.2-3 2.4 2.2 2.4-2.6 3.2 3M5.8 6.1v.1",
  keyboard: "M1.8 4h12.4v8H1.8ZM4 6.4h.1M6.6 6.4h.1M9.3 6.4h.1M12 6.4h.1M4.6 9.6h6.8",
  lineage: "M4.4 2.6a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2ZM4.4 10.2a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2ZM11.6 4.2a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2ZM4.4 5.8v4.4M11.6 7.4c0 2.6-3.6 1.8-6 3.2",
  link: "M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 0 0 3.7 3.7l.9-.9",
  locate: "M8 3.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2ZM8 1.4v3.4M8 11.2v3.4M1.4 8h3.4M11.2 8h3.4",
  moon: "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8Z",
  more: "M3.4 8h.1M8 8h.1M12.6 8h.1",
  panel: "M2 3h12v10H2ZM9.4 3v10",
  pause: "M5.4 3.4v9.2M10.6 3.4v9.2",
  paperclip: "M12.8 7.4 8 12.2a3 3 0 0 1-4.2-4.2l5-5a2 2 0 0 1 2.8 2.8l-4.9 4.9a1 1 0 0 1-1.4-1.4l4.4-4.4",
  play: "M4.8 3l7.6 5-7.6 5Z",
  plus: "M8 3v10M3 8h10",
  retry: "M13 8a5 5 0 1 1-1.6-3.7M13 2.4v2.8h-2.8",
  search: "M7 2.6a4.4 4.4 0 1 1 0 8.8 4.4 4.4 0 0 1 0-8.8ZM10.2 10.2l3.4 3.4",
  sidebar: "M2 3h12v10H2ZM6 3v10",
  stop: "M4.4 4.4h7.2v7.2H4.4Z",
  sun: "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM8 1.6v1.2M8 13.2v1.2M1.6 8h1.2M13.2 8h1.2M3.5 3.5l.8.8M11.7 11.7l.8.8M3.5 12.5l.8-.8M11.7 4.3l.8-.8",
  system: "M2 3h12v8H2ZM6 13.6h4M8 11v2.6",
  table: "M2 3h12v10H2ZM2 6.4h12M2 9.7h12M6.4 6.4V13",
  terminal: "M2 3h12v10H2ZM4.6 6.2 6.6 8l-2 1.8M8.2 10.2h3",
  unlock: "M3.6 7.2h8.8v6.2H3.6ZM5.4 7.2V5a2.6 2.6 0 0 1 5-1",
  upload: "M8 10.4V2.8M4.8 5.8 8 2.6l3.2 3.2M2.8 13.2h10.4",
  trash: "M2.8 4.4h10.4M6.2 4.4V2.6h3.6v1.8M4 4.4l.6 9h6.8l.6-9M6.7 6.8v4.2M9.3 6.8v4.2",
  wrap: "M2 3.6h12M2 8h9.4a2.3 2.3 0 0 1 0 4.6H8.6M10.2 10.8l-1.8 1.8 1.8 1.8M2 12.6h3.4",
});

/** An icon by name, hidden from assistive technology: what it stands beside names it. */
export function icon(name) {
  return h("svg", { class: "icon", viewBox: "0 0 16 16", fill: "none", stroke: "currentColor", "stroke-width": name === "more" ? 2 : 1.35, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" }, [
    h("path", { d: paths[name] }),
  ]);
}
