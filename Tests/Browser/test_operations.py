"""The operations view: what it says is what the API says, over any range, while it is looked at, and for everybody."""

import csv
import math
import re
import time
from datetime import datetime, timezone
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from Outside.support.process import wait_until
from support.measure import layout_shifts, processor, watch_layout

ROW_SECONDS = 5
FIRST_ROW_SECONDS = 25
SERIES = re.compile(r"/api/metrics/series")
CHARTS = [
    "Time to first token",
    "Time to whole answer",
    "Tokens and events",
    "Streams and readers",
    "Resumes and syncs",
    "Errors",
    "Spend per hour",
    "Spend, running total",
    "Requests",
    "Time to durable commit",
    "Memory",
    "CPU, of one core",
]

# Whether a canvas shows a colour, which is a token's name or a hexadecimal value.
PAINTED = """([name, token]) => {
  const chart = [...document.querySelectorAll("section")].find((section) => section.getAttribute("aria-label") === name);
  const canvas = chart?.querySelector("canvas");
  const hex = token.startsWith("--") ? getComputedStyle(document.documentElement).getPropertyValue(token).trim() : token;
  if (!canvas || canvas.width === 0) return false;
  const wanted = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 255 && wanted.every((value, index) => Math.abs(data[at + index] - value) <= 2)) return true;
  }
  return false;
}"""


def rfc3339(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Recorded:
    """A server that has been busy for days: answers of the shape that the API documents, made from each step's time."""

    SERIES = {
        ("requests_per_second", "per second"): lambda at: 20 + 8 * math.sin(at / 600),
        ("errors_per_second", "per second", "source", "http"): lambda at: 0.1 if at % 600 == 0 else 0,
        ("errors_per_second", "per second", "source", "stream"): lambda at: 0.1 if at % 900 == 0 else 0,
        ("open_streams", "streams"): lambda at: 12 + round(4 * math.sin(at / 300)),
        ("open_readers", "readers", "transport", "sse"): lambda at: 20,
        ("open_readers", "readers", "transport", "websocket"): lambda at: 3,
        ("connections", "connections"): lambda at: 30,
        ("resumes_per_second", "per second"): lambda at: 0.2 if at % 300 == 0 else 0,
        ("stream_syncs_per_second", "per second"): lambda at: 0,
        ("stream_events_per_second", "per second"): lambda at: 300 + 80 * math.sin(at / 400),
        ("tokens_per_second", "per second"): lambda at: 310 + 90 * math.sin(at / 400),
        ("time_to_first_token_seconds", "seconds", "quantile", "0.5"): lambda at: 0.4 + 0.1 * math.sin(at / 200),
        ("time_to_first_token_seconds", "seconds", "quantile", "0.95"): lambda at: 1.1 + 0.2 * math.sin(at / 200),
        ("answer_duration_seconds", "seconds", "quantile", "0.5"): lambda at: 9,
        ("answer_duration_seconds", "seconds", "quantile", "0.95"): lambda at: None if at % 1200 < 300 else 31,
        ("accept_to_commit_seconds", "seconds", "quantile", "0.5"): lambda at: 0.003,
        ("accept_to_commit_seconds", "seconds", "quantile", "0.95"): lambda at: 0.009,
        ("spend_usd_per_hour", "US dollars per hour"): lambda at: 3.6,
        ("unpriced_calls_per_second", "per second"): lambda at: 0,
        ("provider_errors_per_second", "per second"): lambda at: 0,
        ("resident_bytes", "bytes"): lambda at: 80_000_000,
        ("cpu_cores", "cores"): lambda at: 0.07,
    }
    STEPS = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)

    def __init__(self):
        self.asked = []
        self.begins_at = 0

    def attach(self, context):
        context.route(SERIES, self._answer)

    def _answer(self, route):
        wish = {name: int(value) for name, (value,) in parse_qs(urlparse(route.request.url).query).items()}
        self.asked.append(wish)
        route.fulfill(json=self.answer(**{"from_" if name == "from" else name: value for name, value in wish.items()}))

    def answer(self, from_, to=None, step=None):
        now = math.ceil(time.time())
        to = min(to or now, now)
        kept = next(step for step, reach in ((5, 3605), (30, 43_230), (300, math.inf)) if from_ >= now - reach)
        step = step or next(each for each in self.STEPS if each >= kept and to - from_ <= each * 360)
        times = range(from_ // step * step, -(-to // step) * step, step)
        return {
            "from": rfc3339(times.start),
            "to": rfc3339(times.stop),
            "step_seconds": step,
            "series": [
                {
                    "name": name,
                    "unit": unit,
                    "kind": "gauge",
                    "labels": dict([label]) if label else {},
                    "points": [[at, figure(at) if at >= self.begins_at else None] for at in times],
                }
                for (name, unit, *label), figure in self.SERIES.items()
            ],
        }


class Operations:
    """The view as a person finds it."""

    def __init__(self, page):
        self.page = page

    def counter(self, name):
        return self.page.get_by_role("group", name=name, exact=True)

    def value(self, name):
        """The figure itself, without the words around it."""
        return self.counter(name).locator(".counter-value")

    def chart(self, name):
        return self.page.get_by_role("region", name=name, exact=True)

    def plot(self, name):
        return self.page.get_by_role("slider", name=f"Time in {name}", exact=True)

    @property
    def live(self):
        return self.page.get_by_role("button", name="Live", exact=True)

    @property
    def readiness(self):
        return self.page.get_by_role("status", name="Readiness")

    def range(self, name):
        return self.page.get_by_role("radio", name=name)

    def is_painted(self, name, colour):
        wait_until(lambda: self.page.evaluate(PAINTED, [name, colour]), 10, f"{colour} in {name}")

    def sees(self, holds, what):
        """Waits while the page goes on: its requests are answered only while it is spoken to."""
        wait_until(lambda: self.page.evaluate("true") and holds(), 20, what)

    def drag(self, name, start, end):
        """With the mouse, between two parts of the plot's width."""
        box = self.plot(name).bounding_box()
        row = box["y"] + box["height"] / 2
        self.page.mouse.move(box["x"] + box["width"] * start, row)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] * end, row, steps=4)
        self.page.mouse.up()


@pytest.fixture
def recorded():
    return Recorded()


@pytest.fixture
def busy(new_context, recorded):
    """The view of a busy server: `busy("?range=6h", theme="dark")`."""

    def open_view(query="", clock=None, **options):
        context = new_context(**options)
        recorded.attach(context)
        page = context.new_page()
        if clock:
            page.clock.install(time=clock)
        page.goto(f"/#/operations{query}")
        return Operations(page)

    return open_view


def hide(page, is_hidden):
    page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          Object.defineProperty(document, "visibilityState", { value: hidden ? "hidden" : "visible", configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        is_hidden,
    )


def values(answer, name, **labels):
    """The points' values of a series of an answer."""
    (series,) = [each for each in answer["series"] if each["name"] == name and each["labels"] == labels]
    return [value for _, value in series["points"]]


def last(numbers):
    return [number for number in numbers if number is not None][-1]


def test_figures_are_those_of_the_api(site, visit, shots):
    api = site.api()
    begin = int(time.time())
    for question in ("first", "second"):
        api.answered(f"echo {question}")
    accepted, _ = api.answered("echo third")
    list(api.events(accepted["stream"], after="1-1"))

    ended = time.time()

    def history():
        """A range that has ended says the same to everybody; this one has whole rows of all that happened."""
        limits = {"from": begin - 60, "to": int(time.time()) // ROW_SECONDS * ROW_SECONDS}
        if limits["to"] <= ended:
            return None
        rates = values(api.json("/api/metrics/series", **limits), "resumes_per_second")
        return limits if rates[-1] is not None else None

    limits = wait_until(history, FIRST_ROW_SECONDS, "the rows of what happened")
    page = visit(f"#/operations?from={limits['from']}&to={limits['to']}")
    view = Operations(page)
    expect(view.plot("Errors")).to_be_visible()
    answer = api.json("/api/metrics/series", **limits)
    expect(view.value("Open streams")).to_have_text(f"{last(values(answer, 'open_streams')):g}")
    resumes = re.search(r"^throughline_stream_resumes_total (\d+)$", api.get("/metrics").text, re.MULTILINE)[1]
    assert int(resumes) > 0
    expect(view.value("Resumes")).to_have_text(resumes)
    expect(view.value("Errors")).to_have_text("0")
    p95 = last(values(answer, "time_to_first_token_seconds", quantile="0.95"))
    expect(view.counter("First token p95")).to_contain_text(re.compile(rf"{p95 * 1000:.0f}(\.\d)? ms|{p95 * 1000:.1f} ms"))
    memory = last(values(answer, "resident_bytes"))
    expect(view.chart("Memory")).to_contain_text(f"{memory / 1e6:.3g} MB")
    expect(page.get_by_label("Process", exact=True)).to_contain_text(f"{memory / 1e6:.3g} MB")
    version = re.search(r'throughline_build_info\{version="([^"]+)"', api.get("/metrics").text)[1]
    expect(page.get_by_label("Process", exact=True)).to_contain_text(re.compile(rf"Version\s*{re.escape(version)}"))
    expect(view.readiness).to_have_text("Everything works")
    shots(page, "figures")


def test_an_answer_moves_the_counters(start_site, new_context, vendor, shots):
    site = start_site(folder="by-hand", environment=vendor.environment())
    page = new_context().new_page()
    page.goto(f"{site.address}/#/operations?range=15m")
    view = Operations(page)
    expect(view.plot("Streams and readers")).to_be_visible(timeout=FIRST_ROW_SECONDS * 1000)
    expect(view.value("Open streams")).to_have_text("0")
    expect(view.counter("First token p50")).to_contain_text("none in this range")
    api = site.api()
    api.ask(api.new_chat(), "How are you?")
    call = vendor.next_call()
    call.say("Fine, ")
    expect(view.value("Open streams")).to_have_text("1", timeout=FIRST_ROW_SECONDS * 1000)
    expect(view.value("First token p50")).to_contain_text(re.compile(r"\d m?s"))
    call.say("thank you.")
    call.finish()
    expect(view.value("Open streams")).to_have_text("0", timeout=FIRST_ROW_SECONDS * 1000)
    expect(view.counter("Spend")).to_contain_text("1 unpriced call")
    view.is_painted("Streams and readers", "--chart-1")
    shots(page, "after-an-answer")
    page.get_by_role("button", name="Read the ledger").click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="by-hand"))
    expect(row).to_contain_text("price unknown")


def test_a_new_process_has_no_history_yet(busy, recorded, shots):
    recorded.begins_at = math.inf
    view = busy()
    expect(view.page.get_by_text("No history yet: it begins with the process")).to_be_visible()
    shots(view.page, "last-hour")
    recorded.begins_at = time.time() - 60
    expect(view.plot("Errors")).to_be_visible(timeout=FIRST_ROW_SECONDS * 1000)
    view.page.goto(f"/#/operations?from={int(time.time()) - 7200}&to={int(time.time()) - 3600}")
    expect(view.page.get_by_text("Nothing is known of this time")).to_be_visible()
    shots(view.page, "before")
    view.page.get_by_role("button", name="Show the last hour").click()
    expect(view.plot("Errors")).to_be_visible()


def test_the_picker_chooses_the_range_and_the_address_keeps_it(busy, recorded):
    view = busy()
    expect(view.range("Last hour")).to_be_checked()
    view.range("Last 6 hours").click()
    expect(view.page).to_have_url(re.compile(r"#/operations\?range=6h$"))
    view.sees(lambda: any(time.time() - wish["from"] > 21_000 for wish in recorded.asked), "a question for six hours")
    view.page.keyboard.press("ArrowRight")
    expect(view.range("Last 24 hours")).to_be_checked()
    expect(view.range("Last 24 hours")).to_be_focused()
    view.page.reload()
    expect(view.range("Last 24 hours")).to_be_checked()
    view.page.go_back()
    expect(view.range("Last 6 hours")).to_be_checked()
    view.page.keyboard.press("[")
    expect(view.range("Last hour")).to_be_checked()


def test_two_times_can_be_chosen(busy, recorded, shots):
    view = busy()
    expect(view.plot("Errors")).to_be_visible()
    view.page.keyboard.press("t")
    dialog = view.page.get_by_role("dialog", name="Time range")
    hour = int(time.time()) // 3600 * 3600
    field = "%Y-%m-%dT%H:%M"
    dialog.get_by_label("From").fill(datetime.fromtimestamp(hour - 3600, timezone.utc).strftime(field))
    dialog.get_by_label("To").fill(datetime.fromtimestamp(hour - 7200, timezone.utc).strftime(field))
    dialog.get_by_role("button", name="Show").click()
    expect(dialog.get_by_role("alert")).to_contain_text("after the beginning")
    shots(view.page, "refused")
    dialog.get_by_label("From").fill(datetime.fromtimestamp(hour - 10_800, timezone.utc).strftime(field))
    dialog.get_by_role("button", name="Show").click()
    expect(dialog).to_be_hidden()
    expect(view.page).to_have_url(re.compile(re.escape(f"from={rfc3339(hour - 10_800)}&to={rfc3339(hour - 7200)}")))
    view.sees(lambda: any((wish["from"], wish.get("to")) == (hour - 10_800, hour - 7200) for wish in recorded.asked), "a question for the range")
    view.page.get_by_role("button", name="To now").click()
    expect(view.range("Last hour")).to_be_checked()


def test_dragging_shows_a_part_and_a_double_click_comes_back(busy):
    view = busy("?range=6h")
    expect(view.plot("Requests")).to_be_visible()
    view.plot("Requests").scroll_into_view_if_needed()
    view.is_painted("Requests", "--chart-3")
    view.drag("Requests", 0.4, 0.6)
    expect(view.page).to_have_url(re.compile(r"from=.*&to="))
    view.drag("Requests", 0.4, 0.6)
    expect(view.page.get_by_role("radio", checked=True)).to_have_count(0)
    for _ in range(2):
        view.plot("Requests").dblclick()
    expect(view.page).to_have_url(re.compile(r"#/operations\?range=6h$"))


def test_all_charts_read_the_same_time_under_the_crosshair(busy, shots):
    view = busy("?range=15m")
    expect(view.plot("Errors")).to_be_visible()
    expect(view.live).to_have_text("Live")
    view.is_painted("Streams and readers", "--chart-1")
    box = view.plot("Streams and readers").bounding_box()
    view.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    expect(view.live).to_have_text("Held")
    shown = re.compile(r"\d\d:\d\d:\d\d")
    read = [shown.search(view.chart(name).inner_text())[0] for name in ("Streams and readers", "Requests", "Time to first token")]
    assert len(set(read)) == 1
    hours, minutes, seconds = map(int, read[0].split(":"))
    at = next(at for at in range(int(time.time()) // 5 * 5, 0, -5) if (at // 3600 % 24, at // 60 % 60, at % 60) == (hours, minutes, seconds))
    key = view.chart("Streams and readers").get_by_role("button", name=re.compile("^streams"))
    expect(key).to_contain_text(str(Recorded.SERIES["open_streams", "streams"](at)))
    shots(view.page, "crosshair")
    view.page.mouse.move(5, 5)
    expect(view.live).to_have_text("Live")


def test_charts_can_be_read_without_seeing_or_pointing(busy):
    view = busy("?range=15m")
    plot = view.plot("Streams and readers")
    expect(plot).to_have_attribute("aria-valuetext", re.compile(r"streams \d+ at last, between \d+ and \d+"))
    plot.focus()
    view.page.keyboard.press("Home")
    expect(plot).to_have_attribute("aria-valuenow", "0")
    view.page.keyboard.press("ArrowRight")
    expect(plot).to_have_attribute("aria-valuenow", "1")
    expect(plot).to_have_attribute("aria-valuetext", re.compile(r"\d\d:\d\d:\d\d: streams \d+, SSE 20, WS 3, clients 30"))
    view.page.keyboard.press("Enter")
    dialog = view.page.get_by_role("dialog", name="Streams and readers")
    expect(dialog).to_be_visible()
    view.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(plot).to_be_focused()
    view.page.keyboard.press("+")
    expect(view.page).to_have_url(re.compile("from="))
    view.page.keyboard.press("-")
    expect(view.page).to_have_url(re.compile(r"range=15m$"))
    view.page.keyboard.press("p")
    expect(view.live).to_have_attribute("aria-pressed", "false")


def test_a_legend_hides_lines(busy):
    view = busy("?range=15m")
    view.is_painted("Resumes and syncs", "--chart-1")
    key = view.chart("Resumes and syncs").get_by_role("button", name=re.compile("^resumes"))
    key.press("Enter")
    expect(key).to_have_attribute("aria-pressed", "false")
    wait_until(lambda: not view.page.evaluate(PAINTED, ["Resumes and syncs", "--chart-1"]), 10, "the bars to go")
    key.click()
    view.is_painted("Resumes and syncs", "--chart-1")


def test_a_chart_is_enlarged_told_as_a_table_and_saved(busy, recorded, tmp_path, shots):
    end = int(time.time()) // 600 * 600
    view = busy(f"?from={end - 1200}&to={end}")
    view.page.get_by_role("button", name="Enlarge Time to whole answer").click()
    dialog = view.page.get_by_role("dialog", name="Time to whole answer")
    expect(dialog.get_by_role("row", name="p50")).to_contain_text("9 s")
    wait_until(lambda: dialog.get_by_role("button", name="PNG").is_enabled(), 10, "the charts' library")
    shots(view.page, "large")
    answer = recorded.answer(from_=end - 1200, to=end)
    points = list(zip(*([value for _, value in each["points"]] for each in answer["series"] if each["name"] == "answer_duration_seconds")))
    dialog.get_by_role("button", name="Show as table").click()
    rows = dialog.get_by_role("row")
    expect(rows).to_have_count(len(points) + 1)
    expect(rows.nth(1)).to_contain_text("31 s" if points[-1][1] else "–")
    shots(view.page, "table")
    with view.page.expect_download() as download:
        dialog.get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "chart.csv")
    with open(tmp_path / "chart.csv", newline="") as file:
        head, *written = csv.reader(file)
    assert head == ["time", "p50 (seconds)", "p95 (seconds)"]
    assert [row[1:] for row in written] == [["" if value is None else f"{value:g}" for value in row] for row in points]
    assert written[0][0] == rfc3339(end - 1200).replace("Z", ".000Z")
    with view.page.expect_download() as download:
        dialog.get_by_role("button", name="PNG").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_charts_follow_the_theme(busy, shots):
    view = busy("?range=15m")
    view.is_painted("Streams and readers", "#1a6b58")
    shots(view.page, "light")
    view.page.emulate_media(color_scheme="dark")
    view.is_painted("Streams and readers", "#74c7af")
    shots(view.page, "dark")


def test_a_phone_shows_one_column(busy, shots):
    view = busy(width=360, height=740, touch=True)
    expect(view.plot("Errors")).to_be_visible()
    assert len({view.chart(name).bounding_box()["x"] for name in CHARTS}) == 1
    assert view.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shots(view.page, "top")
    menu = view.page.get_by_role("button", name="Time range: Last hour")
    menu.click()
    shots(view.page, "menu")
    view.page.get_by_role("menuitemradio", name="Last 7 days").click()
    expect(view.page).to_have_url(re.compile(r"range=7d$"))
    view.plot("Requests").scroll_into_view_if_needed()
    view.is_painted("Requests", "--chart-3")
    view.plot("Requests").tap()
    expect(view.plot("Requests")).to_have_attribute("aria-valuetext", re.compile(r"\d\d:\d\d: requests"))
    shots(view.page, "charts")


def test_it_asks_only_while_it_is_looked_at(busy, recorded):
    view = busy("?range=15m", clock=time.time())
    expect(view.plot("Errors")).to_be_visible()
    page = view.page

    def asks():
        """The view's clock runs for half a minute; what it asked for meanwhile."""
        before = len(recorded.asked)
        page.clock.run_for(30_000)
        page.evaluate("fetch('/healthz').then((answer) => answer.text())")
        return len(recorded.asked) - before

    wait_until(lambda: asks() > 0, 10, "a tick")
    hide(page, True)
    # What was asked for before may still be on its way; after that nothing more is.
    wait_until(lambda: asks() == 0, 10, "silence")
    assert asks() == 0
    with page.expect_response(SERIES):
        hide(page, False)
        page.clock.run_for(10)
    box = view.plot("Time to first token").bounding_box()
    page.mouse.move(box["x"] + 150, box["y"] + 40)
    expect(view.live).to_have_text("Held")
    before = len(recorded.asked)
    page.clock.run_for(20_000)
    assert len(recorded.asked) == before
    # A pointer that was left lying on a chart does not stop the page for good.
    page.clock.run_for(15_000)
    expect(view.live).to_have_text("Live")
    view.live.click()
    expect(view.live).to_have_text("Paused")
    page.mouse.move(5, 5)
    wait_until(lambda: asks() == 0, 10, "silence")
    assert asks() == 0


def test_without_the_server_the_last_figures_stay_and_say_so(busy, recorded, site, watch, shots):
    watch.expect_network_failures()
    view = busy("?range=15m")
    expect(view.chart("Memory")).to_contain_text("80 MB")
    view.is_painted("Resumes and syncs", "--chart-1")
    view.page.context.unroute_all()
    site.network.refuse()
    stale = view.page.get_by_role("status").filter(has_text=re.compile(r"Figures of \d\d:\d\d:\d\d"))
    expect(stale).to_be_visible()
    expect(view.live).to_have_text("Stale")
    expect(view.readiness).to_have_text("Not reached")
    expect(view.chart("Memory")).to_contain_text("80 MB")
    shots(view.page, "stale")
    recorded.attach(view.page.context)
    site.network.restore()
    stale.get_by_role("button", name="Try now").click()
    expect(stale).to_be_hidden()
    expect(view.live).to_have_text("Live")


def test_a_view_that_never_got_figures_says_why(visit, new_context, watch, shots):
    watch.expect_network_failures()
    context = new_context()
    context.route(SERIES, lambda route: route.abort())
    page = context.new_page()
    page.goto("/#/operations")
    expect(page.get_by_text("The figures could not be read")).to_be_visible()
    shots(page, "failed")
    context.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("group", name="Open streams")).to_be_visible()


def test_what_is_down_is_named(new_context, recorded, watch, shots):
    watch.expect_network_failures()
    context = new_context()
    recorded.attach(context)
    context.route("**/readyz", lambda route: route.fulfill(status=503, json={"status": "unavailable", "down": ["store", "provider anthropic"]}))
    page = context.new_page()
    page.goto("/#/operations")
    expect(Operations(page).readiness).to_have_text("Down: store, provider anthropic")
    shots(page, "down")


@pytest.mark.measured
def test_nothing_jumps_while_it_loads_and_ticks_and_it_costs_little(busy, recorded, site):
    view = busy("?range=15m")
    watch_layout(view.page)
    view.is_painted("Time to first token", "--chart-1")
    asked = len(recorded.asked)
    with processor(view.page) as usage:
        view.sees(lambda: len(recorded.asked) >= asked + 3, "three ticks")
    # Drawing everything anew at each tick costs a multiple of this, also where a core is slow.
    assert usage.main_thread < 0.06, f"{usage.main_thread:.1%} of a core while it ticks"
    assert layout_shifts(view.page) == []


def test_nothing_moves_by_itself(busy):
    view = busy("?range=15m", reduced_motion="reduce")
    view.is_painted("Resumes and syncs", "--chart-1")
    assert view.page.evaluate("document.getAnimations().length") == 0
