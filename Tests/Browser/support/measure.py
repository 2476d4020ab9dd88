"""What the page costs, measured by the browser itself."""

import contextlib
import time

LAYOUT_SHIFTS = """() => {
  window.layoutShifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.layoutShifts.push({ value: entry.value, nodes: entry.sources.map((source) => source.node?.outerHTML?.slice(0, 120) ?? "") });
    }
  }).observe({ type: "layout-shift" });
}"""


class Usage:
    """CPU time of the page's main thread and of its whole process, as shares of one core."""

    seconds = 0.0
    main_thread = 0.0
    process = 0.0

    @property
    def main_thread_seconds(self):
        return self.main_thread * self.seconds


@contextlib.contextmanager
def processor(page):
    """Measures until the block's end."""
    session = page.context.new_cdp_session(page)
    # Thread time: what other programs take from the core does not count.
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def read():
        return {item["name"]: item["value"] for item in session.send("Performance.getMetrics")["metrics"]} | {"clock": time.monotonic()}

    before, usage = read(), Usage()
    yield usage
    after = read()
    usage.seconds = after["clock"] - before["clock"]
    usage.main_thread = (after["TaskDuration"] - before["TaskDuration"]) / usage.seconds
    usage.process = (after["ProcessTime"] - before["ProcessTime"]) / usage.seconds
    session.detach()


def watch_layout(page):
    """From here on, what moves without anybody having touched anything is counted."""
    page.evaluate(LAYOUT_SHIFTS)


def layout_shifts(page):
    return page.evaluate("window.layoutShifts")
