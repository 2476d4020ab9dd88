"""The network between browser and server: relays bytes until it is told to fail."""

import asyncio
import contextlib
import socket
import struct
import threading

SECONDS = 10


class Network:
    """Listens on an address of its own and relays to `target`. Every method returns when it has happened."""

    def __init__(self, target):
        self.target = target
        self.connections = 0
        self._pairs = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._call(self._open())

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def cut(self):
        """Resets every connection; new ones are taken."""
        self._call(self._cut())

    def refuse(self):
        """Resets every connection and takes no new one: `connection refused`."""
        self._call(self._refuse())

    def stall(self):
        """Connections stay and are taken, but no byte passes: a cable pulled far away."""
        self._call(self._set_stalled(True))

    def restore(self):
        """All is well again. What was stalled goes on."""
        self._call(self._restore())

    def close(self):
        self._call(self._refuse())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        self._loop.close()

    def _call(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(SECONDS)

    async def _open(self):
        self._flows = asyncio.Event()
        self._flows.set()
        self._listener = None
        self.port = None
        await self._listen()

    async def _listen(self):
        if self._listener is None:
            self._listener = await asyncio.start_server(self._relay, "127.0.0.1", self.port or 0)
            self.port = self._listener.sockets[0].getsockname()[1]

    async def _cut(self):
        pairs = list(self._pairs)
        for pair in pairs:
            for writer in pair.writers:
                with contextlib.suppress(OSError):
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()
            pair.task.cancel()
        await asyncio.gather(*(pair.task for pair in pairs), return_exceptions=True)

    async def _refuse(self):
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        self._flows.set()
        await self._cut()

    async def _set_stalled(self, stalled):
        (self._flows.clear if stalled else self._flows.set)()

    async def _restore(self):
        self._flows.set()
        await self._listen()

    async def _relay(self, reader, writer):
        self.connections += 1
        pair = Pair(asyncio.current_task(), [writer])
        self._pairs.add(pair)
        try:
            await self._flows.wait()
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
            pair.writers.append(far_writer)
            await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for each in pair.writers:
                each.close()
            self._pairs.discard(pair)

    async def _pass(self, reader, writer):
        while data := await reader.read(65536):
            await self._flows.wait()
            writer.write(data)
            await writer.drain()
        with contextlib.suppress(OSError):
            writer.write_eof()


class Pair:
    """A relayed connection: its task and its writers, the browser's first."""

    def __init__(self, task, writers):
        self.task = task
        self.writers = writers
