const extensions = {
  bash: "sh", c: "c", clojure: "clj", cpp: "cpp", "c++": "cpp", cs: "cs", "c#": "cs", csharp: "cs", css: "css", csv: "csv", cjs: "cjs", dart: "dart", diff: "diff", elixir: "ex", erlang: "erl",
  fsharp: "fs", go: "go", golang: "go", graphql: "graphql", haskell: "hs", html: "html", htm: "html", ini: "ini", java: "java", javascript: "js", js: "js", json: "json",
  jsonc: "json", jsonl: "jsonl", jsx: "jsx", julia: "jl", kotlin: "kt", latex: "tex", less: "less", lua: "lua", markdown: "md", md: "md", mermaid: "mmd", mjs: "mjs", objectivec: "m",
  ocaml: "ml", patch: "diff", perl: "pl", php: "php", powershell: "ps1", protobuf: "proto", py: "py", python: "py", python3: "py", r: "r", rb: "rb", rs: "rs", ruby: "rb",
  rust: "rs", scala: "scala", scss: "scss", sh: "sh", shell: "sh", sql: "sql", svelte: "svelte", svg: "svg", swift: "swift", tex: "tex", toml: "toml", ts: "ts", tsx: "tsx", typescript: "ts",
  vue: "vue", xhtml: "html", xml: "xml", yaml: "yaml", yml: "yaml", zig: "zig", zsh: "sh",
};
const wholeNames = { dockerfile: "Dockerfile", docker: "Dockerfile", makefile: "Makefile", make: "Makefile", cmake: "CMakeLists.txt", nginx: "nginx.conf" };
/** Lines that begin most files and tell none from another. */
const boilerplate = /^(#!|<\?xml|<!doctype|["']use strict|import\b|from\s.+\simport\b|#\s*include|#\s*-\*-|using\s+[\w.]+;|package\s+[\w.]+;?$|<html|<head|<meta|<body|<svg\b|---$)/i;
const longestTitle = 72;

const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);
const languageOf = (artifact) => (artifact.language ?? "").toLowerCase();

/** Whether an artifact is a page that can be shown: HTML, or code that says it is, or an SVG drawing. */
export const isPage = (artifact) => artifact.type === "AH" || (artifact.type === "AC" && ["html", "htm", "xhtml", "svg"].includes(languageOf(artifact)));

/** What an artifact is, in a word: `"page"`, `"drawing"`, `"code"`, `"output"`, `"image"` or `"file"`. */
export function artifactKind(artifact) {
  if (artifact.type === "AO") return "output";
  if (artifact.type === "UA") return /^image\//.test(artifact.media_type ?? "") || /\.(png|jpe?g|gif|webp|avif|svg|bmp|ico)$/i.test(artifact.name ?? "") ? "image" : "file";
  if (languageOf(artifact) === "svg") return "drawing";
  return isPage(artifact) ? "page" : "code";
}

/** The name of the icon for an artifact's kind. */
export const artifactIcon = (artifact) => ({ page: "globe", drawing: "image", code: "code", output: "terminal", image: "image", file: "file" })[artifactKind(artifact)];

/** What an artifact is called: its title or name, else a page's own title, else its first line that says something. */
export function artifactTitle(artifact) {
  const given = artifact.title?.trim() || artifact.name?.trim();
  if (given) return given;
  const fallback = { page: "Web page", drawing: "Drawing", code: "Code", output: "Output", image: "Image", file: "File" }[artifactKind(artifact)];
  const content = artifact.content?.slice(0, 8_000) ?? "";
  if (isPage(artifact)) {
    const named = /<(title|h1)\b[^>]*>([^<]+)</i.exec(content)?.[2];
    return shortened(named?.replace(/\s+/g, " ").trim() ?? "") || fallback;
  }
  const lines = content.split("\n").map((line) => line.trim());
  const telling = lines.find((line) => /[\p{L}\p{N}]/u.test(line) && !boilerplate.test(line)) ?? lines.find((line) => /[\p{L}\p{N}]/u.test(line)) ?? "";
  return shortened(telling.replace(/^(\/\/+|#+|--+|\/\*+|<!--|;+|%+)\s*|\s*(\*\/|-->|\{)$/g, "").trim()) || fallback;
}

/** The name under which an artifact is saved: its own where that is one of a file, with an ending that fits its language. */
export function fileName(artifact) {
  const given = safeName(artifact.title?.trim() || artifact.name?.trim() || "");
  if (artifact.type === "UA") return given || "attachment";
  if (/\.[A-Za-z0-9]{1,8}$/.test(given)) return given;
  const language = languageOf(artifact);
  const whole = own(wholeNames, language);
  if (whole && (given === "" || given.toLowerCase() === whole.toLowerCase())) return whole;
  const extension = artifact.type === "AH" ? "html" : (own(extensions, language) ?? "txt");
  const base = given || safeName(artifactTitle(artifact)).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase().slice(0, 40).replace(/-+$/, "");
  return `${base || "artifact"}.${extension}`;
}

const shortened = (text) => (text.length > longestTitle ? `${text.slice(0, longestTitle - 1).trimEnd()}…` : text);

/** The last part of a path, without what file systems refuse. */
function safeName(text) {
  const last = text.split(/[/\\]/).filter(Boolean).at(-1) ?? "";
  return last.replace(/[\u0000-\u001f\u007f<>:"|?*\u202a-\u202e\u2066-\u2069]+/g, "").replace(/[. ]+$/, "").slice(0, 120);
}
