import { onBeforeUnmount, shallowRef } from "../../vendor/vue.js";

const colours = 5;

/** The tokens that a canvas needs, as they are now: `{series: [colour], grid, ink, tick, line, surface, font, fontSize}`. */
export function readChartTheme(root = document.documentElement) {
  const style = getComputedStyle(root);
  const token = (name) => style.getPropertyValue(name).trim();
  return {
    series: Array.from({ length: colours }, (_, index) => token(`--chart-${index + 1}`)),
    grid: token("--chart-grid"),
    ink: token("--ink"),
    tick: token("--ink-faint"),
    line: token("--line-strong"),
    surface: token("--surface"),
    font: token("--font-text"),
    fontSize: parseFloat(token("--text-tiny")) * parseFloat(style.fontSize),
  };
}

/** The tokens as a ref that follows the theme while the component is mounted. */
export function useChartTheme() {
  const theme = shallowRef(readChartTheme());
  const update = () => (theme.value = readChartTheme());
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(update);
  system.addEventListener("change", update);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  onBeforeUnmount(() => {
    system.removeEventListener("change", update);
    chosen.disconnect();
  });
  return theme;
}
