import { defineComponent, h, ref } from "../../vendor/vue.js";
import { icon } from "../components/icon.js";
import MenuButton from "../components/menu-button.js";
import ModalDialog from "../components/modal-dialog.js";
import { fieldTime, isLast, lastRanges, rangeLabel } from "./time-range.js";

/** Chooses what is shown: one of the ranges that end now, or any two times. Asks with `choose`. */
export default defineComponent({
  name: "RangePicker",
  props: { range: { type: Object, required: true }, limits: { type: Object, required: true } },
  emits: ["choose"],
  setup(props, { emit, expose }) {
    const isAsking = ref(false);
    const fields = ref({ from: "", to: "" });
    const problem = ref("");

    const ask = () => {
      fields.value = { from: fieldTime(props.limits.from), to: fieldTime(props.limits.to) };
      problem.value = "";
      isAsking.value = true;
    };
    const apply = () => {
      const [from, to] = [fields.value.from, fields.value.to].map((text) => new Date(text).getTime() / 1_000);
      if (!Number.isFinite(from) || !Number.isFinite(to)) problem.value = "Both times are needed.";
      else if (to <= from) problem.value = "The end has to come after the beginning.";
      else if (from * 1_000 > Date.now()) problem.value = "This lies in the future.";
      else {
        isAsking.value = false;
        emit("choose", { from, to });
      }
    };
    expose({ ask });

    const isChosen = (range) => range.key === props.range.key;
    const walk = (event) => {
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const all = [...event.currentTarget.querySelectorAll("[role=radio]")];
      const next = all[(all.indexOf(document.activeElement) + by + all.length) % all.length];
      next.focus();
      next.click();
    };

    const segments = () =>
      h(
        "div",
        { class: "range-segments", role: "radiogroup", "aria-label": "Time range", onKeydown: walk },
        lastRanges.map((range, index) =>
          h(
            "button",
            {
              type: "button",
              role: "radio",
              class: "range-segment number",
              "aria-label": range.label,
              "aria-checked": String(isChosen(range)),
              tabindex: isChosen(range) || (!isLast(props.range) && index === 0) ? 0 : -1,
              title: range.label,
              onClick: () => emit("choose", range),
            },
            range.short,
          ),
        ),
      );

    const menu = () =>
      h(
        MenuButton,
        {
          label: `Time range: ${rangeLabel(props.range)}`,
          class: "range-menu",
          buttonClass: "button button-quiet range-button",
          items: [...lastRanges.map((range) => ({ label: range.label, checked: isChosen(range), run: () => emit("choose", range) })), { label: "From … to …", checked: !isLast(props.range), run: ask }],
        },
        { default: () => [icon("clock"), h("span", { class: "truncate" }, rangeLabel(props.range)), icon("chevronDown")] },
      );

    const custom = () =>
      h("button", { type: "button", class: ["button", "button-quiet", "range-custom", { "range-custom-chosen": !isLast(props.range) }], title: "Choose two times", onClick: ask }, [icon("clock"), isLast(props.range) ? "From … to …" : rangeLabel(props.range)]);

    const field = (name, label) =>
      h("label", { class: "range-field" }, [
        label,
        h("input", { class: "field", type: "datetime-local", value: fields.value[name], required: true, "aria-describedby": problem.value ? "range-problem" : undefined, onInput: (event) => (fields.value = { ...fields.value, [name]: event.target.value }) }),
      ]);

    return () =>
      h("div", { class: "range-picker" }, [
        segments(),
        custom(),
        menu(),
        isAsking.value &&
          h(
            ModalDialog,
            { title: "Time range", onClose: () => (isAsking.value = false) },
            {
              default: () =>
                h(
                  "form",
                  {
                    id: "range-form",
                    class: "range-form",
                    novalidate: true,
                    onSubmit: (event) => {
                      event.preventDefault();
                      apply();
                    },
                  },
                  [field("from", "From"), field("to", "To"), h("p", { id: "range-problem", class: "range-problem", role: "alert" }, problem.value), h("p", { class: "range-hint" }, "In your time zone. The server keeps fourteen days, from the start of its process.")],
                ),
              actions: ({ close }) => [h("button", { type: "button", class: "button", onClick: close }, "Cancel"), h("button", { type: "submit", form: "range-form", class: "button button-primary" }, "Show")],
            },
          ),
      ]);
  },
});
