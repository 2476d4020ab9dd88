"""A stream cut after every k-th byte, for every k of a short answer, and resumed, ends with identical text: on every wire form."""

import http.client
import json

import pytest
from websockets.client import ClientProtocol
from websockets.uri import parse_uri

from support import models, raw
from support.api import problem
from support.events import TERMINAL, Reader, position, read


@pytest.fixture(scope="module")
def answer(shared):
    """A short answer that has ended: its stream and its whole text."""
    from support.api import Api

    with Api(shared.address) as api:
        accepted, reader = api.answered(models.SHORT, model=models.TEXT)
        return accepted["stream"], reader.text


def native(port, path, count=None, cursor=None):
    headers = {"Last-Event-ID": cursor} if cursor else {}
    return [json.loads(block["data"]) for block in raw.sse_blocks(raw.body_prefix(port, path, count, headers)) if "data" in block]


def test_native(shared, answer):
    stream, text = answer
    path = f"/api/streams/{stream}/events"
    length = len(raw.body_prefix(shared.port, path, None))
    for k in range(length):
        reader = Reader()
        for event in native(shared.port, path, k):
            reader.take(event)
        if not reader.ended:
            for event in native(shared.port, path, cursor=reader.cursor):
                reader.take(event)
        assert reader.ended and reader.text == text, f"cut after {k} bytes"


def frames(port, path, count=None):
    """The data frames with a JSON object, and whether nothing more will come."""
    body = raw.body_prefix(port, path, count)
    if body is None:
        return [], True
    data = [block["data"] for block in raw.sse_blocks(body) if "data" in block]
    return [json.loads(item) for item in data if item.startswith("{")], "[DONE]" in data


def test_openai(shared, answer):
    stream, text = answer
    path = f"/api/streams/{stream}/events?wire=openai"
    length = len(raw.body_prefix(shared.port, path, None))
    whole, _ = frames(shared.port, path)
    for k in range(length):
        had, done = frames(shared.port, path, k)
        if not done:
            more, done = frames(shared.port, f"{path}&after={len(had)}")
            had += more
        assert done and had == whole, f"cut after {k} bytes"
    assert "".join(frame["choices"][0]["delta"].get("content") or "" for frame in whole) == text


def test_openai_frames_have_rising_ids_that_resume(shared, answer):
    stream, _ = answer
    path = f"/api/streams/{stream}/events?wire=openai"
    blocks = [block for block in raw.sse_blocks(raw.body_prefix(shared.port, path, None)) if block.get("data", "").startswith("{")]
    ids = [tuple(map(int, block["id"].split("-"))) for block in blocks]
    assert ids == sorted(set(ids))
    for at, block in enumerate(blocks):
        rest = raw.sse_blocks(raw.body_prefix(shared.port, path, None, {"Last-Event-ID": block["id"]}) or b"")
        assert [item for item in rest if item.get("data", "").startswith("{")] == blocks[at + 1 :]


def test_a_call_by_post_goes_on_by_get(shared):
    body = {"model": models.TEXT, "stream": True, "stream_options": {"include_usage": True}, "messages": [{"role": "user", "content": models.SHORT}]}

    def post(count):
        made = http.client.HTTPConnection("127.0.0.1", shared.port, timeout=10)
        try:
            made.request("POST", "/v1/chat/completions", json.dumps(body), {"Content-Type": "application/json"})
            response = made.getresponse()
            return response.headers["X-Throughline-Stream"], response.read(count)
        finally:
            made.close()

    def told(frame):
        return {name: value for name, value in frame.items() if name not in ("id", "created")}

    def objects(data):
        return [json.loads(block["data"]) for block in raw.sse_blocks(data) if block.get("data", "").startswith("{")]

    _, data = post(None)
    whole = [told(frame) for frame in objects(data)]
    assert whole[-1]["choices"] == [] and whole[-1]["usage"]
    for k in range(1, len(data), 97):
        stream, data = post(k)
        had = objects(data)
        more, done = frames(shared.port, f"/api/streams/{stream}/events?wire=openai&after={len(had)}")
        assert done and [told(frame) for frame in had + more] == whole, f"cut after {k} bytes"


class CutSocket:
    """A WebSocket whose peer's bytes end after `count`."""

    def __init__(self, port, stream, after=None, count=None):
        self.protocol = ClientProtocol(parse_uri(f"ws://127.0.0.1:{port}/api/ws/cut"), max_size=None)
        self.events = []
        with raw.connection(port) as made:
            self.protocol.send_request(self.protocol.connect())
            made.sendall(b"".join(self.protocol.data_to_send()))
            self.received = 0
            subscribed = False
            while count is None or self.received < count:
                data = made.recv(65536 if count is None else min(65536, count - self.received))
                if not data:
                    return
                self.received += len(data)
                self.protocol.receive_data(data)
                if not subscribed and self.protocol.state.name == "OPEN":
                    subscribed = True
                    frame = {"type": "subscribe", "stream": stream, **({"after": after} if after else {})}
                    self.protocol.send_text(json.dumps(frame).encode())
                    made.sendall(b"".join(self.protocol.data_to_send()))
                for event in self.protocol.events_received():
                    message = json.loads(event.data) if hasattr(event, "opcode") and event.opcode == 1 else {}
                    if "epoch" in message and message.get("type") != "ok":
                        self.events.append(message)
                        if message["type"] in TERMINAL:
                            return


def test_websocket(shared, answer):
    stream, text = answer
    length = CutSocket(shared.port, stream).received
    for k in range(1, length, 3):
        reader = read(CutSocket(shared.port, stream, count=k).events)
        if not reader.ended:
            for event in CutSocket(shared.port, stream, after=reader.cursor).events:
                reader.take(event)
        assert reader.ended and reader.text == text, f"cut after {k} bytes"


def test_a_live_stream_is_resumed_again_and_again(shared, api):
    accepted = api.ask(api.new_chat(), models.LONG)
    path = f"/api/streams/{accepted['stream']}/events"
    reader, cuts = Reader(), 0
    while not reader.ended:
        assert (cuts := cuts + 1) < 2000
        for event in native(shared.port, path, 700 + cuts * 13 % 900, reader.cursor):
            reader.take(event)
    assert reader.text == api.json(f"/api/messages/{accepted['assistant_id']}")["content"]


def test_a_cursor_at_the_end_of_an_ended_stream_gets_204(api, answer):
    stream, _ = answer
    end = api.read(stream).cursor
    path = f"/api/streams/{stream}/events"
    assert api.get(path, params={"after": end}).status_code == 204
    assert api.get(path, headers={"Last-Event-ID": end}).status_code == 204


def test_the_header_wins_over_the_query(api, answer):
    stream, _ = answer
    events = list(api.events(stream))
    end = position(events[-1])
    assert api.get(f"/api/streams/{stream}/events", params={"after": position(events[0])}, headers={"Last-Event-ID": end}).status_code == 204


@pytest.mark.parametrize("cursor", ["", "1", "1-0", "0-1", "-1-1", "a-b", "1-1-1", "1-9007199254740993", "01-1", " 1-1"])
def test_a_malformed_cursor_is_refused(api, answer, cursor):
    problem(api.get(f"/api/streams/{answer[0]}/events", params={"after": cursor}), 400, "stream.bad_position")


@pytest.mark.parametrize("cursor", ["1-100000", "2-1", "9-9"])
def test_a_cursor_that_was_never_reached_is_refused(api, answer, cursor):
    problem(api.get(f"/api/streams/{answer[0]}/events", params={"after": cursor}), 409, "stream.unknown_position")


def test_the_answer_begins_with_retry_and_says_what_proxies_need(shared, answer):
    made = http.client.HTTPConnection("127.0.0.1", shared.port, timeout=10)
    made.request("GET", f"/api/streams/{answer[0]}/events")
    response = made.getresponse()
    assert response.read().startswith(b"retry: 1000\n")
    assert response.headers["Content-Type"].startswith("text/event-stream")
    assert "no-cache" in response.headers["Cache-Control"] and "no-transform" in response.headers["Cache-Control"]
    assert response.headers["X-Accel-Buffering"] == "no"
    made.close()
