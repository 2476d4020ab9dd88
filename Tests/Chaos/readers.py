"""Readers as strict as the promise: each event once, in order, or a snapshot that says so. They count what breaks it."""

import asyncio
import json

import httpx
import websockets
import websockets.asyncio.client

from support.events import TERMINAL

SILENCE_SECONDS = 20


class Assembly:
    """What a reader has put together, and what was wrong on the way."""

    def __init__(self):
        self.epoch = 0
        self.seq = 0
        self.text = ""
        self.status = None
        self.delivered = self.duplicated = self.lost = self.syncs = self.resets = 0
        self.faults = []
        self._lengths = {0: 0}
        self._awaits_sync = False

    @property
    def cursor(self):
        return f"{self.epoch}-{self.seq}" if self.seq else None

    @property
    def ended(self):
        return self.status is not None

    def cut(self):
        """The connection is gone. Between a reset and its snapshot nothing stands: the reader begins anew."""
        if self._awaits_sync:
            self.epoch = self.seq = 0
            self.text = ""
            self._lengths = {0: 0}
            self._awaits_sync = False

    def take(self, event):
        self.delivered += 1
        kind, epoch, seq = event["type"], event["epoch"], event["seq"]
        if kind == "stream.sync":
            self.syncs += 1
            if epoch < self.epoch:
                self._wrong(f"a snapshot of epoch {epoch} after epoch {self.epoch}")
            self.text = event["state"]["text"]
            self._lengths = {seq: len(self.text)}
            self._awaits_sync = False
            self.epoch, self.seq = epoch, seq
            return
        if (epoch, seq) <= (self.epoch, self.seq) and not (kind == "stream.reset" and epoch > self.epoch):
            self.duplicated += 1
            self._wrong(f"{kind} {epoch}-{seq} after {self.cursor}")
            return
        if kind == "stream.reset":
            self.resets += 1
            keep = event["keep"]
            if epoch <= self.epoch or seq != keep + 1 or keep > self.seq:
                self._wrong(f"reset {epoch}-{seq} keep {keep} after {self.cursor}")
            self._awaits_sync = keep not in self._lengths
            self.text = self.text[: self._lengths.get(keep, 0)]
            self._lengths = {at: length for at, length in self._lengths.items() if at <= keep}
        else:
            first = self.epoch == 0 and seq == 1
            if not first and (epoch, seq) != (self.epoch, self.seq + 1):
                self.lost += 1
                self._wrong(f"{kind} {epoch}-{seq} after {self.cursor}: a hole")
            if self._awaits_sync:
                self._wrong(f"{kind} {epoch}-{seq} where only a snapshot may follow")
            if kind == "text.delta":
                self.text += event["delta"]
            self.status = TERMINAL.get(kind, self.status)
        self.epoch, self.seq = epoch, seq
        self._lengths[seq] = len(self.text)

    def _wrong(self, what):
        self.faults.append(what)


class StreamWatcher:
    """Reads one stream to its end over SSE or WebSocket, is cut at random, and comes back with its cursor."""

    def __init__(self, world, stream, random, kind):
        self.world = world
        self.stream = stream
        self.random = random
        self.kind = kind
        self.assembly = Assembly()
        self.connections = 0

    def _budget(self):
        """Events until this reader cuts its own connection; some never do."""
        return self.random.choice([3, 10, 40, 1_000_000, 1_000_000])

    async def run(self):
        if self.kind == "late":
            await asyncio.sleep(self.random.uniform(0.2, 3))
        while not self.assembly.ended and not self.world.is_over:
            self.connections += 1
            try:
                if self.kind == "socket":
                    done = await self._read_socket(self._budget())
                else:
                    done = await self._read_sse(self._budget())
                if done:
                    return
            except (httpx.TransportError, OSError, websockets.WebSocketException, TimeoutError, EOFError):
                pass
            self.assembly.cut()
            await asyncio.sleep(self.random.uniform(0.01, 0.15))

    async def _read_sse(self, budget):
        query = f"?after={self.assembly.cursor}" if self.assembly.cursor else ""
        timeout = httpx.Timeout(SILENCE_SECONDS, connect=2)
        async with httpx.AsyncClient(trust_env=False, timeout=timeout) as client:
            async with client.stream("GET", f"{self.world.address}/api/streams/{self.stream}/events{query}") as answer:
                if answer.status_code == 204:
                    return True
                if answer.status_code != 200:
                    self._refused(answer.status_code, await answer.aread())
                    return False
                async for line in answer.aiter_lines():
                    if not line.startswith("data:"):
                        continue
                    self._take(json.loads(line[5:]))
                    if self.kind == "slow":
                        await asyncio.sleep(0.05)
                    budget -= 1
                    if self.assembly.ended or budget <= 0:
                        return self.assembly.ended
        return False

    async def _read_socket(self, budget):
        address = f"ws://127.0.0.1:{self.world.port}/api/ws/chaos-{id(self)}"
        options = {"subprotocols": ["throughline.v1"], "proxy": None, "open_timeout": 2, "close_timeout": 0.2, "max_size": None}
        async with websockets.asyncio.client.connect(address, **options) as socket:
            frame = {"type": "subscribe", "stream": self.stream, "ref": "r"}
            if self.assembly.cursor:
                frame["after"] = self.assembly.cursor
            await socket.send(json.dumps(frame))
            while budget > 0:
                message = json.loads(await asyncio.wait_for(socket.recv(), SILENCE_SECONDS))
                if message.get("type") == "error":
                    self._refused(message.get("code"), message)
                    return False
                if message["type"] in ("ok", "ping", "pong") or message.get("stream") != self.stream:
                    continue
                self._take(message)
                budget -= 1
                if self.assembly.ended:
                    return True
        return False

    def _take(self, event):
        self.assembly.take(event)
        self.world.events += 1

    def _refused(self, code, body):
        """Refusals that pass while the server or its disk is broken are no fault; a cursor that was ours and is called wrong is one."""
        if code in (500, 502, 503, 504, "unavailable", "store.unavailable", "internal"):
            return
        self.assembly.faults.append(f"{self.kind} refused with {code} at {self.assembly.cursor}: {str(body)[:300]}")
