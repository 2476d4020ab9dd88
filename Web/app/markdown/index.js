/** Markdown that streams, and coloured code. The styles are `styles/markdown.css`. */
export { highlight } from "./highlight.js";
export { MarkdownView } from "./markdown-view.js";
