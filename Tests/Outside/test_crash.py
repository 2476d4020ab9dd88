"""kill -9 in the middle of an answer: the message is there, the run goes on or ends honestly, and what the reader has is what is stored."""

import json
import queue
import subprocess
import threading
import time

import httpx
import pytest

from support import models, raw
from support.api import Api
from support.events import Reader
from support.process import clean_environment, throughline, wait_until


def read_into(address, stream, reader):
    """Reads from the reader's cursor until the stream or the connection ends."""
    with Api(address) as api:
        try:
            for event in api.events(stream, after=reader.cursor):
                reader.take(event)
        except httpx.TransportError:
            return


@pytest.mark.parametrize("deltas", [1, 8, 40])
def test_an_answer_survives_a_kill_and_its_reader_too(start, connect, upstream, deltas):
    server = start(environment=upstream.environment())
    accepted = connect(server).ask(connect(server).new_chat(), models.LONG, model=models.SLOW)
    stream, reader = accepted["stream"], Reader()
    reading = threading.Thread(target=read_into, args=(server.address, stream, reader), daemon=True)
    reading.start()
    wait_until(lambda: len(reader.of("text.delta")) >= deltas, what=f"{deltas} deltas")
    server.kill()
    reading.join(10)
    before = reader.epoch

    successor = start(environment=upstream.environment())
    rounds = 0
    while not reader.ended:
        assert (rounds := rounds + 1) < 50
        read_into(successor.address, stream, reader)
    api = connect(successor)
    assert reader.epoch > before
    message = api.json(f"/api/messages/{accepted['assistant_id']}")
    assert message["content"] == reader.text
    assert message["status"] == {"completed": "complete"}.get(reader.status, reader.status)
    assert api.json(f"/api/messages/{accepted['id']}")["content"] == models.LONG
    assert api.read(stream).text == reader.text


def test_a_message_is_there_as_soon_as_it_was_accepted(start, connect):
    server = start()
    api = connect(server)
    chat = api.new_chat()
    accepted = [api.ask(chat, f"Question {number}") for number in range(10)]
    server.kill()
    api = connect(start())
    stored = [message["id"] for message in api.items(f"/api/chats/{chat}/messages")]
    assert stored == sorted([item["id"] for item in accepted] + [item["assistant_id"] for item in accepted])
    for item in accepted:
        api.ended(item["stream"], seconds=60)
    assert all(message["status"] != "streaming" for message in api.items(f"/api/chats/{chat}/messages"))


def test_every_provider_call_is_closed_after_a_kill(start, connect, upstream):
    server = start(environment=upstream.environment())
    accepted = connect(server).ask(connect(server).new_chat(), models.LONG, model=models.SLOW)
    wait_until(lambda: connect(server).json("/api/ledger", run=accepted["run"])["items"], what="a ledger row")
    server.kill()
    api = connect(start(environment=upstream.environment()))
    api.ended(accepted["stream"])
    calls = api.items("/api/ledger", run=accepted["run"])
    assert calls and all(call["status"] != "open" and call["ended_at"] for call in calls)


def test_a_reader_without_a_connection_at_the_kill_is_told_what_is_void(start, connect):
    server = start()
    api = connect(server)
    accepted = api.ask(api.new_chat(), models.LONG)
    reader = Reader()
    for event in api.events(accepted["stream"]):
        if len(reader.take(event).of("text.delta")) == 5:
            break
    server.kill()
    successor = start()
    connect(successor).ended(accepted["stream"])
    read_into(successor.address, accepted["stream"], reader)
    assert reader.ended
    assert reader.text == connect(successor).json(f"/api/messages/{accepted['assistant_id']}")["content"]


def test_a_reader_that_had_more_than_was_kept_is_never_told_that_its_place_is_unknown(start, connect, upstream):
    server = start(environment=upstream.environment())
    api = connect(server)
    streams = [api.ask(api.new_chat(), models.LONG, model=models.VERY_SLOW)["stream"] for _ in range(40)]
    for stream in streams:
        wait_until(lambda: api.json(f"/api/streams/{stream}")["seq"] > 1, what="a first token")
    server.kill()
    answers = queue.Queue()

    def come_back(stream):
        """Connects again the moment that somebody listens, as an impatient client does."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                answers.put(raw.body_prefix(server.port, f"/api/streams/{stream}/events?after=1-1000000", 60))
                return
            except ConnectionRefusedError:
                continue
            except AssertionError as refused:
                answers.put(repr(refused).encode())
                return
        answers.put(b"nobody listened")

    # The last runs are taken over last.
    readers = [threading.Thread(target=come_back, args=(stream,), daemon=True) for stream in streams[-3:]]
    for reader in readers:
        reader.start()
    start(environment=upstream.environment(), listen=f"127.0.0.1:{server.port}")
    for _ in readers:
        answer = answers.get(timeout=30)
        assert b"id: 2-" in answer and b"event: stream.reset" in answer


def test_a_busy_port_is_found_before_anything_is_taken_over(start, connect):
    server = start()
    accepted = connect(server).ask(connect(server).new_chat(), "long 2000")
    next(connect(server).events(accepted["stream"]))
    server.kill()
    other = start(folder="other")
    refused = subprocess.run(
        [throughline(), "serve", "--listen", f"127.0.0.1:{other.port}", "--data", str(server.data)],
        env=clean_environment(), capture_output=True, text=True, timeout=20,
    )
    assert refused.returncode == 2
    successor = start()
    connect(successor).ended(accepted["stream"], seconds=60)
    assert connect(successor).json(f"/api/streams/{accepted['stream']}")["epoch"] == 2


def test_an_answer_survives_three_kills_in_a_row(start, connect):
    server = start()
    accepted = connect(server).ask(connect(server).new_chat(), "long 2000")
    reader = Reader()
    for kills in range(1, 4):
        with Api(server.address) as api:
            for event in api.events(accepted["stream"], after=reader.cursor):
                if len(reader.take(event).of("text.delta")) >= 60 * kills:
                    break
        server.kill()
        server = start()
    while not reader.ended:
        read_into(server.address, accepted["stream"], reader)
    assert reader.epoch == 4
    assert reader.text == connect(server).json(f"/api/messages/{accepted['assistant_id']}")["content"]


@pytest.mark.parametrize("model", [models.SCRIPTED, models.SLOW])
def test_the_compatible_form_goes_on_with_the_same_text_or_says_that_it_cannot(start, connect, upstream, model):
    server = start(environment=upstream.environment())
    body = {"model": model, "stream": True, "messages": [{"role": "user", "content": models.LONG}]}
    frames = []
    with pytest.raises(httpx.TransportError), connect(server).stream("POST", "/v1/chat/completions", json=body) as answer:
        stream = answer.headers["x-throughline-stream"]
        for line in answer.iter_lines():
            if line.startswith("data: {"):
                frames.append(json.loads(line.removeprefix("data: ")))
            if len(frames) == 20:
                server.kill()
    successor = start(environment=upstream.environment())
    stored = connect(successor).ended(stream)["text"]
    rest = raw.sse_blocks(raw.body_prefix(successor.port, f"/api/streams/{stream}/events?wire=openai&after={len(frames)}", None))
    more = [json.loads(block["data"]) for block in rest if block.get("data", "").startswith("{")]
    if "error" in more[-1]:
        assert more[-1]["error"]["code"] == "stream.reset"
        return
    text = "".join(frame["choices"][0]["delta"].get("content") or "" for frame in frames + more if frame["choices"])
    assert text == stored and more[-1]["choices"][0]["finish_reason"] == "stop"
