"""A WebSocket client that speaks the native frames."""

import contextlib
import json

import websockets.sync.client

from .events import checked


class Frames:
    def __init__(self, socket):
        self.socket = socket
        self.early = []
        self._number = 0

    def send(self, **frame):
        self.socket.send(json.dumps(frame))

    def receive(self):
        return json.loads(self.socket.recv(timeout=10))

    def call(self, **frame):
        """Sends a frame with a `ref` and returns its answer; events that come before it are kept for `events`."""
        self._number += 1
        ref = f"r{self._number}"
        self.send(**frame, ref=ref)
        for _ in range(10_000):
            answer = self.receive()
            if answer.get("ref") == ref:
                return answer
            self.early.append(answer)
        raise AssertionError(f"no answer to {frame}")

    def events(self, stream):
        """A stream's events, each validated, those that came early first."""
        while True:
            event = self.early.pop(0) if self.early else self.receive()
            if event.get("stream") == stream and "epoch" in event:
                yield checked(event)


@contextlib.contextmanager
def frames(server, client="tester", **options):
    options = {"subprotocols": ["throughline.v1"], "proxy": None, "open_timeout": 10, "max_size": None} | options
    with websockets.sync.client.connect(f"ws://127.0.0.1:{server.port}/api/ws/{client}", **options) as socket:
        yield Frames(socket)
