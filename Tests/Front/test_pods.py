"""Pods that go while the front is at work."""

import signal
import threading

import httpx
import httpx_sse
import pytest

from cluster.front import HAProxy
from cluster.part import free_port
from support import events, models
from support.api import Api
from support.process import wait_until

SECONDS = 40


def follow(address, stream, reader, stopped):
    """Reads a stream to its end over as many connections as that takes."""
    with httpx.Client(base_url=address, trust_env=False, timeout=httpx.Timeout(10, connect=2)) as client:
        while not reader.ended and not stopped.is_set():
            headers = {"Last-Event-ID": reader.cursor} if reader.cursor else {}
            try:
                with httpx_sse.connect_sse(client, "GET", f"/api/streams/{stream}/events", headers=headers) as source:
                    if source.response.status_code == 200:
                        for item in source.iter_sse():
                            if item.data:
                                reader.take(item.json())
            except httpx.TransportError:
                pass
            stopped.wait(0.05)


def test_the_streams_of_a_drained_pod_go_on_at_its_successor(kind, make_front, start):
    """Two pods, the second started when the first was told to end; both have the same store, one after the other."""
    ports = free_port(), free_port()
    front = make_front(kind, ports)
    first = start(ports[0], THROUGHLINE_DRAIN_GRACE="300ms")
    wait_until(lambda: httpx.get(f"{front.address}/readyz", trust_env=False).status_code == 200)
    stopped = threading.Event()
    with Api(front.address) as api:
        accepted = [api.ask(api.new_chat(), "hello", model="fake-tokens-100+slow-30") for _ in range(6)]
        readers = [events.Reader() for _ in accepted]
        threads = [threading.Thread(target=follow, args=(front.address, answer["stream"], reader, stopped), daemon=True)
                   for answer, reader in zip(accepted, readers, strict=True)]
        for thread in threads:
            thread.start()
        try:
            wait_until(lambda: all(len(reader.events) > 15 for reader in readers), what="the first tokens")
            assert first.terminate() == 0
            start(ports[1])
            for thread in threads:
                thread.join(SECONDS)
        finally:
            stopped.set()
        for answer, reader in zip(accepted, readers, strict=True):
            assert reader.ended, f"{answer['stream']} is at {reader.cursor}"
            assert reader.text == api.json(f"/api/messages/{answer['assistant_id']}")["content"]
            # That each event comes once and in order is what the reader itself sees to. A snapshot belongs to the take-over, not to the move.
            assert all(sync["epoch"] > 1 for sync in reader.of("stream.sync"))


def ask(api, number, cut):
    """Says it once. A kept connection that is closed without an answer is the front's way to have the same request sent again (RFC 9112, 9.3.1), which the
    key makes harmless: HAProxy does that where the pod resets the connection on which it sends, instead of ending it."""
    request = {"json": {"content": "echo hello", "frontend_id": f"n-{number}"}, "headers": {"Idempotency-Key": f"key-{number}"}}
    try:
        return api.post("/chat", **request)
    except httpx.RemoteProtocolError:
        cut.append(number)
        return api.post("/chat", **request)


def test_no_request_fails_when_one_of_two_pods_is_gone(kind, make_front, start):
    ports = free_port(), free_port()
    first, _ = start(ports[0], "one"), start(ports[1], "two")
    front = make_front(kind, ports)
    wait_until(lambda: kind is not HAProxy or front.ready_pods() == 2)
    cut = []
    with Api(front.address) as api:
        for number in range(30):
            if number == 10:
                first.process.send_signal(signal.SIGTERM)
            answer = ask(api, number, cut)
            assert answer.status_code == 202, answer.text
    assert len(cut) <= 1, cut


def test_a_pod_out_of_use_keeps_its_streams_and_gets_no_new_ones(make_front, start):
    ports = free_port(), free_port()
    front = make_front(HAProxy, ports)
    pods = [start(ports[0], "one"), start(ports[1], "two")]
    wait_until(lambda: front.ready_pods() == 2)
    front.set_state(2, "drain")
    with Api(front.address) as api, Api(pods[0].address) as first, Api(pods[1].address) as second:
        accepted = api.ask(api.new_chat(), "hello", model="fake-tokens-60+slow-20")
        source = api.events(accepted["stream"])
        reader = events.Reader().take(next(source))
        front.set_state(1, "drain")
        front.set_state(2, "ready")
        for event in source:
            reader.take(event)
        assert reader.status == "completed"
        # A connection of its own, as that of the stream stays with its pod.
        with Api(front.address) as later:
            for _ in range(5):
                later.new_chat()
        assert len(first.items("/api/chats")) == 1
        assert len(second.items("/api/chats")) == 5


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_pod_killed_in_an_answer_is_a_cut_not_an_end(kind, make_front, start, method):
    """A reader must be able to tell an answer that was cut from one that is over."""
    port = free_port()
    pod = start(port)
    front = make_front(kind, [port])
    with Api(front.address) as api:
        chat = api.new_chat()
        with pytest.raises(httpx.RemoteProtocolError):
            if method == "GET":
                opened = httpx_sse.connect_sse(api, "GET", f"/api/streams/{api.ask(chat, 'hello', model=models.SLOW)['stream']}/events")
            else:
                opened = httpx_sse.connect_sse(
                    api, "POST", f"/api/chats/{chat}/messages", json={"content": "hello", "model": models.SLOW}, headers={"Accept": "text/event-stream"})
            with opened as source:
                for number, _ in enumerate(source.iter_sse()):
                    if number == 5:
                        pod.kill()
