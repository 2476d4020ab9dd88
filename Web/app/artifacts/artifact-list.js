import { computed, defineComponent, h, nextTick, onMounted, ref } from "../../vendor/vue.js";
import { icon } from "../components/icon.js";
import { byteCount } from "../chat/format.js";
import { languageName } from "../markdown/code-languages.js";
import { artifactIcon, artifactKind, artifactTitle } from "./artifact-names.js";

const kindNames = { page: "HTML", drawing: "SVG", code: "Code", output: "Output", image: "Image", file: "File" };

/** What an artifact is made of, in a word: its language, else its kind. */
export function shownLanguage(artifact) {
  const kind = artifactKind(artifact);
  return kind === "code" ? languageName(artifact.language) || kindNames.code : kindNames[kind];
}

/**
 * The artifacts of a chat under the questions that they belong to. `groups` are `{key, heading, items: [{artifact, version, count, hasOutput}]}`. Arrows
 * move, Enter opens; with `follows` the selection goes with the arrows. Emits `select(id)`.
 */
export default defineComponent({
  name: "ArtifactList",
  props: { groups: { type: Array, required: true }, selected: String, follows: Boolean, takesFocus: Boolean },
  emits: ["select"],
  setup(props, { emit }) {
    const root = ref(null);
    const active = ref(null);
    const ids = computed(() => props.groups.flatMap(({ items }) => items.map(({ artifact }) => artifact.id)));
    const current = computed(() => [active.value, props.selected].find((id) => ids.value.includes(id)) ?? ids.value.at(-1));
    const element = (id) => root.value?.querySelector(`[data-artifact="${CSS.escape(id)}"]`);

    onMounted(() => {
      const shown = element(current.value);
      shown?.scrollIntoView({ block: "nearest" });
      if (props.takesFocus) shown?.focus({ preventScroll: true });
    });

    async function move(event) {
      const at = ids.value.indexOf(current.value);
      const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.value.length - 1 }[event.key];
      if (target === undefined && event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      if (target === undefined) return emit("select", current.value);
      active.value = ids.value[Math.min(Math.max(target, 0), ids.value.length - 1)];
      if (props.follows) emit("select", active.value);
      await nextTick();
      element(active.value)?.focus();
    }

    const option = ({ artifact, version, count, hasOutput }) => {
      const { id, live } = artifact;
      const isSelected = id === props.selected;
      return h(
        "li",
        {
          key: id,
          role: "option",
          id: `option-${id}`,
          class: ["artifact-row", { "artifact-row-open": isSelected }],
          tabindex: id === current.value ? 0 : -1,
          "aria-selected": String(isSelected),
          "data-artifact": id,
          onClick: () => {
            active.value = id;
            emit("select", id);
          },
          onFocus: () => (active.value = id),
        },
        [
          icon(artifactIcon(artifact)),
          h("span", { class: "artifact-row-words" }, [
            h("span", { class: "artifact-row-title truncate", dir: "auto" }, artifactTitle(artifact)),
            h("span", { class: "artifact-row-facts number" }, [
              h("span", shownLanguage(artifact)),
              live ? h("span", { class: "live-mark" }, "writing") : h("span", byteCount(artifact.bytes)),
              hasOutput && h("span", "with output"),
            ]),
          ]),
          count > 1 && h("span", { class: "artifact-row-version number", "aria-label": `version ${version} of ${count}`, title: `Version ${version} of ${count}` }, `${version} of ${count}`),
        ],
      );
    };

    return () =>
      h(
        "div",
        { ref: root, class: "artifact-list", role: "listbox", "aria-label": "Artifacts of this chat", onKeydown: move },
        props.groups.map(({ key, heading, items }) =>
          h("ul", { key, role: "group", "aria-labelledby": `group-${key}` }, [h("li", { id: `group-${key}`, role: "presentation", class: "artifact-group truncate", dir: "auto", title: heading }, heading), items.map(option)]),
        ),
      );
  },
});
