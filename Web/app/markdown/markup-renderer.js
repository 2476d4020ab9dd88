import { Renderer } from "../../vendor/marked.js";

/** `text` as HTML text or the value of an attribute. */
export const escapeHTML = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** As `escapeHTML`, but a character reference stays one. */
const escapeMarkup = (text) => text.replace(/&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w+);)|[<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Markup without anything of its own but elements: no identities, no classes. What is dangerous in it is the sanitizer's business. */
export class MarkupRenderer extends Renderer {
  heading(text, level) {
    return `<h${level}>${text}</h${level}>\n`;
  }

  list(body, ordered, start) {
    const tag = ordered ? "ol" : "ul";
    return `<${tag}${ordered && start !== 1 ? ` start="${start}"` : ""}>\n${body}</${tag}>\n`;
  }

  checkbox(checked) {
    return `<input type="checkbox" disabled${checked ? " checked" : ""}>`;
  }

  link(href, title, text) {
    return href ? `<a href="${escapeMarkup(href)}"${title ? ` title="${escapeMarkup(title)}"` : ""}>${text}</a>` : text;
  }

  image(href, title, text) {
    return href ? `<img src="${escapeMarkup(href)}" alt="${escapeMarkup(text)}"${title ? ` title="${escapeMarkup(title)}"` : ""}>` : text;
  }
}
