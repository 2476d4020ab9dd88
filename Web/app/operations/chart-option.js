import { tickTime, timeTicks } from "./time-range.js";
import { formatTick } from "./units.js";

/** Where the plot lies within a chart, in pixels: the same for all, so that their time axes stand under each other. */
export const plotInsets = Object.freeze({ left: 52, right: 12, top: 8, bottom: 22 });

const dotPixels = 4;
const pixelsPerTimeTick = 62;
const pixelsPerValueTick = 48;
const barGapShare = 0.25;

/**
 * What ECharts draws: `lines` (those that are shown) over `times` between `limits`, in the theme's colours. Nothing in it moves, asks for the
 * pointer or makes markup. Pure.
 */
export function chartOption({ chart, times, step, lines, limits, theme, width, height }) {
  const span = limits.to - limits.from;
  const isFlat = !lines.some(({ values }) => values.some((value) => value > 0));
  const text = { color: theme.tick, fontFamily: theme.font, fontSize: theme.fontSize };
  const axis = { axisTick: { show: false } };
  const ticks = timeTicks(limits, Math.max(2, Math.floor(width / pixelsPerTimeTick))).map((time) => time * 1_000);
  return {
    animation: false,
    textStyle: { fontFamily: theme.font },
    grid: { ...plotInsets },
    xAxis: {
      type: "time",
      min: limits.from * 1_000,
      max: limits.to * 1_000,
      axisLine: { lineStyle: { color: theme.line } },
      splitLine: { show: false },
      ...axis,
      axisLabel: { ...text, customValues: ticks, formatter: (milliseconds) => tickTime(milliseconds / 1_000, { span }), hideOverlap: true, margin: 7 },
    },
    yAxis: {
      type: "value",
      min: 0,
      max: isFlat ? 1 : null,
      interval: isFlat ? 1 : null,
      minInterval: chart.unit === "count" ? 1 : 0,
      splitNumber: Math.max(2, Math.floor(height / pixelsPerValueTick)),
      axisLine: { show: false },
      splitLine: { lineStyle: { color: theme.grid } },
      ...axis,
      axisLabel: { ...text, formatter: (value) => (isFlat && value > 0 ? "" : formatTick(value, chart.unit)), margin: 6 },
    },
    series: lines.map((line) => {
      const colour = theme.series[line.colour - 1];
      const common = { id: line.key, silent: true, clip: true, itemStyle: { color: colour }, emphasis: { disabled: true } };
      if (chart.form !== "bars") return { ...common, ...curve(chart, line, times, colour) };
      const stepPixels = ((width - plotInsets.left - plotInsets.right) * step) / span;
      return { ...common, type: "bar", stack: "all", barWidth: Math.max(1, stepPixels * (1 - barGapShare)), data: bars(times, line.values, step) };
    }),
  };
}

function curve(chart, { values }, times, colour) {
  return {
    type: "line",
    symbol: "none",
    connectNulls: false,
    lineStyle: { color: colour, width: 1.35, join: "round" },
    ...(chart.form === "level" && { areaStyle: { color: colour, opacity: 0.14 } }),
    data: points(times, values),
  };
}

/** A point alone between gaps has no line: it is a dot. */
function points(times, values) {
  const isKnown = (index) => (values[index] ?? null) !== null;
  return values.map((value, index) => {
    const point = [times[index] * 1_000, value];
    const isAlone = value !== null && !isKnown(index - 1) && !isKnown(index + 1);
    return isAlone ? { value: point, symbol: "circle", symbolSize: dotPixels } : point;
  });
}

/** A bar stands in the middle of its step. */
const bars = (times, values, step) => values.map((value, index) => [(times[index] + step / 2) * 1_000, value]);
