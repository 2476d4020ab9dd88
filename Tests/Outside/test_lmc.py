"""The form of Open Interpreter's clients: role, type, start, content, end."""

import contextlib
import json

import websockets.sync.client

from support import models


@contextlib.contextmanager
def opened(shared, chat):
    with websockets.sync.client.connect(f"ws://127.0.0.1:{shared.port}/ws?chat={chat}", proxy=None, open_timeout=10) as socket:
        yield socket


def ask(socket, content, until, **more):
    socket.send(json.dumps({"role": "user", "type": "message", "content": content, **more}))
    frames = []
    for _ in range(100_000):
        frames.append(json.loads(socket.recv(timeout=15)))
        if until(frames):
            return frames
    raise AssertionError("no end")


def balanced(frames):
    """Every message that was begun has ended, and the answer's own among them."""
    return frames[-1].get("end") and sum("start" in frame for frame in frames) == sum("end" in frame for frame in frames)


def answer_ended(api, chat):
    def ended(frames):
        return balanced(frames) and api.json(f"/api/messages/{chat}_000002_AM")["status"] != "streaming"

    return ended


def test_messages_begin_and_end_without_content(shared, api):
    chat = api.new_chat()
    with opened(shared, chat) as socket:
        frames = ask(socket, models.CODE, answer_ended(api, chat), frontend_id="mine")
    open_message = None
    for frame in frames:
        assert frame["role"] in ("assistant", "computer") and frame["frontend_id"] == "mine" and frame["id"].startswith(chat)
        if frame.get("start"):
            assert open_message is None and "content" not in frame
            open_message = (frame["role"], frame["type"], frame.get("format"), frame["id"])
        else:
            assert (frame["role"], frame["type"], frame.get("format"), frame["id"]) == open_message
            assert ("content" in frame) != bool(frame.get("end"))
            if frame.get("end"):
                open_message = None
    assert open_message is None


def test_code_comes_as_code_in_its_language(shared, api):
    chat = api.new_chat()
    with opened(shared, chat) as socket:
        frames = ask(socket, models.CODE, answer_ended(api, chat))
    code = [frame for frame in frames if frame["type"] == "code"]
    assert code[0]["format"] == "python" and code[0]["id"].endswith("_AC")
    content = "".join(frame.get("content", "") for frame in code if frame["id"] == code[0]["id"])
    assert content == api.json(f"/api/artifacts/{code[0]['id']}")["content"]


def test_an_error_is_said_by_the_computer(shared, api):
    with opened(shared, api.new_chat()) as socket:
        for bad in ("{", "[]", '{"role":"user"}', '{"role":"nobody","type":"message","content":"x"}'):
            socket.send(bad)
            frame = json.loads(socket.recv(timeout=10))
            assert (frame["role"], frame["type"]) == ("computer", "error") and frame["content"]
