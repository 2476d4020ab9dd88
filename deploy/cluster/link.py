"""A TCP proxy between two parts, so that the way between them can be stalled or cut while both live."""

import asyncio
import contextlib
import socket
import struct
import threading

from .part import free_port

PIECE_BYTES = 65_536


class Links:
    """All links of a cluster, at work in one thread."""

    def __init__(self):
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="links", daemon=True)
        self._thread.start()
        self._links = []

    def open(self, name, target_port):
        link = Link(name, target_port, self._loop)
        self.run(link.start())
        self._links.append(link)
        return link

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def close(self):
        for link in self._links:
            self.run(link.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


class Link:
    """One way to one part. `stall` keeps connections and moves nothing, `cut` breaks them and takes no new ones, `restore` undoes both."""

    def __init__(self, name, target_port, loop):
        self.name = name
        self.port = free_port()
        self.target_port = target_port
        self._loop = loop
        self._server = None
        self._flowing = None
        self._is_cut = False
        self._writers = set()
        self._tasks = set()

    async def start(self):
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)

    def stall(self):
        self._call(self._flowing.clear)

    def cut(self):
        self._call(self._break)

    def restore(self):
        self._call(self._mend)

    def _call(self, change):
        done = threading.Event()
        self._loop.call_soon_threadsafe(lambda: (change(), done.set()))
        if not done.wait(10):
            raise TimeoutError(f"the link {self.name} did not answer")

    def _break(self):
        self._is_cut = True
        # A stalled connection must notice that it is broken.
        self._flowing.set()
        for writer in list(self._writers):
            self._reset(writer)

    def _mend(self):
        self._is_cut = False
        self._flowing.set()

    def _end(self, writer):
        self._writers.discard(writer)
        if self._is_cut:
            self._reset(writer)
        else:
            writer.close()

    @staticmethod
    def _reset(writer):
        made = writer.get_extra_info("socket")
        with contextlib.suppress(OSError, AttributeError):
            made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async def _accept(self, reader, writer):
        self._writers.add(writer)
        try:
            if self._is_cut:
                return
            await self._flowing.wait()
            try:
                target_reader, target_writer = await asyncio.open_connection("127.0.0.1", self.target_port)
            except OSError:
                return
            self._writers.add(target_writer)
            try:
                both = [asyncio.create_task(self._move(reader, target_writer)), asyncio.create_task(self._move(target_reader, writer))]
                self._tasks.update(both)
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
                for task in both:
                    task.cancel()
                    self._tasks.discard(task)
            finally:
                self._end(target_writer)
        finally:
            self._end(writer)

    async def _move(self, reader, writer):
        with contextlib.suppress(OSError):
            while piece := await reader.read(PIECE_BYTES):
                await self._flowing.wait()
                writer.write(piece)
                await writer.drain()

    async def close(self):
        self._break()
        if self._server:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()
