/** What writers call languages, and what the highlighter calls them; `text` is not coloured. */
const aliases = {
  "c#": "cs", "c++": "cpp", "f#": "fsharp", asm: "x86asm", assembly: "x86asm", bat: "dos", batch: "dos", cjs: "javascript", cmd: "dos", console: "shell",
  csharp: "cs", cuda: "cpp", docker: "dockerfile", golang: "go", gql: "graphql", hcl: "ini", htm: "xml", html: "xml", json5: "json", jsonc: "json", jsonl: "json", jsx: "javascript",
  kt: "kotlin", ksh: "bash", latex: "tex", mdx: "markdown", mjs: "javascript", ndjson: "json", objc: "objectivec", "objective-c": "objectivec", patch: "diff", plain: "text",
  plaintext: "text", postgres: "pgsql", postgresql: "pgsql", proto: "protobuf", ps: "powershell", ps1: "powershell", pwsh: "powershell", py3: "python", python3: "python", rlang: "r",
  sass: "scss", "shell-session": "shell", shellscript: "bash", sqlite: "sql", svelte: "xml", svg: "xml", terminal: "shell", terraform: "ini", tf: "ini", toml: "ini", tsx: "typescript",
  txt: "text", vb: "vbnet", viml: "vim", vue: "xml", xhtml: "xml", yml: "yaml", zsh: "bash",
};

const names = {
  asm: "Assembly", bash: "Bash", c: "C", clojure: "Clojure", cmake: "CMake", cpp: "C++", cs: "C#", csharp: "C#", css: "CSS", csv: "CSV", dart: "Dart", diff: "Diff",
  dockerfile: "Dockerfile", elixir: "Elixir", erlang: "Erlang", fsharp: "F#", go: "Go", graphql: "GraphQL", haskell: "Haskell", html: "HTML", http: "HTTP", ini: "INI", java: "Java",
  javascript: "JavaScript", js: "JavaScript", json: "JSON", jsonc: "JSON", jsonl: "JSON Lines", jsx: "JSX", julia: "Julia", kotlin: "Kotlin", kt: "Kotlin", latex: "LaTeX", less: "Less",
  lua: "Lua", makefile: "Makefile", markdown: "Markdown", md: "Markdown", mermaid: "Mermaid", mjs: "JavaScript", nginx: "nginx", objectivec: "Objective-C", ocaml: "OCaml",
  patch: "Diff", perl: "Perl", php: "PHP", plaintext: "Text", powershell: "PowerShell", proto: "Protocol Buffers", protobuf: "Protocol Buffers", py: "Python", python: "Python",
  python3: "Python", r: "R", rb: "Ruby", rs: "Rust", ruby: "Ruby", rust: "Rust", sass: "Sass", scala: "Scala", scss: "SCSS", sh: "Shell", shell: "Shell", sql: "SQL", svelte: "Svelte",
  svg: "SVG", swift: "Swift", tex: "TeX", text: "Text", toml: "TOML", ts: "TypeScript", tsx: "TSX", txt: "Text", typescript: "TypeScript", vue: "Vue", xml: "XML", yaml: "YAML",
  yml: "YAML", zig: "Zig", zsh: "Zsh",
};

const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);

/** What the highlighter calls a language, or `null` when there is nothing to colour. */
export function highlighterLanguage(language) {
  const word = String(language ?? "").trim().toLowerCase();
  const name = own(aliases, word) ?? word;
  return name === "" || name === "text" ? null : name;
}

/** How a language is shown to people. */
export const languageName = (language) => (language ? own(names, language) ?? language : "");

/** `{language, title}` of what stands behind an opening fence, each `null` when it is not there; the words that the server reads too. */
export function readFenceInfo(info) {
  const [first = ""] = info.trim().split(/[ \t]+/);
  const colon = first.indexOf(":");
  const named = colon > 0 ? first.slice(colon + 1) : "";
  const language = (colon > 0 ? first.slice(0, colon) : first).replace(/^[{.]+/, "").replace(/[},]/g, "").toLowerCase();
  const given = /(?:^|[ \t,{])(?:title|filename|file)=(?:"([^"]*)"?|'([^']*)'?|([^ }]*))/.exec(info);
  const title = given ? given[1] ?? given[2] ?? given[3] : named;
  return { language: language === "" || language.includes("=") ? null : language, title: title || null };
}
