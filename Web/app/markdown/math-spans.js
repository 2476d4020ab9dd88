const opening = "\ufdd0";
const closing = "\ufdd1";
const masked = /\ufdd0([0-9a-f]*)\ufdd1/g;
/** What is longer is text with stray signs of money in it. */
const longestSpan = 4000;
/** Brackets that are escaped so that they are brackets. */
const bracketedWords = /^\\\[[\p{L}\p{N}]+(?:[ .,:'-]+[\p{L}\p{N}]+)*\\\]/u;
const interesting = /[`\\$]/g;

const hide = (text) => opening + Array.from(text, (character) => character.codePointAt(0).toString(16).padStart(6, "0")).join("") + closing;
const show = (digits) => digits.replace(/.{6}/g, (code) => String.fromCodePoint(parseInt(code, 16)));

/**
 * Puts `$…$`, `$$…$$`, `\(…\)` and `\[…\]` out of markdown's reach: what lies in them comes out letter for letter, with `unmaskMath`.
 * Code spans are left alone, and so are sums of money. With `open`, a `\(`, `\[` or `$$` that nothing closes yet counts to the text's end.
 */
export function maskMath(source, { open = false } = {}) {
  if (!source.includes("$") && !source.includes("\\(") && !source.includes("\\[")) return source;
  let result = "";
  let copied = 0;
  interesting.lastIndex = 0;
  for (let found = interesting.exec(source); found; found = interesting.exec(source)) {
    const at = found.index;
    if (found[0] === "`") {
      interesting.lastIndex = afterCode(source, at);
      continue;
    }
    const end = spanEnd(source, at, open);
    if (end < 0) {
      interesting.lastIndex = source[at] === "\\" || source[at + 1] === "$" ? at + 2 : at + 1;
      continue;
    }
    result += source.slice(copied, at) + hide(source.slice(at, end));
    copied = end;
    interesting.lastIndex = end;
  }
  return copied === 0 ? source : result + source.slice(copied);
}

/** The text with what `maskMath` hid put back, each piece by way of `write`. */
export function unmaskMath(text, write = (piece) => piece) {
  return text.includes(opening) ? text.replace(masked, (_, digits) => write(show(digits))) : text;
}

/** The offset after the code span that begins at `at`, or after the run of backticks when it is none. */
function afterCode(source, at) {
  let end = at;
  while (source[end] === "`") end += 1;
  const run = end - at;
  for (let next = source.indexOf("`", end); next >= 0; ) {
    let after = next;
    while (source[after] === "`") after += 1;
    if (after - next === run) return after;
    next = source.indexOf("`", after);
  }
  return end;
}

/** The offset after the math that begins at `at`, or -1. */
function spanEnd(source, at, open) {
  if (source[at] === "\\") {
    if (source[at + 1] === "(") return delimited(source, at, "\\)", open);
    return source[at + 1] === "[" && !bracketedWords.test(source.slice(at, at + 100)) ? delimited(source, at, "\\]", open) : -1;
  }
  return source[at + 1] === "$" ? delimited(source, at, "$$", open) : dollars(source, at);
}

function delimited(source, at, closer, open) {
  const window = source.slice(at, at + longestSpan);
  const close = window.indexOf(closer, 2);
  const length = close < 0 ? (open && window.length < longestSpan ? window.length : -1) : close + 2;
  return length < 0 || /\n[ \t]*\n/.test(window.slice(0, length)) ? -1 : at + length;
}

/** By pandoc's rule: no blank after the first sign or before the last, and no digit after the last. */
function dollars(source, at) {
  if (/[\s$]/.test(source[at + 1] ?? " ") || /[\w\\]/.test(source[at - 1] ?? " ")) return -1;
  for (let end = at + 1; end < source.length && end - at < longestSpan; end += 1) {
    const character = source[end];
    if (character === "\\") end += 1;
    else if (character === "`" || (character === "\n" && /^[ \t]*\n/.test(source.slice(end + 1, end + 200)))) return -1;
    else if (character === "$") return /\s/.test(source[end - 1]) || /[\d$]/.test(source[end + 1] ?? " ") ? -1 : end + 1;
  }
  return -1;
}
