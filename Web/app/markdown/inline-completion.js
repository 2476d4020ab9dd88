import { maskMath, unmaskMath } from "./math-spans.js";

/** An opener further back than this is no emphasis on its way, but a character on its own. */
const reach = { "*": 400, _: 400, "~": 400, "`": 160, "[": 300 };

const isWord = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
const isSpace = (character) => character === undefined || /\s/.test(character);

/**
 * The last run of text of an answer that still comes, mended so that what is half written does not show as bare marks: emphasis and code that are
 * open are closed, half a link is its text, half a tag or character reference waits.
 */
export function completeInline(text) {
  return unmaskMath(close(maskMath(text, { open: true })));
}

function close(source) {
  const text = source
    .replace(/<\/?[a-zA-Z][a-zA-Z0-9-]*(?:\s+[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s"'>]+))*\s*(?:[\w:-]+(?:=(?:"[^"]*|'[^']*)?)?)?$|<(?:!?-{0,2}|\/|[a-zA-Z][^\s<>]*)$/, "")
    .replace(/&(?:#x?[0-9a-fA-F]*|[a-zA-Z]{1,8})?$/, "")
    .replace(/(^|[^\\])((?:\\\\)*)\\$/, "$1$2");
  const openers = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at];
    if (character === "\\") at += 2;
    else if (character === "`") {
      const span = codeSpan(text, at);
      if (span.end < 0) return span.near ? closeAll(span.closed, openers) : closeAll(text, openers);
      at = span.end;
    } else if (character === "[") {
      openers.push({ character, at });
      at += 1;
    } else if (character === "]") {
      const after = linkEnd(text, at, openers);
      if (typeof after === "string") return close(after);
      at = after;
    } else if (character === "*" || character === "_" || character === "~") at = delimiterRun(text, at, openers);
    else at += 1;
  }
  return closeAll(text, openers);
}

function runLength(text, at) {
  let end = at;
  while (text[end] === text[at]) end += 1;
  return end - at;
}

/** `end` of the code span at `at`; when nothing ends it, -1 and the text with an end made. */
function codeSpan(text, at) {
  const run = runLength(text, at);
  for (let next = text.indexOf("`", at + run); next >= 0; ) {
    const length = runLength(text, next);
    if (length === run) return { end: next + length };
    if (next + length === text.length && length < run) return { end: -1, near: true, closed: text + "`".repeat(run - length) };
    next = text.indexOf("`", next + length);
  }
  const content = text.slice(at + run);
  if (content.trim() === "") return { end: -1, near: true, closed: text.slice(0, at) };
  return { end: -1, near: content.length <= reach["`"], closed: text.trimEnd() + "`".repeat(run) };
}

/** Where to go on after the bracket that closes at `at`, or the text with the half link that begins there made plain. */
function linkEnd(text, at, openers) {
  const index = openers.findLastIndex(({ character }) => character === "[");
  if (index < 0) return at + 1;
  const opener = openers[index].at;
  openers.splice(index, 1);
  const next = text[at + 1];
  const label = () => text.slice(0, text[opener - 1] === "!" ? opener - 1 : opener) + text.slice(opener + 1, at);
  if (next === undefined) return label();
  if (next !== "(" && next !== "[") return at + 1;
  const end = bracketEnd(text, at + 1);
  if (end >= 0) return end;
  return text.length - at > 2048 ? at + 1 : label();
}

function bracketEnd(text, at) {
  const closer = text[at] === "(" ? ")" : "]";
  let depth = 0;
  for (let next = at; next < text.length; next += 1) {
    if (text[next] === "\\") next += 1;
    else if (text[next] === text[at]) depth += 1;
    else if (text[next] === closer && (depth -= 1) === 0) return next + 1;
  }
  return -1;
}

/** Takes in the run of marks at `at`: it closes what is open, or opens. */
function delimiterRun(text, at, openers) {
  const character = text[at];
  const end = at + runLength(text, at);
  let length = end - at;
  if (character === "~" && length < 2 && end < text.length) return end;
  const before = text[at - 1];
  const after = text[end];
  if (!isSpace(before) && !(character === "_" && isWord(after))) {
    for (let index = openers.findLastIndex((opener) => opener.character === character); index >= 0 && length > 0; ) {
      const used = Math.min(openers[index].length, length);
      length -= used;
      openers[index].length -= used;
      openers.splice(openers[index].length === 0 ? index : index + 1);
      index = openers.findLastIndex((opener) => opener.character === character);
    }
  }
  if (length > 0 && (after === undefined || (!isSpace(after) && !isWord(before)))) openers.push({ character, at: end - length, length });
  return end;
}

/** Closes what is open, the innermost first, and takes away an opener that has nothing after it yet. */
function closeAll(source, openers) {
  let text = source;
  let closers = "";
  for (const { character, at, length } of openers.toReversed()) {
    if (source.length - at > reach[character]) continue;
    if (character === "[") {
      const image = source[at - 1] === "!" ? 1 : 0;
      text = text.slice(0, at - image) + text.slice(at + 1);
    } else if (text.slice(at + length).trim() === "") {
      text = text.slice(0, at);
    } else if (length <= 3) {
      closers += character.repeat(length);
    }
  }
  return closers === "" ? text : text.trimEnd() + closers;
}
