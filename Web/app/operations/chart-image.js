import { chartOption, plotInsets } from "./chart-option.js";
import { rangeLabel } from "./time-range.js";

const width = 1_000;
const height = 420;
const headHeight = 56;
const pixelRatio = 2;

/** A chart with its title, range and legend as a PNG, whatever its size on the screen. */
export async function chartImage({ chart, lines, times, step, limits, theme, library, hidden }) {
  const shown = lines.filter(({ key }) => !hidden.has(key));
  const surface = document.createElement("canvas");
  surface.width = width * pixelRatio;
  surface.height = height * pixelRatio;
  const drawing = library.init(surface, null, { renderer: "canvas", width, height, devicePixelRatio: pixelRatio });
  try {
    const option = chartOption({ chart, times, step, lines: shown, limits, theme, width, height: height - headHeight });
    const text = (left, top, content, style) => ({ type: "text", left, top, silent: true, style: { text: content, fontFamily: theme.font, fill: theme.tick, fontSize: 12, ...style } });
    let left = plotInsets.left;
    const legend = shown.flatMap(({ label, colour }) => {
      const parts = [{ type: "rect", left, top: 38, silent: true, shape: { width: 10, height: 3 }, style: { fill: theme.series[colour - 1] } }, text(left + 16, 33, label)];
      left += 40 + label.length * 7;
      return parts;
    });
    drawing.setOption({
      ...option,
      backgroundColor: theme.surface,
      grid: { ...plotInsets, top: plotInsets.top + headHeight },
      graphic: [text(plotInsets.left, 10, `${chart.title}   ${rangeLabel(limits)}`, { fontSize: 13, fill: theme.ink }), ...legend],
    });
    drawing.getZr().flush();
    return await new Promise((resolve, reject) => surface.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the canvas gave no picture"))), "image/png"));
  } finally {
    drawing.dispose();
  }
}
