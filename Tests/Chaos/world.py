"""What senders and readers know together: each accepted message and who reads its answer."""

import asyncio
import random

from readers import StreamWatcher

READER_KINDS = ["sse", "sse", "socket", "late", "slow"]


class Record:
    """One accepted message and who reads its answer."""

    def __init__(self, answer, chat, content):
        self.question = answer["id"]
        self.answer = answer["assistant_id"]
        self.stream = answer["stream"]
        self.chat = chat
        self.content = content
        self.watchers = []


class World:
    """What everybody knows together."""

    def __init__(self, installation, readers, seed):
        self.installation = installation
        self.readers = readers
        self.random = random.Random(seed)
        self.events = 0
        self.records = {}
        self.chats = set()
        self.faults = []
        self.tasks = set()
        self.is_over = False

    @property
    def address(self):
        return self.installation.address

    @property
    def port(self):
        return self.installation.port

    def accepted(self, answer, chat, body):
        if answer["stream"] in self.records:
            self.faults.append(f"{body['frontend_id']} was answered with {answer['stream']}, which is another message's")
            return
        record = self.records[answer["stream"]] = Record(answer, chat, body["content"])
        self.chats.add(chat)
        for _ in range(self.readers):
            watcher = StreamWatcher(self, record.stream, random.Random(self.random.random()), self.random.choice(READER_KINDS))
            record.watchers.append(watcher)
            task = asyncio.create_task(watcher.run())
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
