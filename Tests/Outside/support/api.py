"""The native API as a careful client would call it."""

import uuid

import httpx
import httpx_sse

from . import events
from .process import wait_until


class Api(httpx.Client):
    def __init__(self, address, **options):
        super().__init__(base_url=address, timeout=httpx.Timeout(15), trust_env=False, **options)

    def new_chat(self, **body):
        answer = self.post("/api/chats", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def post_message(self, chat, content, headers=None, **body):
        return self.post(f"/api/chats/{chat}/messages", json={"content": content, **body}, headers=headers)

    def ask(self, chat, content, headers=None, **body):
        """The 202 answer."""
        answer = self.post_message(chat, content, headers, **body)
        assert answer.status_code == 202, answer.text
        return answer.json()

    def raw_events(self, path, **parameters):
        """Server-sent events as they come, until the server ends the answer."""
        with httpx_sse.connect_sse(self, "GET", path, params={k: v for k, v in parameters.items() if v is not None}) as source:
            assert source.response.status_code == 200, source.response.read()
            # httpx-sse also gives blocks that hold a `retry` alone.
            yield from (item for item in source.iter_sse() if item.data)

    def events(self, stream, **parameters):
        """A stream's native events, each validated."""
        for item in self.raw_events(f"/api/streams/{stream}/events", **parameters):
            event = events.checked(item.json())
            assert item.event == event["type"] and item.id == events.position(event)
            yield event

    def read(self, stream, **parameters):
        """A stream read to its end."""
        reader = events.read(self.events(stream, **parameters))
        assert reader.ended, f"the answer ended before the stream did, at {reader.cursor}"
        return reader

    def answered(self, content, chat=None, **body):
        """A question and its whole answer: the 202 answer and the reader."""
        accepted = self.ask(chat or self.new_chat(), content, **body)
        return accepted, self.read(accepted["stream"])

    def json(self, path, **parameters):
        answer = self.get(path, params=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def items(self, path, **parameters):
        """Every item of a list, page by page."""
        found, cursor = [], None
        while True:
            page = self.json(path, **parameters, **({"cursor": cursor} if cursor else {}))
            found += page["items"]
            cursor = page.get("next_cursor")
            if cursor is None:
                return found

    def ended(self, stream, seconds=20):
        """The state of a stream once it has ended."""
        states = tuple(events.TERMINAL.values())

        def state():
            found = self.json(f"/api/streams/{stream}")["state"]
            return found if found["status"] in states else None

        return wait_until(state, seconds, f"the end of {stream}")


def fresh_uuid():
    return str(uuid.uuid4())


def problem(answer, status, code=None):
    """The problem document of a refusal."""
    assert answer.status_code == status, f"{answer.status_code}: {answer.text}"
    assert answer.headers["content-type"].split(";")[0] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert {"type", "title", "status", "detail", "code", "request_id"} <= body.keys()
    assert body["request_id"] == answer.headers["x-request-id"]
    if code:
        assert body["code"] == code, body
    return body
