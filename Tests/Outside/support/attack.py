"""What hostile clients do, and what it costs everybody else: the server's memory, and a bystander's waiting."""

import base64
import contextlib
import os
import resource
import selectors
import socket
import statistics
import struct
import time

import httpx


def resident_bytes(server):
    """What the server's process holds in memory now."""
    with open(f"/proc/{server.process.pid}/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def allow_many_sockets(count):
    """Raises this process's own limit of open files as far as it may; answers how many sockets it can hold."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + 200
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return min(count, wanted - 200)


class Bystander:
    """An ordinary client that goes on working: `seconds()` is what it usually waits for an answer."""

    def __init__(self, server):
        self.client = httpx.Client(base_url=server.address, timeout=10, trust_env=False)
        self.seconds(20)

    def seconds(self, requests=60, batches=5):
        """The median of the best batch: who is held up is held up in all of them, other work on the machine comes and goes."""
        return min(self._median(max(1, requests // batches)) for _ in range(batches))

    def _median(self, requests):
        waits = []
        for _ in range(requests):
            begun = time.perf_counter()
            assert self.client.get("/api/chats?limit=5").status_code == 200
            waits.append(time.perf_counter() - begun)
        return statistics.median(waits)

    def close(self):
        self.client.close()


class Crowd:
    """Many raw connections, driven a step at a time."""

    def __init__(self, port):
        self.port = port
        self.sockets = []

    def join(self, count, first=b"", receive_buffer=None):
        for _ in range(count):
            made = socket.socket()
            if receive_buffer:
                made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            made.connect(("127.0.0.1", self.port))
            if first:
                made.sendall(first)
            made.setblocking(False)
            self.sockets.append(made)
        return self

    def say(self, data):
        """Each sends `data`, as far as the server takes it."""
        for made in self.sockets:
            with contextlib.suppress(OSError):
                made.send(data)

    def still_open(self):
        """How many the server has not closed; what it has sent is thrown away."""
        selector = selectors.DefaultSelector()
        for made in self.sockets:
            selector.register(made, selectors.EVENT_READ)
        closed = 0
        for key, _ in selector.select(timeout=0):
            try:
                closed += key.fileobj.recv(65536) == b""
            except BlockingIOError:
                continue
            except OSError:
                closed += 1
        selector.close()
        return len(self.sockets) - closed

    def close(self):
        for made in self.sockets:
            made.close()


def websocket_handshake(port, client="attacker"):
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET /api/ws/{client} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def websocket_frame(opcode, payload=b"", final=True):
    """A masked frame as a client sends it (RFC 6455 section 5.2); the mask is zero."""
    first = (0x80 if final else 0) | opcode
    if len(payload) < 126:
        head = struct.pack("!BB", first, 0x80 | len(payload))
    elif len(payload) < 65536:
        head = struct.pack("!BBH", first, 0x80 | 126, len(payload))
    else:
        head = struct.pack("!BBQ", first, 0x80 | 127, len(payload))
    return head + b"\0\0\0\0" + payload
