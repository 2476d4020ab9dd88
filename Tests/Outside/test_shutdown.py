"""SIGTERM: no new connections, readers sent off with `retry`, runs finished within the grace period, exit 0."""

import signal
import socket
import threading

import pytest

from support import models, raw


def test_an_idle_server_ends_at_once(start):
    server = start()
    assert server.terminate(seconds=10) == 0


def test_a_short_answer_is_finished_before_the_end(start, connect):
    server = start()
    api = connect(server)
    accepted = api.ask(api.new_chat(), models.SHORT)
    assert server.terminate() == 0
    message = connect(start()).json(f"/api/messages/{accepted['assistant_id']}")
    assert message["status"] == "complete" and message["content"]


def test_a_reader_is_sent_off_with_retry_and_goes_on_at_the_successor(start, connect, upstream):
    server = start(environment=upstream.environment() | {"THROUGHLINE_DRAIN_GRACE": "1s"})
    api = connect(server)
    accepted = api.ask(api.new_chat(), models.LONG, model=models.VERY_SLOW)
    received = {}

    def read():
        with raw.connection(server.port, seconds=20) as made:
            made.sendall(f"GET /api/streams/{accepted['stream']}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            received["head"] = raw.receive(made, lambda data: b"text.delta" in data)
            reading.set()
            received["rest"] = raw.receive(made)

    reading = threading.Event()
    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    assert reading.wait(10)
    assert server.terminate() == 0
    reader.join(10)
    assert b"retry:" in received["rest"]
    assert received["rest"].endswith(b"0\r\n\r\n"), "the body must end properly"
    api = connect(start(environment=upstream.environment()))
    assert api.read(accepted["stream"]).text == api.json(f"/api/messages/{accepted['assistant_id']}")["content"]


def test_no_connection_is_taken_while_it_drains(start, connect, upstream):
    server = start(environment=upstream.environment() | {"THROUGHLINE_DRAIN_GRACE": "5s"})
    api = connect(server)
    accepted = api.ask(api.new_chat(), models.LONG, model=models.VERY_SLOW)
    server.process.send_signal(signal.SIGTERM)
    refused = threading.Event()
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
        except OSError:
            refused.set()
            break
        refused.wait(0.02)
    assert refused.is_set()
    assert server.process.wait(timeout=20) == 0
    assert accepted


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_both_signals_end_it_properly(start, number):
    server = start()
    server.process.send_signal(number)
    assert server.process.wait(timeout=10) == 0
