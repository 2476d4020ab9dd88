"""All of a client's streams on one connection, resumed by an opaque cursor."""

import contextlib

import httpx_sse

from support import models
from support.api import Api, fresh_uuid, problem
from support.events import TERMINAL, Reader, checked


@contextlib.contextmanager
def session_events(api, session, after=None, path=None):
    """The session's events as (cursor, event), on a connection of its own."""
    with Api(api.base_url) as own, httpx_sse.connect_sse(
        own, "GET", path or f"/api/sessions/{session}/events", params={"after": after} if after else None
    ) as source:
        assert source.response.status_code == 200, source.response.read()
        yield ((item.id, checked(item.json())) for item in source.iter_sse() if item.data)


def read_until_ended(items, streams):
    """Readers of these streams, once each has ended, and the last cursor."""
    readers = {stream: Reader() for stream in streams}
    for cursor, event in items:
        if event["stream"] in readers:
            readers[event["stream"]].take(event)
            if all(reader.ended for reader in readers.values()):
                return readers, cursor
    raise AssertionError("the session's connection ended before its streams did")


def test_streams_that_a_session_starts_come_on_its_connection(api):
    session = fresh_uuid()
    with session_events(api, session) as items:
        streams = [api.ask(api.new_chat(), models.SHORT, {"X-Throughline-Session": session})["stream"] for _ in range(3)]
        readers, _ = read_until_ended(items, streams)
    for stream, reader in readers.items():
        assert reader.text == api.json(f"/api/messages/{stream}")["content"]


def test_a_stream_of_another_client_can_be_joined_and_left(api):
    session = fresh_uuid()
    stream = api.ask(api.new_chat(), models.LONG)["stream"]
    assert api.post(f"/api/sessions/{session}/streams", json={"stream": stream}).status_code == 204
    with session_events(api, session) as items:
        readers, _ = read_until_ended(items, [stream])
    assert readers[stream].last["type"] in TERMINAL
    assert api.delete(f"/api/sessions/{session}/streams/{stream}").status_code == 204


def test_a_session_goes_on_from_its_cursor_without_a_repetition(api):
    session = fresh_uuid()
    headers = {"X-Throughline-Session": session}
    streams = [api.ask(api.new_chat(), models.LONG, headers)["stream"] for _ in range(2)]
    readers = {stream: Reader() for stream in streams}
    cursor, connections = None, 0
    while not all(reader.ended for reader in readers.values()):
        assert (connections := connections + 1) < 500
        with session_events(api, session, cursor) as items:
            for number, (cursor, event) in enumerate(items):
                readers[event["stream"]].take(event)
                if number == 100 or all(reader.ended for reader in readers.values()):
                    break
    for stream, reader in readers.items():
        assert reader.text == api.json(f"/api/messages/{stream}")["content"]


def test_the_short_address_serves_the_same(api):
    session = fresh_uuid()
    stream = api.ask(api.new_chat(), models.SHORT, {"X-Throughline-Session": session})["stream"]
    with session_events(api, session, path=f"/sse?session={session}") as items:
        readers, _ = read_until_ended(items, [stream])
    assert readers[stream].ended


def test_a_session_must_have_a_proper_name_and_join_a_known_stream(api):
    assert api.get("/api/sessions/no.dots/events").status_code in (400, 404)
    problem(api.post("/api/sessions/s/streams", json={"stream": f"{fresh_uuid()}_000002_AM"}), 404)
