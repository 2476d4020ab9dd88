import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref, watch } from "../../vendor/vue.js";
import CopyButton from "../components/copy-button.js";
import { icon } from "../components/icon.js";
import { iconButton } from "../components/icon-button.js";
import { openEditor } from "./code-editor.js";
import { spanAt } from "./code-spans.js";

const statusWords = { pending: "waiting", in_progress: "being written", completed: "done", error: "failed" };

/**
 * One block of the code: its head says how it stands and folds it, its text is shown by the editor. `spans` are the pieces that come from cells, `lit` those to
 * light up. Emits `pick(span)` for a piece that is clicked, `keep(text)` and `release` for a person's change. Exposes `reveal(offset)`.
 */
export default defineComponent({
  name: "CodeBlock",
  props: {
    block: { type: Object, required: true },
    title: { type: String, required: true },
    dialect: { type: String, required: true },
    firstLine: { type: Number, required: true },
    spans: { type: Array, default: () => [] },
    lit: { type: Array, default: () => [] },
    isPointedAt: Boolean,
    isSaving: Boolean,
    isRunning: Boolean,
  },
  emits: ["pick", "keep", "release", "refine"],
  setup(props, { emit, expose }) {
    const host = ref(null);
    const section = ref(null);
    const isFolded = ref(false);
    const isEditing = ref(false);
    const isPlain = ref(false);
    const isOpened = ref(false);
    const draft = ref("");
    let editor = null;
    let isGone = false;

    const isKept = computed(() => props.block.edited === true);
    const hasText = computed(() => Boolean(props.block.sql));

    const marks = () => [
      ...props.spans.map(({ from, to }) => ({ from, to, kind: "linked" })),
      ...props.lit.map(({ from, to }) => ({ from, to, kind: "lit" })),
    ];

    async function mount() {
      const place = host.value;
      if (editor !== null || !place) return;
      try {
        const opened = await openEditor(place, {
          text: props.block.sql,
          dialect: props.dialect,
          label: `Code of ${props.title}`,
          firstLine: props.firstLine,
          onPick: (offset) => {
            const span = isEditing.value ? null : spanAt(props.spans, offset);
            if (span) emit("pick", span);
          },
          onCommit: () => isEditing.value && keep(),
          onLeave: () => isEditing.value && leave(),
          onChange: (text) => (draft.value = text),
        });
        if (isGone || editor !== null || host.value !== place) return opened.destroy();
        editor = opened;
        editor.setText(props.block.sql);
        editor.setMarks(marks());
        editor.setFirstLine(props.firstLine);
        isOpened.value = true;
        // Who was faster than the library is not left waiting.
        if (isEditing.value) begin();
      } catch {
        // Without its library the code is shown as it is.
        isPlain.value = true;
      }
    }

    watch(() => props.block.sql, (sql) => isEditing.value || editor?.setText(sql));
    watch(() => props.firstLine, (first) => editor?.setFirstLine(first));
    watch(() => [props.spans, props.lit], () => isEditing.value || editor?.setMarks(marks()));
    // A block that is written again has no text for a while, and no place for its editor.
    watch(hasText, async (has) => {
      await nextTick();
      if (has) return mount();
      editor?.destroy();
      editor = null;
      isOpened.value = false;
    });
    onMounted(() => hasText.value && mount());
    onBeforeUnmount(() => {
      isGone = true;
      editor?.destroy();
    });

    async function edit() {
      isFolded.value = false;
      isEditing.value = true;
      draft.value = props.block.sql;
      await nextTick();
      begin();
    }

    function begin() {
      editor?.setMarks([]);
      editor?.setEditable(true);
      editor?.focus();
    }

    function leave() {
      isEditing.value = false;
      editor?.setEditable(false);
      editor?.setText(props.block.sql);
      editor?.setMarks(marks());
    }

    function keep() {
      const text = draft.value.replace(/\n+$/, "");
      if (text === props.block.sql) return leave();
      isEditing.value = false;
      editor?.setEditable(false);
      // What could not be kept is not thrown away.
      emit("keep", text, () => {
        isEditing.value = true;
        editor?.setEditable(true);
      });
    }

    async function reveal(offset = 0) {
      isFolded.value = false;
      await nextTick();
      const at = editor?.coordinates(offset);
      const scroller = section.value.closest(".code-scroller");
      if (!at || !scroller) return section.value.scrollIntoView({ block: "nearest" });
      const box = scroller.getBoundingClientRect();
      if (at.top < box.top + 48 || at.bottom > box.bottom - 16) scroller.scrollTop += at.top - box.top - box.height / 3;
    }
    expose({ reveal });

    const failure = () => {
      const { message, suggestion } = props.block.problem ?? { message: "Nothing was written", suggestion: "resume the generation" };
      return [h("p", { class: "code-block-problem" }, message), h("p", suggestion)];
    };

    const actions = () => {
      if (isEditing.value) {
        return [
          h("button", { type: "button", class: "button button-quiet", onClick: leave }, "Cancel"),
          h("button", { type: "button", class: "button button-primary", title: "Ctrl+Enter", onClick: keep }, "Keep"),
        ];
      }
      if (!hasText.value) return null;
      return [
        h(CopyButton, { text: () => props.block.sql, label: `Copy ${props.title}` }),
        iconButton("retry", `Refine ${props.title}`, { class: "icon-button-small", disabled: props.isRunning, onClick: () => emit("refine") }),
        isKept.value && iconButton("unlock", `Release ${props.title}: the generator may write it again`, { class: "icon-button-small", disabled: props.isSaving || props.isRunning, onClick: () => emit("release") }),
        iconButton("edit", `Edit ${props.title}`, { class: "icon-button-small", disabled: props.isSaving || props.isRunning || isPlain.value, onClick: edit }),
      ];
    };

    return () =>
      h("section", { ref: section, class: ["code-block-section", `code-block-${props.block.status}`, { "code-block-pointed": props.isPointedAt, "code-block-editing": isEditing.value }], "aria-label": props.title }, [
        h("header", { class: "code-block-top" }, [
          h("button", { type: "button", class: "code-block-fold", "aria-expanded": String(!isFolded.value), onClick: () => (isFolded.value = !isFolded.value) }, [
            h("span", { class: ["code-block-twist", { "code-block-twist-open": !isFolded.value }] }, icon("chevronRight")),
            h("span", { class: "code-block-name" }, props.title),
          ]),
          h("span", { class: `code-block-status status-${props.block.status}` }, [
            props.block.status === "in_progress" ? h("span", { class: "pulse", "aria-hidden": "true" }) : props.block.status === "completed" ? icon("check") : props.block.status === "error" ? icon("alert") : null,
            statusWords[props.block.status] ?? props.block.status,
          ]),
          isKept.value && h("span", { class: "code-block-kept", title: "A person wrote this; later runs leave it as it is" }, "kept by hand"),
          h("span", { class: "composer-space" }),
          actions(),
        ]),
        h("div", { class: "code-block-body", hidden: isFolded.value }, [
          hasText.value ? [!isOpened.value && h("pre", { class: "code-block-plain" }, props.block.sql), !isPlain.value && h("div", { ref: host, class: "code-host" })] : h("div", { class: "code-block-empty quiet" }, props.block.status === "in_progress" ? h("div", { class: "skeleton skeleton-54" }) : props.block.status === "error" ? failure() : "Not written yet"),
        ]),
      ]);
  },
});
