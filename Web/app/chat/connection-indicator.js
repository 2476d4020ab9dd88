import { computed, defineComponent, h, onBeforeUnmount, ref, watch } from "../../vendor/vue.js";
import { useApplication } from "../state/application.js";

/** Whether the server is reached, quietly: a dot, and words when it is not. While it reconnects, a click tries at once. */
export default defineComponent({
  name: "ConnectionIndicator",
  setup() {
    const { connection } = useApplication();
    const now = ref(Date.now());
    let ticking = null;
    watch(
      connection.status,
      (status) => {
        clearInterval(ticking);
        if (status !== "reconnecting") return;
        now.value = Date.now();
        ticking = setInterval(() => (now.value = Date.now()), 500);
      },
      { immediate: true },
    );
    onBeforeUnmount(() => clearInterval(ticking));

    const seconds = computed(() => Math.max(0, Math.ceil((connection.retryAt.value - now.value) / 1_000)));
    const words = computed(() => ({ live: "Live", offline: "Offline", reconnecting: "Reconnecting" })[connection.status.value]);
    return () => {
      const status = connection.status.value;
      const detail = status === "reconnecting" && seconds.value > 0 ? ` in ${seconds.value} s` : "";
      return h("div", { class: ["connection", `connection-${status}`] }, [
        h("span", { class: "connection-dot", "aria-hidden": "true" }),
        // The count of seconds is for the eye; told aloud, only the change of state is news.
        h("span", { class: "connection-words", role: "status", "aria-label": `Connection: ${words.value}` }, [words.value, h("span", { "aria-hidden": "true", class: "number" }, detail)]),
        status === "reconnecting" && h("button", { type: "button", class: "connection-retry", onClick: () => connection.wake() }, "Now"),
      ]);
    };
  },
});
