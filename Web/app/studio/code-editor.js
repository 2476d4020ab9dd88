/** What the library colours by default, in the page's own colours: so its grammars and our themes know nothing of each other. */
const coloursOfTokens = {
  "#708": "var(--code-keyword)",
  "#219": "var(--code-number)",
  "#164": "var(--code-number)",
  "#a11": "var(--code-string)",
  "#e40": "var(--code-string)",
  "#00f": "var(--code-function)",
  "#30a": "var(--code-variable)",
  "#085": "var(--code-type)",
  "#167": "var(--code-type)",
  "#256": "var(--code-variable)",
  "#00c": "var(--code-function)",
  "#940": "var(--code-comment)",
  "#404740": "var(--code-comment)",
};

const dialects = { postgres: "PostgreSQL", sqlserver: "MSSQL", sqlite: "SQLite" };

let loading = null;

/** The library, read when the first editor is opened. */
function loadEditor() {
  loading ??= import("../../vendor/codemirror.js").catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function grammarOf(dialect) {
  if (dialect === "pyspark") return (await import("../../vendor/codemirror-python.js")).python();
  const { sql, StandardSQL, ...named } = await import("../../vendor/codemirror-sql.js");
  return sql({ dialect: named[dialects[dialect]] ?? StandardSQL, upperCaseKeywords: true });
}

/**
 * An editor for one block in `host`, which gets a shadow tree: the page's policy forbids style elements, and only there the library does without.
 * `onPick(offset)` hears where was clicked, `onCommit()` and `onLeave()` the keys that end a change.
 * Resolves with `{setText, setMarks, setFirstLine, setEditable, text, reveal, focus, destroy}`.
 */
export async function openEditor(host, { text, dialect, label, firstLine = 1, onPick = () => {}, onCommit = () => {}, onLeave = () => {}, onChange = () => {} }) {
  const [library, grammar] = await Promise.all([loadEditor(), grammarOf(dialect)]);
  const { Compartment, Decoration, EditorState, EditorView, HighlightStyle, StateEffect, StateField, defaultHighlightStyle, defaultKeymap, history, historyKeymap, keymap, lineNumbers, syntaxHighlighting } = library;
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.replaceChildren();

  const markEffect = StateEffect.define();
  const marks = StateField.define({
    create: () => Decoration.none,
    update(value, transaction) {
      const mapped = value.map(transaction.changes);
      const effect = transaction.effects.find((candidate) => candidate.is(markEffect));
      if (!effect) return mapped;
      const length = transaction.state.doc.length;
      const ranges = effect.value.filter(({ from, to }) => from < to && to <= length).map(({ from, to, kind }) => Decoration.mark({ class: `cm-${kind}` }).range(from, to));
      return Decoration.set(ranges, true);
    },
    provide: (field) => EditorView.decorations.from(field),
  });

  const numbers = new Compartment();
  const access = new Compartment();
  const numbersFrom = (first) => lineNumbers({ formatNumber: (line) => String(line + first - 1) });
  const accessOf = (isEditable) => [EditorView.editable.of(isEditable), EditorState.readOnly.of(!isEditable), EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": String(!isEditable), spellcheck: "false", tabindex: "0" })];

  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        numbers.of(numbersFrom(firstLine)),
        access.of(accessOf(false)),
        history(),
        keymap.of([
          { key: "Mod-Enter", run: () => (onCommit(), true) },
          { key: "Mod-s", preventDefault: true, run: () => (onCommit(), true) },
          { key: "Escape", run: () => (onLeave(), true) },
          { key: "Enter", run: (editor) => editor.state.readOnly && (onPick(editor.state.selection.main.head), true) },
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        grammar,
        syntaxHighlighting(HighlightStyle.define(defaultHighlightStyle.specs.map(({ tag, color, ...style }) => ({ ...style, tag, color: coloursOfTokens[color] ?? "inherit" })))),
        marks,
        EditorView.theme(theme),
        EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
        EditorView.domEventHandlers({
          // The browser would keep the look of what is replaced by inline styles, which the page's policy forbids.
          beforeinput(event, editor) {
            if (event.inputType !== "insertText" || event.isComposing || event.data === null || editor.state.readOnly) return false;
            editor.dispatch(editor.state.update(editor.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true }));
            return true;
          },
          click(event, editor) {
            const offset = editor.posAtCoords({ x: event.clientX, y: event.clientY });
            if (offset !== null && editor.state.selection.main.empty) onPick(offset);
          },
        }),
      ],
    }),
  });

  return {
    get text() {
      return view.state.doc.toString();
    },
    /** Replaces the text; what is the same stays, so nothing flickers. */
    setText(next) {
      const before = view.state.doc.toString();
      if (before === next) return;
      let start = 0;
      while (start < before.length && start < next.length && before[start] === next[start]) start += 1;
      let end = 0;
      while (end < before.length - start && end < next.length - start && before.at(-1 - end) === next.at(-1 - end)) end += 1;
      view.dispatch({ changes: { from: start, to: before.length - end, insert: next.slice(start, next.length - end) } });
    },
    /** `[{from, to, kind}]`, `kind` is `"linked"` or `"lit"`. */
    setMarks: (list) => view.dispatch({ effects: markEffect.of(list) }),
    setFirstLine: (first) => view.dispatch({ effects: numbers.reconfigure(numbersFrom(first)) }),
    setEditable: (isEditable) => view.dispatch({ effects: access.reconfigure(accessOf(isEditable)) }),
    /** Where an offset stands in the window, for the one who scrolls. */
    coordinates: (offset) => view.coordsAtPos(Math.min(offset, view.state.doc.length)),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

const theme = {
  "&": { color: "var(--code-ink)", backgroundColor: "transparent", fontSize: "var(--text-small)" },
  "&.cm-focused": { outline: "none" },
  ".cm-content:focus-visible": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--font-code)", fontFeatureSettings: "\"liga\" 0, \"calt\" 0", lineHeight: "1.6", overflowX: "auto", scrollbarWidth: "thin" },
  ".cm-content": { padding: "var(--space-1) 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 var(--space-3) 0 var(--space-2)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-faint)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.6rem", padding: "0 var(--space-1) 0 var(--space-2)" },
  ".cm-linked": { cursor: "pointer", borderBottom: "1px dotted var(--line-strong)" },
  ".cm-linked:hover": { backgroundColor: "var(--surface-hover)" },
  ".cm-lit": { backgroundColor: "var(--mark)", borderRadius: "2px" },
  ".cm-content ::selection": { backgroundColor: "var(--selection)" },
};
