"""Frames in both directions: subscribe, ask, cancel, and what happens to bad ones."""

import contextlib
import itertools
import json
import os

import pytest
import websockets.exceptions

from support import models, raw
from support.api import fresh_uuid
from support.events import Reader, read
from support.frames import frames


def read_frames(socket, stream, reader=None):
    reader = reader or Reader()
    for event in socket.events(stream):
        if reader.take(event).ended:
            return reader


def test_a_message_is_asked_and_answered(shared, api):
    with frames(shared) as socket:
        accepted = socket.call(type="message", content=models.SHORT)
        assert accepted["type"] == "ok" and accepted["stream"] == accepted["assistant_id"]
        if socket.call(type="subscribe", stream=accepted["stream"])["type"] == "ok":
            reader = read_frames(socket, accepted["stream"])
    assert reader.text == api.json(f"/api/messages/{accepted['assistant_id']}")["content"]


def test_events_are_the_same_objects_as_on_server_sent_events(shared, api):
    accepted, reader = api.answered(models.CODE)
    with frames(shared) as socket:
        assert socket.call(type="subscribe", stream=accepted["stream"])["type"] == "ok"
        assert read_frames(socket, accepted["stream"]).events == reader.events


def test_a_subscription_goes_on_after_a_position(shared, api):
    accepted, reader = api.answered(models.SHORT)
    for cut in range(1, len(reader.events)):
        had = read(reader.events[:cut])
        with frames(shared) as socket:
            socket.call(type="subscribe", stream=accepted["stream"], after=had.cursor)
            assert read_frames(socket, accepted["stream"], had).text == reader.text


def test_two_streams_share_a_connection(shared, api):
    asked = [api.ask(api.new_chat(), models.LONG)["stream"] for _ in range(2)]
    readers = {stream: Reader() for stream in asked}
    with frames(shared) as socket:
        for stream in asked:
            assert socket.call(type="subscribe", stream=stream)["type"] == "ok"
        for _ in range(100_000):
            event = socket.early.pop(0) if socket.early else socket.receive()
            readers[event["stream"]].take(event)
            if all(reader.ended for reader in readers.values()):
                break
    for stream, reader in readers.items():
        assert reader.text == api.json(f"/api/messages/{stream}")["content"]


def test_a_stream_is_left(shared, api):
    accepted = api.ask(api.new_chat(), models.LONG)
    with frames(shared) as socket:
        socket.call(type="subscribe", stream=accepted["stream"])
        assert socket.call(type="unsubscribe", stream=accepted["stream"])["type"] == "ok"
        socket.early.clear()
        assert socket.call(type="ping")["type"] in ("ok", "pong")
        assert [frame for frame in socket.early if frame.get("stream")] == []


def test_a_cancel_works_from_here_too(shared, api):
    accepted = api.ask(api.new_chat(), models.LONG)
    with frames(shared) as socket:
        assert socket.call(type="cancel", stream=accepted["stream"])["type"] == "ok"
    assert api.ended(accepted["stream"])["status"] == "cancelled"


def test_the_echo_holds_here_too(shared, api):
    chat = api.new_chat()
    with frames(shared) as socket:
        first = socket.call(type="message", chat=chat, content=models.SHORT, frontend_id="mine")
        again = socket.call(type="message", chat=chat, content=models.SHORT, frontend_id="mine")
        other = socket.call(type="message", chat=chat, content="Another", frontend_id="mine")
    assert first["frontend_id"] == "mine" and again["id"] == first["id"]
    assert (other["type"], other["code"]) == ("error", "id.conflict")


def test_without_keys_every_token_is_taken(shared):
    with frames(shared) as socket:
        assert socket.call(type="auth", token="anything")["type"] == "ok"


@pytest.mark.parametrize(
    "frame",
    ["", "{", "[]", "null", '"text"', "{}", '{"type":7}', '{"type":"no such"}', '{"type":"subscribe"}', '{"type":"subscribe","stream":"nonsense"}',
     '{"type":"message"}', '{"type":"message","content":"a","unknown":1}', '{"type":"cancel","stream":7}', '{"type":"message","content":"a\\u0000b"}'],
)
def test_a_bad_frame_gets_an_error_and_the_connection_stays(shared, frame):
    with frames(shared) as socket:
        socket.socket.send(frame)
        error = socket.receive()
        assert error["type"] == "error" and error["code"] and error["detail"]
        assert socket.call(type="ping")["type"] != "error"


def test_an_unknown_stream_is_an_error_with_the_ref(shared):
    with frames(shared) as socket:
        error = socket.call(type="subscribe", stream=f"{fresh_uuid()}_000002_AM")
        assert error["type"] == "error" and error["code"] == "not_found"


@pytest.mark.parametrize("after", ["1-0", "x", 7])
def test_a_bad_position_is_an_error(shared, api, after):
    accepted, _ = api.answered(models.SHORT)
    with frames(shared) as socket:
        assert socket.call(type="subscribe", stream=accepted["stream"], after=after)["type"] == "error"


def closed_with(shared, send):
    with frames(shared) as socket:
        with contextlib.suppress(websockets.exceptions.ConnectionClosed):
            send(socket.socket)
        with pytest.raises(websockets.exceptions.ConnectionClosed) as closed:
            for _ in itertools.count():
                socket.socket.recv(timeout=10)
        return closed.value.rcvd.code


def test_a_message_above_the_limit_closes_with_1009(shared):
    assert closed_with(shared, lambda socket: socket.send(json.dumps({"type": "ping", "ref": "x" * 70_000}))) == 1009


def test_a_message_above_the_limit_in_fragments_closes_with_1009(shared):
    assert closed_with(shared, lambda socket: socket.send(["x" * 30_000 for _ in range(4)])) == 1009


def test_a_binary_frame_closes_with_1003(shared):
    assert closed_with(shared, lambda socket: socket.send(b"binary")) == 1003


def test_text_that_is_no_utf_8_closes_with_1007(shared):
    masked_with_zeros = b"\x81\x82" + bytes(4) + b"\xff\xfe"
    assert closed_with(shared, lambda socket: socket.socket.sendall(masked_with_zeros)) == 1007


def test_a_frame_without_a_mask_closes_with_1002(shared):
    with frames(shared) as socket:
        socket.socket.socket.sendall(b"\x81\x02{}")
        with pytest.raises(websockets.exceptions.ConnectionClosed) as closed:
            socket.socket.recv(timeout=10)
        assert closed.value.rcvd.code == 1002


def test_fragments_are_put_together(shared):
    frame = json.dumps({"type": "ping", "ref": "pieces"})
    with frames(shared) as socket:
        socket.socket.send(iter(frame))
        assert socket.receive()["ref"] == "pieces"


def test_pings_are_answered(shared):
    with frames(shared) as socket:
        assert socket.socket.ping(os.urandom(8)).wait(timeout=10)


def test_the_subprotocol_is_taken_and_may_be_left_out(shared):
    with frames(shared) as socket:
        assert socket.socket.subprotocol == "throughline.v1"
    with frames(shared, subprotocols=None) as socket:
        assert socket.socket.subprotocol is None
        assert socket.call(type="ping")["type"] != "error"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("no upgrade", ""),
        ("old version", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 8\r\n"),
        ("no key", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"),
        ("bad key", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: short\r\nSec-WebSocket-Version: 13\r\n"),
    ],
)
def test_what_is_no_proper_handshake_is_refused(shared, name, head):
    request = f"GET /api/ws/me HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n"
    with raw.connection(shared.port) as made:
        made.sendall(request.encode())
        assert raw.status(raw.receive(made, lambda data: b"\r\n\r\n" in data)) in (400, 426)
