"""Hostile clients: the server's memory stays bounded, and others do not wait for them."""

import gzip
import json
import socket
import time

import pytest

from support import attack, models, raw
from support.process import wait_until

MEGABYTE = 1 << 20
# What a scheduler with two cores and a test runner beside it adds by itself.
NOISE_SECONDS = 0.010


@pytest.fixture
def bystander_of():
    opened = []

    def make(server):
        opened.append(attack.Bystander(server))
        return opened[-1]

    yield make
    for bystander in opened:
        bystander.close()


@pytest.fixture
def crowd_of():
    opened = []

    def make(server):
        opened.append(attack.Crowd(server.port))
        return opened[-1]

    yield make
    for crowd in opened:
        crowd.close()


def unharmed(before, during):
    assert during <= 2 * before + NOISE_SECONDS, f"a bystander waited {during * 1000:.1f} ms instead of {before * 1000:.1f} ms"


@pytest.mark.measured
def test_heads_that_come_byte_by_byte_hold_up_nobody(start, bystander_of, crowd_of):
    server = start("--limits-head-arrival", "2s")
    bystander, crowd = bystander_of(server), crowd_of(server)
    before, memory = bystander.seconds(), attack.resident_bytes(server)
    crowd.join(500, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    deadline = time.monotonic() + 10
    during = []
    while crowd.still_open() and time.monotonic() < deadline:
        crowd.say(b"a")
        during.append(bystander.seconds(10))
    assert crowd.still_open() == 0, "a head that never ends is given up, however busily it comes"
    unharmed(before, sorted(during)[len(during) // 2])
    assert attack.resident_bytes(server) - memory < 24 * MEGABYTE


@pytest.mark.measured
def test_bodies_that_come_byte_by_byte_hold_up_nobody(start, bystander_of, crowd_of):
    server = start()
    bystander, crowd = bystander_of(server), crowd_of(server)
    before, memory = bystander.seconds(), attack.resident_bytes(server)
    crowd.join(300, b"POST /chat HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n")
    during = []
    for _ in range(15):
        crowd.say(b" " * 512)
        during.append(bystander.seconds(10))
    unharmed(before, sorted(during)[len(during) // 2])
    assert attack.resident_bytes(server) - memory < 32 * MEGABYTE


@pytest.mark.measured
def test_ten_thousand_idle_connections_cost_little(start, bystander_of, crowd_of):
    count = attack.allow_many_sockets(10_000)
    server = start()
    bystander, crowd = bystander_of(server), crowd_of(server)
    before, memory = bystander.seconds(), attack.resident_bytes(server)
    crowd.join(count)
    unharmed(before, bystander.seconds())
    assert crowd.still_open() == count
    grown = attack.resident_bytes(server) - memory
    assert grown < count * 4096, f"{grown / count:.0f} bytes a connection"


@pytest.mark.measured
def test_readers_that_never_read_are_not_waited_for(start, connect, bystander_of, crowd_of):
    server = start()
    api, bystander = connect(server), bystander_of(server)
    answer = api.ask(api.new_chat(), "long 20000", model=models.FAST)
    wait_until(lambda: api.json(f"/api/streams/{answer['stream']}")["seq"] > 100, seconds=20, what="a stream under way")
    before = bystander.seconds()
    memory = attack.resident_bytes(server)
    crowd = crowd_of(server)
    crowd.join(100, f"GET /api/streams/{answer['stream']}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode(), receive_buffer=4096)
    unharmed(before, bystander.seconds())
    wait_until(lambda: api.json(f"/api/messages/{answer['assistant_id']}")["status"] == "complete", seconds=60, what="the end of the answer")
    # The log of one stream is kept once, whoever reads it; a reader that lags costs its cursor.
    assert attack.resident_bytes(server) - memory < 48 * MEGABYTE
    assert api.read(answer["stream"]).text == api.json(f"/api/messages/{answer['assistant_id']}")["content"]


def test_a_header_without_end_is_refused_and_not_kept(start):
    server = start()
    memory = attack.resident_bytes(server)
    with raw.connection(server.port) as made:
        made.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        made.setblocking(False)
        answer = b""

        def refused():
            """Sends on, whatever the answer is, until the server closes."""
            nonlocal answer
            try:
                for _ in range(16):
                    made.send(b"x" * 65536)
                answer += made.recv(65536)
            except BlockingIOError:
                pass
            except (BrokenPipeError, ConnectionResetError):
                return True
            return False

        wait_until(refused, seconds=10, what="the end of the connection")
    assert answer == b"" or raw.status(answer) == 431
    assert attack.resident_bytes(server) - memory < 8 * MEGABYTE


@pytest.mark.measured
@pytest.mark.parametrize(
    ("name", "frame"),
    [("empty fragments", attack.websocket_frame(0, final=False)), ("pings", attack.websocket_frame(9, b"x" * 125)), ("pongs", attack.websocket_frame(10, b"x" * 125))],
    ids=["empty fragments", "pings", "pongs"],
)
def test_a_flood_of_frames_does_not_grow_the_server(start, bystander_of, name, frame):
    server = start()
    bystander = bystander_of(server)
    before = bystander.seconds()
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as made:
        made.sendall(attack.websocket_handshake(server.port))
        raw.receive(made, enough=lambda data: b"\r\n\r\n" in data)
        if name == "empty fragments":
            made.sendall(attack.websocket_frame(1, b"{", final=False))
        memory = attack.resident_bytes(server)
        made.setblocking(False)
        sent, flood = 0, frame * 2000
        during = []
        # It never reads: what the server answers piles up somewhere, or the server stops reading.
        for _ in range(40):
            for _ in range(50):
                try:
                    sent += made.send(flood)
                except BlockingIOError:
                    break
                except (BrokenPipeError, ConnectionResetError):
                    sent = None
                    break
            if sent is None:
                break
            during.append(bystander.seconds(5))
        if during:
            unharmed(before, sorted(during)[len(during) // 2])
        assert attack.resident_bytes(server) - memory < 16 * MEGABYTE


def test_a_compressed_request_is_refused_instead_of_blown_up(api):
    bomb = gzip.compress(b" " * (64 * MEGABYTE))
    answer = api.post("/chat", content=bomb, headers={"Content-Type": "application/json", "Content-Encoding": "gzip"})
    assert answer.status_code == 415
    assert answer.json()["code"]


@pytest.mark.parametrize("path", ["/../Package.swift", "/%2e%2e/Package.swift", "/..%2f..%2fetc/passwd", "/client/..%5c..%5cetc", "/client//../../etc/passwd", "/.git/config", "/client/%00"])
def test_a_path_leads_out_of_nothing(shared, path):
    answer = raw.exchange(shared.port, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    assert raw.status(answer) in (400, 404), answer[:200]
    assert b"root:" not in answer and b"swift-tools-version" not in answer


ECHOED = ["X-Request-Id", "Idempotency-Key", "X-Throughline-Session", "X-Throughline-Chat", "Origin", "traceparent", "Sec-WebSocket-Protocol", "Last-Event-ID"]


@pytest.mark.parametrize("name", ECHOED)
@pytest.mark.parametrize("value", ["a%0d%0aX-Injected: 1", "a\u2028X-Injected: 1", "a\tX-Injected: 1", "a\x0bX-Injected: 1", "a\x85X-Injected: 1"], ids=["escaped", "separator", "tab", "vertical tab", "next line"])
def test_no_header_that_is_echoed_becomes_another_one(shared, name, value):
    request = b"GET /api/chats HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + name.encode() + b": " + value.encode() + b"\r\n\r\n"
    answer = raw.exchange(shared.port, request)
    head = answer.split(b"\r\n\r\n", 1)[0]
    assert not any(line.lower().startswith(b"x-injected") for line in head.split(b"\r\n")), head
    assert not any(0 < byte < 32 and byte not in (9, 10, 13) for byte in head), head


def test_names_of_files_stay_in_their_header(api):
    name = 'a"; filename=evil\r\nX-Injected: 1\r\n\r\n<script>'
    upload = api.post("/api/uploads", params={"name": name}, content=b"hello", headers={"Content-Type": "text/html"})
    if upload.status_code == 422:
        return
    asked = api.ask(api.new_chat(), "echo x", attachments=[{"upload": upload.json()["upload"]}])
    attached = api.json(f"/api/messages/{asked['id']}/artifacts")["items"][0]
    answer = api.get(f"/api/artifacts/{attached['id']}/content")
    assert "x-injected" not in answer.headers
    assert answer.headers["content-disposition"].startswith("attachment") and "\r" not in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]


def test_json_of_brackets_alone_is_refused_at_once(api):
    begun = time.perf_counter()
    answer = api.post("/chat", content=b"[" * 1_000_000, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    answer = api.post("/chat", content=json.dumps({"content": "x", "metadata": {"a" * 10: "b"}, **{f"k{n}": 1 for n in range(20_000)}}).encode(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 422 and len(answer.content) < MEGABYTE
    assert time.perf_counter() - begun < 10
