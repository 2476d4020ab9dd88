#!/usr/bin/env python3
"""Becomes a Throughline server that has one stream of a known name, for a load generator that only knows a URL to read and one to post to.

The answers of a chat run one after the other. So a first message is answered by a model that hardly speaks, and the stream of the second,
CHAT_000004_AM, is there and silent until somebody cancels the first, CHAT_000002_AM (--held). Or no first answer stands in the way and the
second is over before anybody comes (--ended).

This process turns into the server by exec, so that its pid is the server's. What it prepares is done by a helper that is no child of
it, since the load generator counts the CPU time of the server's children as the server's. The helper opens the gate's port when the stream is there.
"""

import argparse
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

LIMIT_SECONDS = 300


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", type=int, required=True, help="port that is opened when the stream is there")
    parser.add_argument("--listen", type=int, required=True, help="port of the server")
    parser.add_argument("--upstream", type=int, required=True, help="port of the model")
    parser.add_argument("--mock", required=True, help="the model's program")
    parser.add_argument("--mock-cpu", type=int, default=1)
    parser.add_argument("--server", required=True, help="Throughline's program")
    parser.add_argument("--chat", required=True, help="UUID of the chat")
    parser.add_argument("--model", required=True, help="model of the second answer")
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--held", action="store_true")
    kind.add_argument("--ended", action="store_true")
    return parser.parse_args()


def call(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300].decode(errors='replace')}")
        return json.loads(text)
    finally:
        connection.close()


def wait_until(what, condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


def is_open(port):
    with socket.socket() as probe:
        probe.settimeout(0.3)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def prepare(options):
    """Two messages, of which the second's answer is the stream that is read."""
    port, chat = options.listen, options.chat
    wait_until("the server", lambda: is_open(port))
    wait_until("the model", lambda: is_open(options.upstream))

    def state(stream):
        return call(port, "GET", f"/api/streams/{stream}")["state"]["status"]

    def post(model):
        return call(port, "POST", f"/api/chats/{chat}/messages", {"content": "hello", "model": model})["stream"]

    call(port, "POST", "/api/chats", {"id": chat})
    first = post("mock-100000-1000" if options.held else "mock-1-0")
    wait_until("the first answer", lambda: state(first) == ("streaming" if options.held else "completed"))
    second = post(options.model)
    if second != f"{chat}_000004_AM":
        raise RuntimeError(f"expected the stream {chat}_000004_AM, found {second}")
    wait_until("the second answer", lambda: state(second) == ("queued" if options.held else "completed"))


def help_server(options, server, data):
    """Runs beside the server until it ends."""
    if hasattr(os, "sched_setaffinity") and options.mock_cpu < (os.cpu_count() or 1):
        os.sched_setaffinity(0, {options.mock_cpu})
    mock = subprocess.Popen([options.mock, "--port", str(options.upstream)])
    gate = None
    try:
        prepare(options)
        gate = socket.create_server(("127.0.0.1", options.gate))
        end = time.monotonic() + LIMIT_SECONDS
        while time.monotonic() < end:
            os.kill(server, 0)
            time.sleep(0.2)
    except ProcessLookupError:
        pass
    except (RuntimeError, OSError, http.client.HTTPException) as error:
        print(f"one_stream: {error}", file=sys.stderr)
        try:
            os.kill(server, signal.SIGTERM)
        except ProcessLookupError:
            pass
    finally:
        if gate:
            gate.close()
        mock.kill()
        mock.wait()
        shutil.rmtree(data, ignore_errors=True)


def main():
    options = arguments()
    server = os.getpid()
    data = tempfile.mkdtemp()
    child = os.fork()
    if child == 0:
        # The helper's parent ends at once: the helper is nobody's child from then on.
        if os.fork() == 0:
            help_server(options, server, data)
        os._exit(0)
    os.waitpid(child, 0)
    environment = dict(os.environ, OPENAI_BASE_URL=f"http://127.0.0.1:{options.upstream}/v1", OPENAI_API_KEY="x")
    arguments_of_server = [options.server, "serve", "--threads", "1", "--listen", f"127.0.0.1:{options.listen}", "--data", data]
    os.execve(options.server, arguments_of_server, environment)


main()
