import { computed, defineComponent, h, onBeforeUnmount, onMounted, ref, shallowReactive, shallowRef, watch } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";
import { icon } from "../components/icon.js";
import { iconButton } from "../components/icon-button.js";
import { navigate, route } from "../router.js";
import { registerShortcuts } from "../shortcuts.js";
import { useApplication } from "../state/application.js";
import { chartPanel, charts } from "./chart-catalogue.js";
import ChartDialog from "./chart-dialog.js";
import { useChartTheme } from "./chart-theme.js";
import CounterTile from "./counter-tile.js";
import { countersOf } from "./counters.js";
import MetricChart from "./metric-chart.js";
import { MetricFeed } from "./metric-feed.js";
import ModelSpendTable from "./model-spend-table.js";
import ProcessStrip from "./process-strip.js";
import RangePicker from "./range-picker.js";
import { clock, isLast, lastRanges, parseRange, rangeQuery, usualRange, zoomed } from "./time-range.js";

const counterCount = 8;
/** A pointer that rests this long on a chart is not read any more. */
const restingMs = 30_000;

/** The server as it runs: counters, charts over a range that moves with time, spend by model. Asks with `show-chats` for the list of chats. */
export default defineComponent({
  name: "OperationsView",
  props: { client: { type: Object, required: true } },
  emits: ["show-chats"],
  setup(props, { emit }) {
    const { preferences, connection } = useApplication();
    const feed = new MetricFeed({ client: props.client });
    const { state } = feed;
    const theme = useChartTheme();
    const library = shallowRef(null);
    const isLibraryMissing = ref(false);
    const picker = ref(null);
    const isLive = ref(true);
    const isHeld = ref(false);
    const inspected = ref(null);
    const enlarged = shallowRef(null);
    const hidden = shallowReactive(new Map());
    const widerRanges = [];
    let restTimer = null;

    const range = computed(() => parseRange(route.value.query ?? ""));
    const isMoving = computed(() => isLive.value && isLast(range.value));
    const watched = computed(() => ({ now: state.updatedAt, since: state.facts?.startedAt ?? null }));
    const panels = computed(() => {
      if (state.window === null) return [];
      return charts.map((chart) => chartPanel(chart, state.window, watched.value)).filter(({ lines }) => lines.length > 0);
    });
    const counters = computed(() => (state.window === null ? [] : countersOf({ window: state.window, before: state.earlier, watched: watched.value })));

    const choose = (next) => {
      inspected.value = null;
      if (isLast(next)) {
        widerRanges.length = 0;
        isLive.value = true;
      }
      navigate({ view: "operations", query: rangeQuery(next) });
    };
    const zoom = (first, second) => {
      widerRanges.push(range.value);
      choose(zoomed(first, second));
    };
    const widen = () => {
      if (isLast(range.value)) return;
      const wider = widerRanges.pop() ?? usualRange;
      inspected.value = null;
      navigate({ view: "operations", query: rangeQuery(wider) });
    };
    const neighbour = (by) => {
      const at = lastRanges.indexOf(range.value);
      choose(lastRanges[at < 0 ? 1 : Math.min(lastRanges.length - 1, Math.max(0, at + by))]);
    };

    const setLive = (live) => {
      isLive.value = live;
      feed.setLive(live);
    };

    /** Figures do not move away under a pointer that reads them. */
    const inspect = (time) => {
      inspected.value = time;
      clearTimeout(restTimer);
      if (time === null) return rest();
      isHeld.value = true;
      feed.hold("inspected");
      restTimer = setTimeout(rest, restingMs);
    };
    function rest() {
      isHeld.value = false;
      feed.release("inspected");
    }

    const toggle = (chart, key) => {
      const keys = new Set(hidden.get(chart.id));
      if (!keys.delete(key)) keys.add(key);
      hidden.set(chart.id, keys);
    };

    const followVisibility = () => (document.hidden ? feed.hold("unseen") : feed.release("unseen"));
    const loadLibrary = async () => {
      if (library.value) return;
      try {
        const { echarts } = await import("../../vendor/echarts.js");
        // A canvas measures its text with the fonts that are there.
        await document.fonts.ready;
        library.value = echarts;
        isLibraryMissing.value = false;
      } catch {
        isLibraryMissing.value = true;
      }
    };
    const refresh = () => {
      loadLibrary();
      feed.refresh();
    };

    watch(range, (next) => feed.show(next), { immediate: true });
    watch(isLive, (live) => feed.setLive(live));
    watch(connection.status, (status) => status === "live" && (state.failure || isLibraryMissing.value) && refresh());
    onMounted(() => {
      followVisibility();
      document.addEventListener("visibilitychange", followVisibility);
      loadLibrary();
    });
    const dispose = registerShortcuts("Operations", [
      { keys: "p", label: "Pause, go on", run: () => isLast(range.value) && setLive(!isLive.value) },
      { keys: "r", label: "Read now", run: refresh },
      { keys: "[", label: "Shorter range", run: () => neighbour(-1) },
      { keys: "]", label: "Longer range", run: () => neighbour(1) },
      { keys: "t", label: "Choose two times", run: () => picker.value.ask() },
      { keys: "escape", label: "Back from a part to the range before", run: widen },
    ]);
    onBeforeUnmount(() => {
      dispose();
      clearTimeout(restTimer);
      document.removeEventListener("visibilitychange", followVisibility);
      feed.close();
    });

    const chartProperties = ({ chart, lines, times, step }) => ({
      chart,
      lines,
      times,
      step,
      limits: state.limits,
      theme: theme.value,
      library: library.value,
      isLibraryMissing: isLibraryMissing.value,
      inspected: inspected.value,
      hidden: hidden.get(chart.id) ?? none,
      onInspect: inspect,
      onZoom: zoom,
      onWiden: widen,
      onToggle: (key) => toggle(chart, key),
    });

    const liveButton = () => {
      if (!isLast(range.value)) return h("button", { type: "button", class: "button button-quiet live", title: "Back to a range that ends now", onClick: () => choose(usualRange) }, [icon("play"), "To now"]);
      const [name, words] = state.failure && state.window ? ["stale", "Stale"] : !isLive.value ? ["paused", "Paused"] : isHeld.value ? ["held", "Held"] : ["live", "Live"];
      const title = { stale: "The server is not reached; these are the last figures", paused: "Go on", held: "Figures wait while you read a chart", live: "Pause" }[name];
      return h("button", { type: "button", class: `button button-quiet live live-${name}`, "aria-pressed": String(isLive.value), "aria-label": "Live", title: `${title} (P)`, onClick: () => setLive(!isLive.value) }, [
        isLive.value ? h("span", { class: "live-dot", "aria-hidden": "true" }) : icon("pause"),
        words,
      ]);
    };

    const head = () =>
      h("header", { class: "bar operations-bar" }, [
        !preferences.isSidebarOpen && iconButton("sidebar", "Show the chats", { class: "bar-chats", onClick: () => emit("show-chats") }),
        iconButton("sidebar", "Chats", { class: "bar-drawer", onClick: () => emit("show-chats") }),
        h("h1", { class: "bar-title truncate" }, "Operations"),
        h(RangePicker, { ref: picker, range: range.value, limits: state.limits ?? { from: Date.now() / 1_000 - usualRange.seconds, to: Date.now() / 1_000 }, onChoose: choose }),
        liveButton(),
      ]);

    const staleNote = () => {
      if (!state.failure || state.window === null) return null;
      return h("div", { class: "operations-stale", role: "status" }, [icon("cloudOff"), h("span", `Figures of ${clock(state.updatedAt, true)}: ${state.failure.message}.`), h("button", { type: "button", class: "button button-quiet", onClick: refresh }, "Try now")]);
    };

    const counterRow = () =>
      h(
        "div",
        { class: "counters", role: "group", "aria-label": "Counters" },
        state.window === null
          ? Array.from({ length: counterCount }, (_, index) => h("div", { key: index, class: "counter" }, [h("div", { class: "skeleton skeleton-54" }), h("div", { class: "skeleton counter-skeleton" })]))
          : counters.value.map((counter) => h(CounterTile, { key: counter.id, counter })),
      );

    const chartSkeletons = () =>
      charts.map(({ id, title }) => h("section", { key: id, class: "chart", "aria-hidden": "true" }, [h("header", { class: "chart-head" }, h("h2", { class: "chart-title truncate" }, title)), h("div", { class: "chart-legend" }, h("div", { class: "skeleton skeleton-40" })), h("div", { class: "chart-plot" })]));

    const chartGrid = () => {
      if (state.window === null) return h("div", { class: "charts", "aria-busy": "true", "aria-label": "The charts are loading" }, chartSkeletons());
      if (!state.window.isKnown) return noHistory();
      return h(
        "div",
        { class: "charts" },
        panels.value.map((panel) => h(MetricChart, { key: panel.chart.id, ...chartProperties(panel), onEnlarge: () => (enlarged.value = panel.chart) })),
      );
    };

    const noHistory = () => {
      if (isLast(range.value)) return h(EmptyState, { icon: "chart", title: "No history yet: it begins with the process", text: "The first figures are there in a few seconds." });
      return h(EmptyState, { icon: "chart", title: "Nothing is known of this time", text: "The history begins with the process and goes back fourteen days.", action: { label: "Show the last hour", run: () => choose(usualRange) } });
    };

    const dialog = () => {
      const panel = panels.value.find(({ chart }) => chart === enlarged.value);
      return panel && h(ChartDialog, { ...chartProperties(panel), onClose: () => (enlarged.value = null) });
    };

    const body = () => {
      if (state.phase === "failed") return h(EmptyState, { icon: "cloudOff", title: "The figures could not be read", text: state.failure.message, action: { label: "Try again", run: refresh } });
      return [
        h(ProcessStrip, { readiness: state.readiness, facts: state.facts, window: state.window, failure: state.failure, updatedAt: state.updatedAt, now: state.updatedAt ?? 0 }),
        staleNote(),
        counterRow(),
        chartGrid(),
        state.limits && h(ModelSpendTable, { client: props.client, range: range.value, limits: state.limits }),
      ];
    };

    return () => h("div", { class: "operations" }, [head(), h("div", { class: ["operations-body", { "operations-body-stale": state.failure && state.window }], tabindex: 0, role: "region", "aria-label": "Figures" }, h("div", { class: "operations-content" }, body())), dialog()]);
  },
});

const none = new Set();
