"""Markdown as it streams: what a model writes is shown well, does nothing, and costs little."""

import functools
import http.server
import json
import pathlib
import threading
import time

import pytest

from Outside.support.process import ROOT
from support.accessibility import violations

HERE = pathlib.Path(__file__).resolve().parent
VECTORS = json.loads((HERE / "markdown-vectors.json").read_text())
POLICY = "; ".join(
    [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "worker-src 'self'",
        "frame-src 'self'", "media-src 'self' blob:", "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    ]
)  # fmt: skip
WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"
PAGE = "/app/markdown/tests/page.html"


class Files(http.server.SimpleHTTPRequestHandler):
    """The files of Web under the page's policy. The room needs no server of ours."""

    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript", ".woff2": "font/woff2"}

    def end_headers(self):
        self.send_header("content-security-policy", WORKER_POLICY if self.path.endswith(".js") else POLICY)
        super().end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    handler = functools.partial(Files, directory=ROOT / "Web")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def open_page(browser, address):
    """Opens the room's test page: `open_page(theme="dark", width=360)`."""
    contexts = []

    def make(theme="light", width=1200, height=900, **options):
        context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (page.complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: page.complaints.append(f"popup: {popup.url}"))
        page.on("request", lambda request: None if request.url.startswith((address, "data:", "blob:")) else page.complaints.append(f"request: {request.url}"))
        page.goto(address + PAGE)
        page.wait_for_selector("html[data-ready]")
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def shared(open_page):
    return open_page()


@pytest.fixture
def page(shared):
    """One page for all texts; each leaves it as it was."""
    shared.complaints.clear()
    yield shared
    assert shared.complaints == []


@pytest.mark.parametrize("name", VECTORS)
def test_an_attack_is_inert_at_once_and_streamed(page, name):
    assert page.evaluate("(text) => markdown.judge(text, { step: text.length > 2000 ? 9 : 1 })", VECTORS[name]) == []
    assert page.url.endswith(PAGE), "the attack went elsewhere"


@pytest.mark.parametrize(
    "frame",
    ["- {}", "> {}", "1. a\n   {}", "| a | b |\n|---|---|\n| {} | x |", "# {}", "**{}**", "[{}](https://a.example)", "[a]({})", "<details>\n\n{}\n\n</details>", "<p title=\"{}\">x</p>", "`{}`", "```{}\ncode\n```"],
)
def test_no_attack_gains_by_where_it_stands(page, frame):
    texts = [frame.replace("{}", text) for text in VECTORS.values() if len(text) < 1000]
    problems = page.evaluate(
        """async (texts) => {
          const problems = [];
          for (const text of texts) for (const problem of await markdown.judge(text, { step: 40, patient: false })) problems.push(`${text}: ${problem}`);
          await markdown.settled();
          return [...problems, ...(await markdown.judge(""))];
        }""",
        texts,
    )
    assert problems == []


@pytest.mark.parametrize("language", ["html", "js", "php", "markdown", "css", "__proto__"])
def test_an_attack_in_code_is_code(page, language):
    problems = page.evaluate(
        """async ([texts, language]) => {
          const problems = [];
          const place = document.createElement("pre");
          for (const text of texts) {
            place.replaceChildren(await markdown.highlight(text, language));
            if (place.textContent !== text.replaceAll("\\r\\n", "\\n")) problems.push(`${text}: became ${place.textContent}`);
            for (const { outerHTML, localName, attributes } of place.querySelectorAll("*"))
              if (localName !== "span" || attributes.length !== 1 || !/^code-[a-z]+$/.test(attributes[0].value)) problems.push(`${text}: ${outerHTML}`);
          }
          return problems;
        }""",
        [list(VECTORS.values()), language],
    )
    assert problems == []


def test_documents_of_all_kinds_stream_to_what_they_are_at_once(page):
    problems = page.evaluate(
        """async () => {
          const problems = [];
          for (const [name, text] of Object.entries({ ...markdown.corpus, sample: markdown.sample }))
            for (const problem of await markdown.judge(text, { step: text.length > 2000 ? 3 : 1 })) problems.push(`${name}: ${problem}`);
          return problems;
        }"""
    )
    assert problems == []


def test_finished_blocks_are_never_touched_again(page):
    touched = page.evaluate(
        """async () => {
          const text = markdown.sample;
          const view = markdown.fresh({ pause: 0 });
          const touched = new Set();
          const half = text.indexOf("## What it costs");
          view.update(text.slice(0, half));
          const blocks = [...markdown.main.firstChild.children].slice(0, -1);
          const observer = new MutationObserver((records) => {
            for (const { target, type } of records) {
              const block = blocks.find((each) => each.contains(target));
              // Colours come when they are ready, also to what is finished.
              if (block && !(type === "childList" && target.closest?.("code"))) touched.add(block.textContent.slice(0, 40));
            }
          });
          observer.observe(markdown.main, { subtree: true, childList: true, characterData: true, attributes: true });
          for (let at = half; at <= text.length; at += 2) view.update(text.slice(0, at));
          view.update(text, { done: true });
          await new Promise((resolve) => setTimeout(resolve, 0));
          const kept = blocks.every((block, index) => markdown.main.firstChild.children[index] === block);
          return { touched: [...touched], kept };
        }"""
    )
    assert touched == {"touched": [], "kept": True}


def test_the_text_never_jumps_back_while_it_streams(page):
    """Height only grows but for a line that turns out to be a mark, and no bare mark shows."""
    report = page.evaluate(
        """() => {
          const text = markdown.sample;
          const view = markdown.fresh({ pause: 0 });
          const root = markdown.main.firstChild;
          let highest = 0;
          const report = { shrinks: [], bare: [] };
          for (let at = 1; at <= text.length; at += 1) {
            view.update(text.slice(0, at));
            const height = root.getBoundingClientRect().height;
            if (height < highest - 30) report.shrinks.push([at, Math.round(height - highest), text.slice(at - 20, at)]);
            highest = Math.max(highest, height);
            const prose = root.cloneNode(true);
            prose.querySelectorAll("code, .math-block").forEach((code) => code.remove());
            const bare = /[*]{2}|`|\\|[ -]|\\]\\(|^#+ |&lt;\\w/m.exec(prose.textContent);
            if (bare) report.bare.push([at, bare[0], text.slice(at - 20, at)]);
          }
          return report;
        }"""
    )
    assert report["shrinks"] == []
    assert report["bare"] == [], json.dumps(report["bare"][:40])


def test_what_a_reader_does_in_the_tail_lives_on(page):
    """A selection, a scrolled table, unfolded details: the tail is rendered again under them."""
    kept = page.evaluate(
        """() => {
          const view = markdown.fresh({ pause: 0 });
          const root = markdown.main.firstChild;
          const grow = (from, to) => { for (let at = from.length; at <= to.length; at += 1) view.update(to.slice(0, at)); };
          const paragraph = "Some **words** that `stay`";
          grow("", paragraph);
          const range = document.createRange();
          range.selectNodeContents(root.querySelector("strong"));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          grow(paragraph, `${paragraph} and *more* of them`);
          const selected = getSelection().toString();
          const wide = `|${" a_long_head |".repeat(12)}\\n|${"---|".repeat(12)}\\n|${" a_cell |".repeat(12)}\\n`;
          grow("", wide);
          const frame = root.querySelector(".table-scroll");
          frame.scrollLeft = 70;
          grow(wide, `${wide}| **d** | e |\\n| f`);
          const scrolled = root.querySelector(".table-scroll") === frame ? frame.scrollLeft : null;
          const code = "- a\\n  ```js\\n  " + "x".repeat(2000);
          grow("", code);
          const pre = root.querySelector("pre");
          pre.scrollLeft = 90;
          grow(code, `${code}\\n  let a = 1;\\n  // b`);
          const codeScrolled = root.querySelector("pre") === pre ? pre.scrollLeft : null;
          const folded = "<details>\\n<summary>s</summary>\\n\\ntext";
          grow("", folded);
          root.querySelector("details").open = true;
          grow(folded, `${folded} **that** grows\\n\\n- x`);
          return { selected, scrolled, codeScrolled, open: root.querySelector("details").open, tail: view.tail.localName };
        }"""
    )
    assert kept == {"selected": "words", "scrolled": 70, "codeScrolled": 90, "open": True, "tail": "li"}


def test_a_text_that_changes_inside_is_shown_anew(page):
    assert page.evaluate(
        """() => {
          const view = markdown.fresh({ pause: 0 });
          view.update(markdown.sample, { done: true });
          view.update(markdown.sample.slice(0, 500) + "\\n\\nA **take-over** came.");
          view.update("Short", { done: true });
          const short = markdown.main.firstChild.innerText;
          view.update(markdown.sample, { done: true });
          const again = markdown.shown(markdown.main.firstChild);
          markdown.fresh().update(markdown.sample, { done: true });
          return [short, again === markdown.shown(markdown.main.firstChild)];
        }"""
    ) == ["Short", True]


def test_code_has_a_header_and_an_index_and_opens(page):
    opened = page.evaluate(
        """() => {
          const told = [];
          const view = markdown.fresh({ onCodeBlock: ({ index, language, title, open }) => told.push([index, language, title, open]) });
          view.update("> ```js\\n> quoted\\n> ```\\n\\n```ts title=\\"a.ts\\"\\nlet a\\n```\\n\\n1. b\\n   ```sh\\n   ls\\n   ```\\n\\n    indented\\n", { done: true });
          const opened = [];
          markdown.main.addEventListener("code-open", (event) => opened.push(event.detail.index), { once: false });
          const figures = [...markdown.main.querySelectorAll("figure.code-block")];
          const buttons = figures.map((figure) => figure.querySelector(".code-open"));
          for (const button of buttons) if (!button.hidden) button.click();
          return { told, opened, indices: figures.map((figure) => figure.dataset.index ?? null), headers: figures.map((figure) => figure.querySelector("figcaption").innerText.split("\\n")) };
        }"""
    )
    assert opened["indices"] == [None, "0", "1"]
    assert opened["opened"] == [0, 1]
    assert opened["told"] == [[None, "js", None, False], [0, "ts", "a.ts", False], [1, "sh", None, False]]
    assert opened["headers"][1] == ["TypeScript", "a.ts", "Open", "Copy"]


def test_code_is_copied_whole(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.evaluate('markdown.fresh().update("```js\\nlet a = 1;\\n\\tlet b;\\n```", { done: true })')
    page.click(".code-copy")
    page.wait_for_selector(".code-copy:text('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == "let a = 1;\n\tlet b;"


def test_code_is_coloured_by_a_worker(page):
    page.evaluate('markdown.fresh().update("```ts\\nconst a: number = 1; // one\\n```\\n\\n```unknown\\na\\n```", { done: true })')
    page.wait_for_selector(".code-comment")
    assert page.eval_on_selector_all(".code-block span[class^=code-]", "(spans) => spans.map((span) => span.className).filter((name) => !/language|title/.test(name))")
    fragment = page.evaluate("markdown.highlight('def f(): return \"<b>\"', 'py').then((fragment) => { const div = document.createElement('div'); div.append(fragment); return div.innerHTML; })")
    assert '<span class="code-keyword">def</span>' in fragment
    assert "&lt;b&gt;" in fragment


def test_a_worker_that_hangs_is_replaced(page):
    """A grammar with a slow expression is killed after a second; what comes next has its colours."""
    times = page.evaluate(
        """async () => {
          const { HighlightQueue } = await import("../highlight-queue.js");
          let made = 0;
          const queue = new HighlightQueue({
            createWorker: () => (made += 1, new Worker("hanging-worker.js")),
            timer: { set: (run, milliseconds) => setTimeout(run, milliseconds), clear: (handle) => clearTimeout(handle) },
            limit: 300,
          });
          const results = await Promise.all([queue.run("a", "js"), queue.run("hang", "js"), queue.run("b", "js")]);
          return { results, made };
        }"""
    )
    assert times == {"results": ["A", None, "B"], "made": 2}


def test_what_is_wide_scrolls_by_itself_on_a_phone(open_page):
    page = open_page(width=360, height=740)
    page.evaluate("markdown.fresh().update(markdown.sample, { done: true })")
    report = page.evaluate(
        """() => ({
          page: document.documentElement.scrollWidth,
          tables: [...document.querySelectorAll(".table-scroll")].map((frame) => frame.scrollWidth > frame.clientWidth),
          code: [...document.querySelectorAll(".code-block pre")].some((pre) => pre.scrollWidth > pre.clientWidth),
          rtl: [...document.querySelectorAll("p[dir], ul[dir]")].filter((block) => getComputedStyle(block).direction === "rtl").length,
        })"""
    )
    assert report["page"] == 360
    assert report["tables"] == [True, True]
    assert report["code"] is True
    assert report["rtl"] == 2
    assert page.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_document_is_accessible(open_page, theme):
    page = open_page(theme=theme)
    page.evaluate("markdown.fresh().update(markdown.sample, { done: true })")
    page.evaluate("markdown.coloured()")
    assert violations(page) == []


def test_pictures_are_data_or_our_own_and_links_otherwise(page):
    pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    found = page.evaluate(
        """(text) => {
          markdown.fresh().update(text, { done: true });
          const pictures = [...markdown.main.querySelectorAll("img")].map((image) => [image.getAttribute("src").slice(0, 12), image.alt]);
          return { pictures, links: [...markdown.main.querySelectorAll("a")].map((link) => [link.href, link.textContent, link.rel, link.target]), text: markdown.main.innerText };
        }""",
        f"![dot]({pixel}) ![own](/favicon.svg) ![far](https://far.example/x.png) ![](http://bare.example/) ![no](javascript:x) ![rel](x.png)",
    )
    assert found["pictures"] == [["data:image/g", "dot"], ["/favicon.svg", "own"]]
    ours = ["noopener noreferrer nofollow", "_blank"]
    assert found["links"] == [["https://far.example/x.png", "far", *ours], ["http://bare.example/", "http://bare.example/", *ours]]
    assert found["text"].split()[-2:] == ["no", "rel"]


@pytest.mark.measured
@pytest.mark.parametrize("tail", ["prose", "table", "code", "list"])
def test_a_hundred_tokens_a_second_into_a_long_answer_cost_little(open_page, tail, capsys):
    page = open_page()
    session = page.context.new_cdp_session(page)
    # The thread's own time: what it waits for a core that others use is not the page's cost.
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    sample = page.evaluate("markdown.sample")
    start = sample * (60_000 // len(sample) + 1)
    rows = {
        "prose": "A sentence of **some** words with `code` and a [link](https://example.org) in it, as answers have them.\n\n",
        "table": "| a cell | another **cell** | 1,234 | `code` |\n",
        "code": "    const value = await read(stream, { after: 17 }); // a comment\n",
        "list": "- an item with **some** words and `code` in it\n",
    }
    head = {"prose": "", "table": "| a | b | c | d |\n|---|---|---|---|\n", "code": "```js\n", "list": ""}
    text = head[tail] + rows[tail] * 40
    page.evaluate("(start) => markdown.fresh().update(start, { done: true })", start)
    page.wait_for_timeout(500)
    seconds = 5

    def metrics():
        return {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}

    page.evaluate("([start, text, rate]) => { window.streaming = markdown.stream(start, text, rate); }", [start, text * 8, 100])
    page.wait_for_timeout(1500)
    begin, before = time.monotonic(), metrics()
    page.wait_for_timeout(seconds * 1000)
    after, passed = metrics(), time.monotonic() - begin
    busy = (after["TaskDuration"] - before["TaskDuration"]) / passed
    parts = {name: (after[name] - before[name]) / passed for name in ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")}
    with capsys.disabled():
        print(f"\n  {tail}: {busy:.1%} of a core ({', '.join(f'{name} {part:.1%}' for name, part in parts.items())}) at {len(start)} characters")
    page.close()
    assert busy < 0.2


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 360])
def test_a_document_looks_as_it_should(open_page, shots, theme, width):
    page = open_page(theme=theme, width=width)
    page.evaluate("markdown.fresh().update(markdown.sample, { done: true })")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.set_viewport_size({"width": width, "height": 3000 if width == 1200 else 4200})
    page.evaluate("markdown.coloured()")
    shots(page, f"{theme}-{width}")
    assert page.complaints == []
