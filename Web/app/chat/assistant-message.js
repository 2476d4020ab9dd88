import { computed, defineComponent, h } from "../../vendor/vue.js";
import CopyButton from "../components/copy-button.js";
import { icon } from "../components/icon.js";
import { iconButton } from "../components/icon-button.js";
import { cost, duration, shortCount, wholeCount } from "./format.js";
import MarkdownText from "./markdown-text.js";

const failures = {
  "provider.timeout": "The model did not answer in time.",
  "provider.overloaded": "The model's provider is overloaded.",
  "provider.rate_limited": "The model's provider refuses more requests for now.",
  "provider.refused": "The model's provider refused the request.",
  "provider.cut": "The model's answer broke off.",
  "provider.malformed": "The model's provider answered something unreadable.",
  "run.lost": "The answer's worker was lost.",
};

/** An answer: its text, what went wrong, and what it cost. `live` while it is being written. Emits `retry`, `open(index)` of its code blocks and `trace`. */
export default defineComponent({
  name: "AssistantMessage",
  props: { message: { type: Object, required: true }, live: Object, canRetry: Boolean },
  emits: ["retry", "open", "trace"],
  setup(props, { emit }) {
    const text = computed(() => (props.live ? (props.live.revision.value, props.live.text) : props.message.content));
    const isWaiting = computed(() => props.message.status === "streaming" && text.value === "");

    const reasoning = () => {
      const thought = props.live && (props.live.revision.value, props.live.state.reasoning);
      return thought ? h("details", { class: "reasoning" }, [h("summary", "Reasoning"), h("div", { class: "reasoning-text", dir: "auto" }, thought)]) : null;
    };

    const tools = () => {
      const called = props.live ? (props.live.revision.value, props.live.state.tools) : [];
      return called.map((tool) =>
        h("p", { key: tool.call, class: "tool-call" }, [icon("terminal"), h("code", tool.name), tool.ms === undefined ? "called" : tool.ok ? `answered in ${duration(tool.ms)}` : "failed"]),
      );
    };

    const waiting = () => {
      const isQueued = !props.live || props.live.status === "queued";
      return h("p", { class: "message-waiting quiet" }, [h("span", { class: "pulse", "aria-hidden": "true" }), props.live || !isQueued ? (isQueued ? "Waiting for the model" : "Thinking") : "Waits for the answer before it"]);
    };

    const failure = () => {
      const { status, failure: reason } = props.message;
      if (status === "cancelled") return h("p", { class: "message-note" }, [icon("stop"), text.value === "" ? "Stopped before anything was written." : "Stopped. What was written is kept."]);
      if (status !== "failed") return null;
      return h("div", { class: "message-failure", role: "alert" }, [
        icon("alert"),
        h("div", [
          h("p", failures[reason?.code] ?? "The answer failed."),
          reason?.message && h("p", { class: "quiet" }, reason.message),
          text.value !== "" && h("p", { class: "quiet" }, "What was written before is kept."),
        ]),
        props.canRetry && h("button", { type: "button", class: "button", onClick: () => emit("retry") }, [icon("retry"), "Try again"]),
      ]);
    };

    const facts = () => {
      const { model, total_tokens, prompt_tokens, completion_tokens, estimated, time_to_first_token_ms, response_time_ms } = props.message;
      const parts = [model && h("span", { class: "truncate" }, model)];
      if (total_tokens !== null && total_tokens !== undefined) {
        const exact = `${wholeCount(prompt_tokens ?? 0)} in, ${wholeCount(completion_tokens ?? 0)} out${estimated ? ", estimated" : ""}`;
        parts.push(h("span", { class: "number", title: exact }, `${estimated ? "≈ " : ""}${shortCount(total_tokens)} tokens`));
        parts.push(h("span", { class: "number", title: "What the provider charges" }, cost(props.message.cost)));
      }
      if (time_to_first_token_ms !== null && time_to_first_token_ms !== undefined) {
        parts.push(h("span", { class: "number", title: "Time to first token" }, `first token ${duration(time_to_first_token_ms)}`));
      }
      if (response_time_ms) parts.push(h("span", { class: "number", title: "Time to the last token" }, `whole ${duration(response_time_ms)}`));
      return h("p", { class: "message-facts" }, parts.filter(Boolean));
    };

    return () => {
      const isEnded = props.message.status !== "streaming";
      return h(
        "article",
        {
          class: ["message", "message-assistant", { "message-live": props.live && !isEnded }],
          "aria-label": "Answer",
          "aria-busy": isEnded ? undefined : "true",
          "data-message": props.message.id,
          "onCode-open": (event) => emit("open", event.detail.index),
        },
        [
          reasoning(),
          tools(),
          isWaiting.value ? waiting() : h(MarkdownText, isEnded ? { text: props.message.content } : { live: props.live, text: text.value }),
          props.live?.error.value && h("p", { class: "message-failure", role: "alert" }, [icon("alert"), props.live.error.value.message]),
          failure(),
          isEnded &&
            h("footer", { class: "message-foot" }, [
              facts(),
              h("div", { class: "message-actions" }, [
                h(CopyButton, { text: () => props.message.content, label: "Copy the answer" }),
                props.canRetry && iconButton("retry", "Ask again", { class: "icon-button-small", onClick: () => emit("retry") }),
                iconButton("lineage", "Where this answer came from", { class: "icon-button-small", onClick: () => emit("trace") }),
              ]),
            ]),
        ],
      );
    };
  },
});
