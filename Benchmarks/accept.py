#!/usr/bin/env python3
"""Accept to durable commit over HTTP, by callers that each wait for the answer before they send again.   ./bench accept

Every caller has a chat of its own whose first answer is under way and hardly speaks. The answers to all later messages wait for it, so what is
measured is accepting: parsing, the transaction, the disk's sync, 202.
"""

import argparse
import json
import select
import socket
import time

import processes
import results

CALLERS = [1, 16, 64, 256]
CONTENT = "A question of some length, as people ask it. " * 4


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", required=True, help="folder of the load generator")
    parser.add_argument("--server", required=True, help="Throughline's program")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


def chat_name(caller):
    return f"00000000-0000-4000-8000-{caller:012x}"


def request(method, path, body=None):
    text = b"" if body is None else json.dumps(body).encode()
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n".encode() + text


class Caller:
    """One connection with one request under way at most."""

    def __init__(self, port, number):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.chat = chat_name(number)
        self.message = request("POST", f"/api/chats/{self.chat}/messages", {"content": CONTENT, "model": "mock-1-0"})
        self.accepted = 0
        self.sent_at = 0
        self.answer = b""

    def call(self, *what):
        """Waits for the answer; its JSON."""
        self.answer = b""
        self.socket.sendall(request(*what))
        while not self.is_whole(self.socket.recv(65536)):
            pass
        head, _, body = self.answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(f"{what[0]} {what[1]}: {head[:40]!r} {body[:200]!r}")
        return json.loads(body)

    def send(self):
        self.answer = b""
        self.sent_at = time.monotonic_ns()
        self.socket.send(self.message)

    def is_whole(self, more):
        if not more:
            raise RuntimeError("the server closed a connection")
        self.answer += more
        at = self.answer.find(b"\r\n\r\n")
        if at < 0:
            return False
        head = self.answer[:at].lower()
        length = head.find(b"content-length:")
        return length >= 0 and len(self.answer) >= at + 4 + int(head[length + 15:].split(b"\r\n", 1)[0])

    def prepare(self):
        self.call("POST", "/api/chats", {"id": self.chat})
        held = self.call("POST", f"/api/chats/{self.chat}/messages", {"content": "hello", "model": "mock-100000-1000"})["stream"]
        processes.wait_until(
            "the first answer", lambda: self.call("GET", f"/api/streams/{held}")["state"]["status"] == "streaming")

    def stored(self):
        """Questions in the chat, without the first."""
        return self.call("GET", f"/api/chats/{self.chat}")["message_count"] // 2 - 1


def one(options, callers, seconds):
    with processes.Model(options.tools) as model, processes.Throughline(options.server, model.port) as server:
        everybody = [Caller(server.port, number + 1) for number in range(callers)]
        for caller in everybody:
            caller.prepare()
        by_file = {caller.socket.fileno(): caller for caller in everybody}
        ready = select.epoll()
        for number in by_file:
            ready.register(number, select.EPOLLIN)
        waits, refused, under_way = [], 0, callers
        begun = time.monotonic()
        opened, end, limit = begun + 0.5, begun + 0.5 + seconds, begun + seconds + 20
        cpu, counted = None, 0
        for caller in everybody:
            caller.send()
        closed_cpu = wall = None
        while under_way and time.monotonic() < limit:
            for number, _ in ready.poll(1):
                caller = by_file[number]
                if not caller.is_whole(caller.socket.recv(65536)):
                    continue
                now = time.monotonic_ns()
                accepted = caller.answer.startswith(b"HTTP/1.1 202")
                caller.accepted += accepted
                refused += not accepted
                seen = now / 1e9
                if cpu is None and seen >= opened:
                    cpu, wall = processes.cpu_seconds(server.pid), seen
                elif cpu is not None and seen < end:
                    waits.append(now - caller.sent_at)
                    counted += accepted
                elif seen >= end and closed_cpu is None:
                    closed_cpu, wall = processes.cpu_seconds(server.pid), seen - wall
                if seen < end:
                    caller.send()
                else:
                    under_way -= 1
        if under_way or closed_cpu is None or not waits:
            raise RuntimeError(f"{under_way} callers of {callers} got no answer")
        differences = sum(abs(caller.stored() - caller.accepted) for caller in everybody)
        waits.sort()
        return {
            "callers": callers,
            "messages/s": counted / wall,
            "CPU us/accept": (closed_cpu - cpu) * 1e6 / counted,
            "p50 ms": waits[len(waits) // 2] / 1e6,
            "p99 ms": waits[len(waits) * 99 // 100] / 1e6,
            "refused": refused,
            "accepted and not stored": differences,
            "resident MiB": processes.resident_kibibytes(server.pid) / 1024,
        }


def main():
    options = arguments()
    processes.pin_this(processes.LOAD_CPU)
    rows = []
    for callers in [1, 16] if options.quick else CALLERS:
        runs = [one(options, callers, 1 if options.quick else 8) for _ in range(options.runs)]
        # The run in the middle, whole: its figures belong together.
        row = sorted(runs, key=lambda run: run["messages/s"])[len(runs) // 2]
        for fault in ("refused", "accepted and not stored"):
            row[fault] = sum(run[fault] for run in runs)
        print(", ".join(f"{key} {results.number(value)}" for key, value in row.items()), flush=True)
        rows.append(row)
    results.keep("accept", f"./bench accept --runs {options.runs}", rows, options.quick)


main()
