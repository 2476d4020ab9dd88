"""Every message on the broker that a traced request led to carries its `traceparent` as the header `Tl-Trace` (PROTOCOL §6)."""

import re
import socket
import threading
import time

import pytest

from cluster_installation import ClusterInstallation
from support import models
from support.api import Api

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
SECONDS = 20


class Listener:
    """Hears every message of a NATS server by its text protocol, with headers."""

    def __init__(self, port):
        self.messages = []
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        self._socket.sendall(b'CONNECT {"verbose":false,"headers":true,"name":"test"}\r\nSUB tl.> 1\r\nPING\r\n')
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        assert self._ready.wait(SECONDS)

    def _listen(self):
        with self._socket.makefile("rb") as lines:
            while line := lines.readline():
                words = line.split()
                if words[0] == b"PING":
                    self._socket.sendall(b"PONG\r\n")
                elif words[0] == b"PONG":
                    self._ready.set()
                elif words[0] in (b"MSG", b"HMSG"):
                    headers = lines.read(int(words[-2])) if words[0] == b"HMSG" else b""
                    lines.read(int(words[-1]) - len(headers) + 2)
                    self.messages.append((words[1].decode(), headers.decode()))

    def traces(self, prefix):
        """What the messages below a subject carry."""
        found = [(subject, headers) for subject, headers in list(self.messages) if subject.startswith(prefix)]
        return [(re.findall(r"(?i)^tl-trace: *(.*)\r$", headers, re.MULTILINE) or [None])[0] for _, headers in found]

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(SECONDS)
        self._socket.close()


@pytest.fixture
def installation(folder):
    made = ClusterInstallation(folder, pods=2, workers=1)
    yield made
    made.close()


def until(holds, what):
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"not within {SECONDS} s: {what}"
        time.sleep(0.02)


def test_work_events_history_and_control_carry_the_trace_of_the_request(installation):
    listener = Listener(installation.cluster.nats[0].port)
    with Api(installation.cluster.pods[0].address) as api, Api(installation.cluster.pods[1].address) as other:
        stream = api.ask(api.new_chat(), "tell me at length", headers={"traceparent": TRACE}, model=models.VERY_SLOW)["stream"]
        for event in api.events(stream):
            if event["type"] == "text.delta" and not any("tl.control." in subject for subject, _ in listener.messages[-3:]):
                other.post(f"/api/streams/{stream}/cancel")
        assert event["type"] == "stream.cancelled"
    for prefix in ("tl.work.", "tl.pod.", "tl.stream.", "tl.events.workflow.", "tl.control."):
        until(lambda prefix=prefix: listener.traces(prefix), prefix)
        assert set(listener.traces(prefix)) == {TRACE}, prefix
    listener.close()
