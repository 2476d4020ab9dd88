"""Streams through the front: nothing held back, nothing lost at a cut, many on one connection, WebSockets beside them."""

import asyncio
import itertools
import json

import httpx
import httpx_sse
import pytest
import websockets.sync.client

from support import events, models
from support.frames import Frames, frames

STALLED = "fake-tokens-50+stall-3"


def test_a_token_that_nothing_follows_is_not_held_back(direct, through):
    """The model says a few tokens and then nothing more: they arrive although no buffer fills and no stream ends."""
    accepted = direct.ask(direct.new_chat(), "hello", model=STALLED)
    source = through.events(accepted["stream"])
    seen = next(event for event in source if event["type"] == "text.delta")
    assert seen["delta"]
    assert through.json(f"/api/streams/{accepted['stream']}")["state"]["status"] == "streaming"
    source.close()
    direct.post(f"/api/streams/{accepted['stream']}/cancel")


def test_an_answer_is_whole(direct, through):
    accepted, reader = through.answered("hello", model=models.TEXT)
    assert reader.text == models.SHORT_ANSWER
    assert reader.text == direct.json(f"/api/messages/{accepted['assistant_id']}")["content"]


def test_an_answer_to_a_post_streams_too(through):
    headers = {"Accept": "text/event-stream"}
    body = {"content": "hello", "model": models.TEXT}
    with httpx_sse.connect_sse(through, "POST", f"/api/chats/{through.new_chat()}/messages", json=body, headers=headers) as source:
        assert source.response.status_code == 200
        reader = events.read(item.json() for item in source.iter_sse() if item.data)
    assert reader.text == models.SHORT_ANSWER


def test_a_cut_stream_goes_on_where_it_was(through):
    accepted = through.ask(through.new_chat(), "hello", model=models.SLOW)
    reader = events.Reader()
    for _ in range(20):
        for event in itertools.islice(through.events(accepted["stream"], after=reader.cursor), 25):
            reader.take(event)
        if reader.ended:
            break
    assert reader.ended and not reader.of("stream.sync")
    assert reader.text == through.json(f"/api/messages/{accepted['assistant_id']}")["content"]


def test_readers_go_on_when_the_front_itself_was_killed(kind, make_front, pod, direct):
    front = make_front(kind, [pod.port])
    accepted = direct.ask(direct.new_chat(), "hello", model=models.SLOW)
    reader = events.Reader()
    with httpx.Client(trust_env=False, timeout=10, base_url=front.address) as client:
        with httpx_sse.connect_sse(client, "GET", f"/api/streams/{accepted['stream']}/events") as source:
            with pytest.raises(httpx.TransportError):
                for item in source.iter_sse():
                    if item.data:
                        reader.take(item.json())
                    if len(reader.events) == 20:
                        front.kill()
    front.start()
    with httpx.Client(trust_env=False, timeout=10, base_url=front.address) as client:
        path = f"/api/streams/{accepted['stream']}/events"
        with httpx_sse.connect_sse(client, "GET", path, headers={"Last-Event-ID": reader.cursor}) as source:
            for item in source.iter_sse():
                if item.data:
                    reader.take(item.json())
    assert reader.ended
    assert reader.text == direct.json(f"/api/messages/{accepted['assistant_id']}")["content"]


def test_forty_streams_share_one_connection(front, trusted, direct):
    """Over HTTP/1.1 a browser's six connections would be used up by six windows."""
    streams = [direct.ask(direct.new_chat(), "hello", model="fake-tokens-30+slow-30")["stream"] for _ in range(8)]

    async def read(client, stream):
        reader = events.Reader()
        async with httpx_sse.aconnect_sse(client, "GET", f"/api/streams/{stream}/events") as source:
            assert source.response.http_version == "HTTP/2"
            async for item in source.aiter_sse():
                if item.data:
                    reader.take(item.json())
        return reader

    async def read_all():
        limits = httpx.Limits(max_connections=1)
        async with httpx.AsyncClient(base_url=front.tls_address, verify=trusted, http2=True, trust_env=False, timeout=20, limits=limits) as client:
            readers = await asyncio.gather(*(read(client, stream) for stream in streams * 5))
            # One connection is all there is: an ordinary request gets through beside the streams.
            assert (await client.get("/healthz")).status_code == 200
            return readers

    for reader in asyncio.run(asyncio.wait_for(read_all(), 60)):
        assert reader.status == "completed" and not reader.of("stream.sync")


@pytest.mark.parametrize("is_secure", [False, True], ids=["ws", "wss"])
def test_a_websocket_is_passed_through(front, trusted, is_secure):
    if is_secure:
        address = f"wss://127.0.0.1:{front.tls_port}/api/ws/tester"
        opened = websockets.sync.client.connect(address, ssl=trusted, subprotocols=["throughline.v1"], proxy=None, open_timeout=10)
    else:
        opened = None
    with opened or frames(front) as made:
        client = Frames(made) if is_secure else made
        answer = client.call(type="message", content="hello", model=models.TEXT)
        assert answer["type"] == "ok", answer
        assert client.call(type="subscribe", stream=answer["stream"])["type"] == "ok"
        reader = events.Reader()
        for event in client.events(answer["stream"]):
            reader.take(event)
            if reader.ended:
                break
    assert reader.text == models.SHORT_ANSWER


def test_a_websocket_frame_above_the_limit_is_closed_by_the_pod(front):
    with frames(front) as client:
        client.send(type="ping", ref="x" * 70_000)
        with pytest.raises(websockets.ConnectionClosed) as closed:
            client.receive()
    assert closed.value.rcvd.code == 1009


def test_a_websocket_stays_open_over_a_silence(front):
    with frames(front) as client:
        assert client.call(type="ping")["type"] in ("ok", "pong")
        with pytest.raises(TimeoutError):
            client.socket.recv(timeout=3)
        client.send(type="ping", ref="again")
        assert json.loads(client.socket.recv(timeout=10))["ref"] == "again"
