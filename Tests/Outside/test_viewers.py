"""Many viewers of one stream, slow ones among them: nobody waits for anybody, and all end with the same text."""

import concurrent.futures
import json
import socket

from support import models, raw
from support.events import Reader


def slow_view(port, stream, go_on):
    """Reads nothing until `go_on` is done, with a receive buffer that is soon full; reconnects when it is cut."""
    reader = Reader()
    while not reader.ended:
        with socket.socket() as made:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            made.settimeout(20)
            made.connect(("127.0.0.1", port))
            cursor = f"Last-Event-ID: {reader.cursor}\r\n" if reader.cursor else ""
            made.sendall(f"GET /api/streams/{stream}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n{cursor}Connection: close\r\n\r\n".encode())
            go_on.result(timeout=30)
            _, _, body = raw.receive(made).partition(b"\r\n\r\n")
            for block in raw.sse_blocks(unchunked(body)):
                if "data" in block:
                    reader.take(json.loads(block["data"]))
    return reader


def unchunked(body):
    content = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        content += body[: int(size, 16)]
        body = body[int(size, 16) + 2 :]
    return content


def test_two_viewers_one_slow_end_identical(shared, api):
    accepted = api.ask(api.new_chat(), models.LONG)
    with concurrent.futures.ThreadPoolExecutor() as threads:
        fast = threads.submit(api.read, accepted["stream"])
        slow = threads.submit(slow_view, shared.port, accepted["stream"], fast)
        stored = api.ended(accepted["stream"])["text"]
        assert fast.result(30).text == slow.result(30).text == stored != ""


def test_fifty_viewers_who_come_at_any_time_see_the_same(api):
    accepted = api.ask(api.new_chat(), "long 200")
    with concurrent.futures.ThreadPoolExecutor(max_workers=50) as threads:
        views = list(threads.map(lambda _: api.read(accepted["stream"]), range(50)))
    assert len({view.text for view in views}) == 1
    assert views[0].text == api.json(f"/api/messages/{accepted['assistant_id']}")["content"]


def test_a_viewer_who_leaves_does_not_stop_the_answer(shared, api):
    accepted = api.ask(api.new_chat(), models.LONG)
    raw.body_prefix(shared.port, f"/api/streams/{accepted['stream']}/events", 500)
    assert api.ended(accepted["stream"])["status"] == "completed"


def test_a_caller_who_asked_for_it_stops_the_answer_by_leaving(shared, api):
    chat = api.new_chat()
    body = json.dumps({"content": models.LONG}).encode()
    head = (
        f"POST /api/chats/{chat}/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\n"
        f"X-Throughline-On-Disconnect: cancel\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with raw.connection(shared.port) as made:
        made.sendall(head.encode() + body)
        raw.receive(made, lambda data: b"text.delta" in data)
    stream = api.items(f"/api/chats/{chat}/messages")[-1]["id"]
    assert api.ended(stream)["status"] == "cancelled"
    last = api.read(stream).last
    assert last["by"] == "disconnect" and last["partial"]


def test_a_cancel_keeps_what_was_produced_and_may_be_repeated(api):
    accepted = api.ask(api.new_chat(), models.LONG)
    stream = accepted["stream"]
    for event in api.events(stream):
        if event["type"] == "text.delta":
            break
    assert api.post(f"/api/streams/{stream}/cancel").status_code == 200
    reader = api.read(stream)
    assert reader.last["type"] == "stream.cancelled" and reader.last["by"] == "user"
    message = api.json(f"/api/messages/{accepted['assistant_id']}")
    assert (message["status"], message["content"]) == ("cancelled", reader.text)
    assert api.post(f"/api/streams/{stream}/cancel").status_code == 200


def test_answers_of_one_chat_run_one_after_the_other(api):
    chat = api.new_chat()
    first, second = api.ask(chat, models.LONG), api.ask(chat, models.SHORT)
    assert api.json(f"/api/streams/{second['stream']}")["state"]["status"] == "queued"
    api.post(f"/api/streams/{first['stream']}/cancel")
    assert api.read(second["stream"]).last["type"] == "stream.completed"


def test_a_silent_stream_is_kept_alive(start, connect, upstream):
    server = start(environment=upstream.environment() | {"THROUGHLINE_STREAMS_HEARTBEAT": "1s"})
    accepted = connect(server).ask(connect(server).new_chat(), models.SHORT, model="fake-hang")
    with raw.connection(server.port, seconds=20) as made:
        made.sendall(f"GET /api/streams/{accepted['stream']}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        received = raw.receive(made, lambda data: data.count(b"\n:") + data.count(b"\r\n: ") >= 2)
    assert received.count(b": ") >= 2


def test_a_viewer_behind_what_is_kept_gets_a_snapshot(start, connect):
    server = start(environment={"THROUGHLINE_STREAMS_MEMORY": "1MiB"})
    api = connect(server)
    accepted = api.ask(api.new_chat(), "long 20000", model=models.FAST)
    with concurrent.futures.ThreadPoolExecutor() as threads:
        ended = threads.submit(api.ended, accepted["stream"])
        reader = threads.submit(slow_view, server.port, accepted["stream"], ended).result(40)
    assert reader.of("stream.sync")
    assert reader.text == ended.result()["text"]
