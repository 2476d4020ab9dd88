"""A question edited and asked again: the old answer stays, and each answer knows only the branch that it stands on."""

import base64
import json

import httpx
import pytest
import websockets.sync.client

from support import models
from support.api import fresh_uuid, problem


@pytest.fixture
def chat(api):
    return api.new_chat()


def message(api, entity):
    return api.json(f"/api/messages/{entity}")


def place(api, entity):
    found = message(api, entity)
    return found["edits"], found["follows"]


def test_a_question_follows_the_last_answer_and_an_edited_one_what_that_followed(api, chat):
    first, _ = api.answered("echo one", chat)
    second, _ = api.answered("echo two", chat)
    edited, _ = api.answered("echo two, better", chat, edits=second["id"])
    after, _ = api.answered("echo three", chat)
    back, _ = api.answered("echo three, elsewhere", chat, follows=second["assistant_id"])
    anew, _ = api.answered("echo one, better", chat, edits=first["id"])
    assert place(api, first["id"]) == (None, None)
    assert place(api, second["id"]) == (None, first["assistant_id"])
    assert place(api, edited["id"]) == (second["id"], first["assistant_id"])
    assert place(api, after["id"]) == (None, edited["assistant_id"])
    assert place(api, back["id"]) == (None, second["assistant_id"])
    assert place(api, anew["id"]) == (first["id"], None)
    assert place(api, first["assistant_id"]) == (None, None)
    assert message(api, second["assistant_id"])["content"] == message(api, second["assistant_id"])["content"] != ""
    exported = {entity["id"]: entity for entity in api.json(f"/api/chats/{chat}/export")["entities"]}
    assert exported[edited["id"]]["edits"] == second["id"]


def test_the_provider_is_told_the_branch(api, chat, upstream):
    def ask(content, **more):
        return api.answered(content, chat, model="fake-echo", **more)[0]

    def told(content):
        with httpx.Client(trust_env=False) as client:
            requests = client.get(f"{upstream.address}/fake/requests").json()
        bodies = [request["body"] if isinstance(request["body"], dict) else json.loads(request["body"]) for request in requests if request["method"] == "POST"]
        return [[turn["content"] for turn in body["messages"]] for body in bodies if body["messages"][-1]["content"] == content][-1]

    word = fresh_uuid()
    ask(f"1 {word}")
    second = ask(f"2 {word}")
    ask(f"2b {word}", edits=second["id"])
    ask(f"3b {word}")
    ask(f"3 {word}", follows=second["assistant_id"])
    assert told(f"2b {word}") == [f"1 {word}", f"1 {word}", f"2b {word}"]
    assert told(f"3b {word}") == [f"1 {word}", f"1 {word}", f"2b {word}", f"2b {word}", f"3b {word}"]
    assert told(f"3 {word}") == [f"1 {word}", f"1 {word}", f"2 {word}", f"2 {word}", f"3 {word}"]


@pytest.mark.parametrize("field, kind", [("edits", "AM"), ("follows", "UM")])
def test_what_is_referred_to_must_be_of_this_chat_and_kind(api, chat, field, kind):
    api.answered(models.SHORT, chat)
    right = {"edits": "UM", "follows": "AM"}[field]
    for wrong in (f"{chat}_000001_{kind}", f"{chat}_000002_{kind}", f"{fresh_uuid()}_000001_{right}", f"{chat}_000009_{right}", "x", "", 7, {}):
        refused = problem(api.post_message(chat, "x", **{field: wrong}), 422, "body.invalid")
        assert [error["pointer"] for error in refused["errors"]] == [f"/{field}"], wrong
        refused = problem(api.post("/chat", json={"chat": chat, "content": "x", field: wrong}), 422, "body.invalid")
        assert [error["pointer"] for error in refused["errors"]] == [f"/{field}"], wrong
    refused = problem(api.post("/chat", json={"content": "x", field: f"{chat}_00000{2 if right == 'AM' else 1}_{right}"}), 422, "body.invalid")
    assert refused["errors"][0]["pointer"] == f"/{field}"
    assert api.json(f"/api/chats/{chat}/stats")["last_sequence"] == 2
    assert api.post_message(chat, models.SHORT, **{field: None}).status_code == 202


def test_a_repetition_at_another_place_is_a_conflict(api, chat):
    first, _ = api.answered(models.SHORT, chat)
    edited, _ = api.answered("echo better", chat, edits=first["id"], frontend_id="mine")
    again = api.post_message(chat, "echo better", edits=first["id"], frontend_id="mine")
    assert again.status_code == 200 and again.json() == edited
    problem(api.post_message(chat, "echo better", frontend_id="mine"), 409, "id.conflict")
    problem(api.post_message(chat, "echo better", edits=first["id"], follows=first["assistant_id"], frontend_id="mine"), 409, "id.conflict")


def test_an_attachment_is_attached_again_by_its_id(api, chat):
    file = {"name": "a.txt", "media_type": "text/plain", "content_base64": base64.b64encode(b"text").decode()}
    first, _ = api.answered("Look", chat, attachments=[file])
    again, _ = api.answered("Look, better", chat, edits=first["id"], attachments=[{"artifact": f"{chat}_000002_UA"}])
    assert again["id"] == f"{chat}_000004_UM" and again["assistant_id"] == f"{chat}_000006_AM"
    copied = api.json(f"/api/artifacts/{chat}_000005_UA")
    assert (copied["name"], copied["media_type"], copied["content"], copied["parent"]) == ("a.txt", "text/plain", "text", again["id"])
    elsewhere = api.new_chat()
    for attachment in ({"artifact": f"{chat}_000009_UA"}, {"artifact": f"{chat}_000001_UM"}, {"artifact": f"{chat}_000002_UA", "upload": "01JD2ZK7V3Q8W5R1T0X9Y6B4CE"}):
        refused = problem(api.post_message(chat, "x", attachments=[attachment]), 422)
        assert refused["errors"][0]["pointer"].startswith("/attachments/0")
    refused = problem(api.post_message(elsewhere, "x", attachments=[{"artifact": f"{chat}_000002_UA"}]), 422)
    assert refused["errors"][0]["pointer"] == "/attachments/0/artifact"


def test_the_websocket_takes_them_too(api, chat, shared):
    first, _ = api.answered(models.SHORT, chat)
    with websockets.sync.client.connect(f"ws://127.0.0.1:{shared.port}/api/ws/me", subprotocols=["throughline.v1"], proxy=None, open_timeout=10) as socket:
        socket.send(json.dumps({"type": "message", "ref": 1, "chat": chat, "content": "echo better", "edits": first["id"]}))
        answer = json.loads(socket.recv(timeout=10))
        assert answer["type"] == "ok", answer
        socket.send(json.dumps({"type": "message", "ref": 2, "chat": chat, "content": "x", "follows": first["id"]}))
        refused = json.loads(socket.recv(timeout=10))
    assert place(api, answer["id"]) == (first["id"], None)
    assert refused["type"] == "error" and refused["errors"][0]["pointer"] == "/follows"
