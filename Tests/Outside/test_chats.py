"""Chats and messages: made, listed, changed, deleted."""

import json

import pytest

from support import models
from support.api import fresh_uuid, problem


def test_a_chat_may_bring_its_own_id_and_is_made_once(api):
    chat = fresh_uuid()
    made = api.post("/api/chats", json={"id": chat, "title": "Grüße"})
    assert made.status_code == 201
    assert made.json() | {"created_at": "", "updated_at": ""} == {
        "id": chat, "title": "Grüße", "created_at": "", "updated_at": "", "origin": "native",
        "message_count": 0, "total_tokens": 0, "total_cost": "0", "unpriced_messages": 0,
    }
    again = api.post("/api/chats", json={"id": chat})
    assert again.status_code == 200 and again.json()["title"] == "Grüße"


def test_a_chat_is_changed_and_deleted(api):
    chat = api.new_chat(title="Before")
    changed = api.patch(f"/api/chats/{chat}", json={"title": "After"})
    assert changed.status_code == 200 and changed.json()["title"] == "After"
    accepted, _ = api.answered(models.CODE, chat)
    assert api.delete(f"/api/chats/{chat}").status_code == 204
    problem(api.get(f"/api/chats/{chat}"), 404)
    problem(api.get(f"/api/messages/{accepted['id']}"), 404)


def test_a_chat_deleted_in_mid_answer_is_no_trouble_in_the_log(start, connect, upstream):
    server = start("--log-format", "json", environment=upstream.environment())
    api = connect(server)
    for first_token in (False, True):
        chat = api.new_chat()
        streams = [api.ask(chat, "x", model=models.VERY_SLOW)["stream"] for _ in range(3)]
        events = api.events(streams[0])
        while first_token and next(events)["type"] != "text.delta":
            pass
        assert api.delete(f"/api/chats/{chat}").status_code == 204
        if first_token:
            assert [event["type"] for event in events][-1] == "stream.cancelled"
    assert server.terminate() == 0
    lines = [json.loads(line) for line in server.errors().splitlines()]
    assert [line for line in lines if line["level"] not in ("info", "debug")] == []


def test_lists_are_paged_without_a_repetition(api):
    made = {api.new_chat() for _ in range(5)}
    listed = [chat["id"] for chat in api.items("/api/chats", limit=2)]
    assert made <= set(listed) and len(listed) == len(set(listed))


def test_chats_are_found_by_title_and_by_id(api):
    word = fresh_uuid()[:8]
    chats = {title: api.new_chat(title=f"{title} {word}") for title in ("Weekend", "weekend II", "ÜBERSICHT", "Київ", "100%_done")}

    def found(text, **more):
        return [chat["title"].removesuffix(f" {word}") for chat in api.items("/api/chats", q=text, **more) if chat["id"] in chats.values()]

    assert found("WEEKEND") == found("weekend", limit=1) == ["weekend II", "Weekend"]
    assert found("übersicht") == ["ÜBERSICHT"] and found("КИЇВ") == ["Київ"]
    assert found("%_") == ["100%_done"] and found(f"%{word}") == found("w_eekend") == []
    assert found(word, limit=2) == list(reversed(chats))
    assert found(chats["Київ"][:13]) == found(chats["Київ"]) == ["Київ"]
    for wrong in ("", "x" * 257):
        problem(api.get("/api/chats", params={"q": wrong}), 400, "query.invalid")


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"limit": "ten"}, {"limit": ""}, {"cursor": "made up"}])
def test_a_wrong_page_is_refused(api, query):
    chat = api.new_chat()
    accepted, _ = api.answered(models.SHORT, chat)
    message = f"/api/messages/{accepted['id']}"
    for path in ("/api/chats", f"/api/chats/{chat}/messages", "/api/ledger", f"{message}/children", f"{message}/path", f"{message}/artifacts"):
        problem(api.get(path, params=query), 400, "query.invalid")


def test_the_lists_below_a_message_are_paged_too(api):
    accepted, _ = api.answered("nested")
    accepted, _ = api.answered(models.TOOL, accepted["id"][:36])
    path = f"/api/messages/{accepted['assistant_id']}/artifacts"
    whole = api.items(path)
    assert len(whole) > 1 and api.items(path, limit=1) == whole


def test_messages_are_listed_from_the_end_with_their_artifacts(api):
    chat = api.new_chat()
    for content in (models.CODE, models.TOOL, models.HTML):
        api.answered(content, chat, attachments=[{"name": "f.txt", "media_type": "text/plain", "content_base64": "Zg=="}])
    path = f"/api/chats/{chat}/messages"
    forward = api.items(path)
    assert api.items(path, order="asc") == forward
    assert api.items(path, order="desc", limit=2) == forward[::-1]
    listed = api.items(path, order="desc", limit=4, include="artifacts")
    assert [{key: value for key, value in message.items() if key != "artifacts"} for message in listed] == forward[::-1]
    assert sum(len(message["artifacts"]) for message in listed) > 6
    for message in listed:
        stored = api.items(f"/api/messages/{message['id']}/artifacts")
        assert [artifact["id"] for artifact in message["artifacts"]] == [artifact["id"] for artifact in stored]
        for told, artifact in zip(message["artifacts"], stored):
            assert told.keys() == {"id", "type", "parent", "kind", "language", "title", "name", "media_type", "bytes", "status", "inline", "start", "end"}
            assert told == {key: artifact.get(key) for key in told} | {"inline": "start" in artifact}
            if told["inline"]:
                assert message["content"].encode()[told["start"]:told["end"]].decode() == artifact["content"]
    middle = api.json(path, limit=2)
    assert [message["id"] for message in api.json(path, order="desc", cursor=middle["next_cursor"])["items"]] == [forward[0]["id"]]
    for wrong in ({"order": "up"}, {"order": ""}, {"include": "content"}, {"include": ""}, {"order": "desc", "cursor": "made up"}):
        problem(api.get(path, params=wrong), 400, "query.invalid")


def test_the_artifacts_of_an_answer_under_way_fit_the_text_so_far(api):
    accepted = api.ask(api.new_chat(), "Some code, slowly", model=f"{models.TEXT}+slow-50")
    path = f"/api/chats/{accepted['id'][:36]}/messages"
    seen = 0
    for event in api.events(accepted["stream"]):
        if event["type"] not in ("artifact.started", "artifact.completed"):
            continue
        answer = api.json(path, order="desc", limit=1, include="artifacts")["items"][0]
        seen += answer["status"] == "streaming"
        for artifact in answer["artifacts"]:
            assert artifact["inline"] and artifact["start"] <= len(answer["content"].encode())
            assert answer["content"].encode()[: artifact["start"]].rstrip(b"\n").rsplit(b"\n", 1)[-1].startswith(b"```")
    assert seen


def test_messages_stand_in_sequence_order_with_all_their_fields(api):
    chat = api.new_chat()
    accepted, reader = api.answered(models.SHORT, chat, model=models.FAST)
    question, answer = api.items(f"/api/chats/{chat}/messages")
    assert (question["id"], question["type"], question["parent"], question["role"]) == (accepted["id"], "UM", None, "user")
    assert question["content"] == models.SHORT and question["status"] == "complete"
    assert (answer["id"], answer["parent"], answer["role"]) == (accepted["assistant_id"], accepted["id"], "assistant")
    usage = reader.last["usage"]
    for name in ("prompt_tokens", "completion_tokens", "total_tokens", "cost", "provider", "model"):
        assert answer[name] == usage[name], name
    assert answer["response_time_ms"] >= answer["time_to_first_token_ms"] >= 0
    assert api.json(f"/api/messages/{answer['id']}") == answer


def test_the_answer_can_be_the_stream_itself(api):
    chat = api.new_chat()
    with api.stream("POST", f"/api/chats/{chat}/messages", json={"content": models.SHORT}, headers={"Accept": "text/event-stream"}) as answer:
        assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/event-stream")
        stream = answer.headers["x-throughline-stream"]
        body = answer.read().decode()
    assert "event: stream.completed" in body
    assert stream == f"{chat}_000002_AM"


def test_post_chat_makes_the_chat_that_it_needs(api):
    first = api.post("/chat", json={"content": models.SHORT})
    assert first.status_code == 202
    chat = first.json()["id"][:36]
    assert api.json(f"/api/chats/{chat}")["id"] == chat
    named = fresh_uuid()
    assert api.post("/chat", json={"chat": named, "content": models.SHORT}).json()["id"] == f"{named}_000001_UM"
    assert api.post("/chat", json={"chat": chat, "content": models.SHORT}).json()["id"].startswith(chat)


def test_a_chat_of_the_compatible_endpoint_says_so(api):
    answer = api.post("/v1/chat/completions", json={"model": models.SCRIPTED, "messages": [{"role": "user", "content": "Hello"}]})
    chat = answer.headers["x-throughline-chat"]
    assert api.json(f"/api/chats/{chat}")["origin"] == "api"


def test_what_was_stored_is_there_after_a_restart(start, connect):
    first = start()
    accepted, reader = connect(first).answered(models.CODE)
    chat = accepted["id"][:36]
    before = connect(first).json(f"/api/chats/{chat}/export")
    assert first.terminate() == 0
    api = connect(start())
    assert api.json(f"/api/chats/{chat}/export") == before
    assert api.read(accepted["stream"]).text == reader.text
