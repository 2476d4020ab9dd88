"""Native events: validated, checked for order, and added up as a reader would."""

import functools
import hashlib
import json

import jsonschema

from .process import ROOT

TERMINAL = {"stream.completed": "completed", "stream.failed": "failed", "stream.cancelled": "cancelled"}


@functools.cache
def validator(event_type):
    path = ROOT / "Schemas" / "events" / f"{event_type}.json"
    assert path.exists(), f"no schema for events of type {event_type}"
    return jsonschema.Draft202012Validator(json.loads(path.read_text()), format_checker=jsonschema.FormatChecker())


def checked(event):
    """The event, once it is valid by the schema of its type."""
    errors = [f"{error.json_path}: {error.message}" for error in validator(event["type"]).iter_errors(event)]
    assert not errors, f"{errors} in {event}"
    return event


def position(event):
    return f"{event['epoch']}-{event['seq']}"


class Reader:
    """What a reader has after each event. Refuses holes, repetitions and anything after the end."""

    def __init__(self):
        self.events = []
        self.epoch = 0
        self.seq = 0
        self.text = ""
        self.status = "queued"
        self._length_at = {0: 0}
        self.awaits_sync = False

    @property
    def cursor(self):
        return f"{self.epoch}-{self.seq}" if self.seq else None

    def take(self, event):
        checked(event)
        assert self.status not in TERMINAL.values() or event["type"] == "stream.sync", f"{event} after the end"
        match event["type"]:
            case "stream.sync":
                self.text = event["state"]["text"]
                self.status = event["state"]["status"]
                self._length_at = {event["seq"]: len(self.text)}
                self.awaits_sync = False
                self.epoch, self.seq = event["epoch"], event["seq"]
            case "stream.reset":
                assert event["epoch"] > self.epoch and event["seq"] == event["keep"] + 1 <= self.seq + 1, f"{event} after {self.cursor}"
                self.awaits_sync = event["keep"] not in self._length_at
                self.text = self.text[: self._length_at.get(event["keep"], 0)]
                self._length_at = {seq: length for seq, length in self._length_at.items() if seq <= event["keep"]}
                self._move(event)
            case _:
                first = self.seq == 0 and event["seq"] == 1
                assert first or (event["epoch"], event["seq"]) == (self.epoch, self.seq + 1), f"{event} after {self.cursor}"
                assert not self.awaits_sync, f"{event} where only a snapshot may follow"
                if event["type"] == "text.delta":
                    self.text += event["delta"]
                self.status = TERMINAL.get(event["type"], "streaming")
                self._move(event)
        self.events.append(event)
        return self

    def _move(self, event):
        self.epoch, self.seq = event["epoch"], event["seq"]
        self._length_at[self.seq] = len(self.text)

    @property
    def ended(self):
        return self.status in TERMINAL.values()

    def of(self, event_type):
        return [event for event in self.events if event["type"] == event_type]

    @property
    def last(self):
        return self.events[-1]


def read(events):
    reader = Reader()
    for event in events:
        reader.take(event)
    return reader


def sha256(content):
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()
