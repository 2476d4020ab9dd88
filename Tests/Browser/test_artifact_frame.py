"""What no content security policy reaches: peer connections, which send packets to whoever a page names. The frame of foreign HTML has none,
and no frame inside it brings them back."""

import socket
import threading

import pytest

CONNECT = "const c = new RTCPeerConnection({iceServers: [{urls: 'stun:HOST:PORT'}]}); c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o));"
ESCAPED = CONNECT.replace("'", "\\'")
NESTED = f"<script>{CONNECT}<\\/script>"
ATTEMPTS = {
    "a script of its own": f"<script>{CONNECT}</script>",
    "a frame with srcdoc": f'<iframe srcdoc="<script>{CONNECT}</script>"></iframe>',
    "a frame with a javascript address": f'<iframe src="javascript:{CONNECT}"></iframe>',
    "a frame with a data address": f'<iframe src="data:text/html,<script>{CONNECT}</script>"></iframe>',
    "an object": f'<object data="data:text/html,<script>{CONNECT}</script>"></object>',
    "a frame's own window": "<script>const f = document.createElement('iframe'); document.documentElement.append(f); try { const RTCPeerConnection = f.contentWindow.RTCPeerConnection; "
    + CONNECT + " } catch {}</script>",
    "a frame made by a script": f"<script>const f = document.createElement('iframe'); f.srcdoc = `{NESTED}`; document.documentElement.append(f)</script>",
    "a frame sent to a javascript address": f"<script>const f = document.createElement('iframe'); f.src = `javascript:{CONNECT}`; document.documentElement.append(f)</script>",
    "a frame made later": f"<body><script>setTimeout(() => {{ document.body.innerHTML = '<iframe srcdoc=\"&lt;script&gt;{ESCAPED}&lt;/script&gt;\"></iframe>' }}, 50)</script>",
    "a frame in a shadow": f"<body><script>const d = document.createElement('div'); document.body.append(d); const f = document.createElement('iframe'); f.srcdoc = `{NESTED}`; "
    "d.attachShadow({mode: 'open'}).append(f)</script>",
    "a frame in a declared shadow": f'<body><div><template shadowrootmode="open"><iframe srcdoc="<script>{CONNECT}</script>"></iframe></template></div>',
    "a frame written over the document": f"<script>document.write(`<iframe srcdoc=\"{NESTED}\"></iframe>`)</script>",
    "a document of its own": f"<script>location.href = URL.createObjectURL(new Blob([`{NESTED}`], {{type: 'text/html'}}))</script>",
}
SHOW = """(html) => new Promise((shown) => {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = "/artifact-frame.html";
  frame.onload = () => { frame.onload = null; frame.contentWindow.postMessage({html}, "*", [new MessageChannel().port2]); shown(); };
  document.body.append(frame);
})"""


class Packets:
    """Counts who sends packets to a port of this machine; browsers do not ask a loopback address for their own."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("0.0.0.0", 0))
        self.count = 0
        self.arrived = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def port(self):
        return self.socket.getsockname()[1]

    def _listen(self):
        try:
            while self.socket.recv(2048):
                self.count += 1
                self.arrived.set()
        except OSError:
            pass

    def close(self):
        self.socket.close()


def own_address():
    """The address of a card that is not the loopback, `None` where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address = probe.getsockname()[0]
        except OSError:
            return None
    return None if address.startswith("127.") else address


def aimed(text, host, packets):
    return text.replace("HOST", host).replace("PORT", str(packets.port))


@pytest.fixture
def packets():
    counted = Packets()
    yield counted
    counted.close()


def test_foreign_html_sends_no_packet_to_a_peer(site, new_context, watch, packets):
    host = own_address()
    if host is None:
        pytest.skip("this machine has only a loopback address, to which browsers send no such packet")
    watch.expect(r".*")
    context = new_context()
    control = context.new_page()
    control.goto("about:blank")
    control.evaluate(aimed(CONNECT, host, packets))
    if not packets.arrived.wait(8):
        pytest.skip("this browser sends no such packet even where it may")
    control.close()

    page = context.new_page()
    page.goto("/")
    canaries = {name: Packets() for name in ATTEMPTS}
    try:
        for name, html in ATTEMPTS.items():
            page.evaluate(SHOW, aimed(html, host, canaries[name]))
        assert not any(canary.arrived.wait(2.5 / len(canaries)) for canary in canaries.values()), [name for name, canary in canaries.items() if canary.count]
    finally:
        for canary in canaries.values():
            canary.close()
