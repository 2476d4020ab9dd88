"""A POST that is repeated because nobody knows whether it arrived is done once."""

import concurrent.futures

import pytest

from support import models
from support.api import fresh_uuid, problem


def posts(chat):
    return [
        ("/api/chats", {"json": {"title": "Once"}}),
        (f"/api/chats/{chat}/messages", {"json": {"content": models.SHORT}}),
        ("/chat", {"json": {"content": models.SHORT}}),
        ("/api/uploads?name=once", {"content": b"once", "headers": {"Content-Type": "text/plain"}}),
    ]


@pytest.mark.parametrize("which", range(4))
def test_the_first_answer_is_given_again(api, which):
    path, sent = posts(api.new_chat())[which]
    sent = sent | {"headers": sent.get("headers", {}) | {"Idempotency-Key": fresh_uuid()}}
    first, second = api.post(path, **sent), api.post(path, **sent)
    assert first.status_code in (201, 202)
    assert (second.status_code, second.content) == (first.status_code, first.content)


def test_the_same_key_with_another_body_is_refused(api):
    chat, key = api.new_chat(), {"Idempotency-Key": fresh_uuid()}
    api.ask(chat, models.SHORT, key)
    problem(api.post_message(chat, "Another", key), 422, "idempotency.mismatch")


def test_a_repetition_waits_while_the_first_runs(api):
    chat, key = api.new_chat(), {"Idempotency-Key": fresh_uuid()}
    with concurrent.futures.ThreadPoolExecutor(max_workers=10) as threads:
        answers = list(threads.map(lambda _: api.post_message(chat, models.SHORT, key), range(10)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(202, answers[0].content)}
    assert api.json(f"/api/chats/{chat}/stats")["counts"]["UM"] == 1


def test_a_refusal_is_not_kept(api):
    key = {"Idempotency-Key": fresh_uuid()}
    assert api.post("/api/chats", json={"title": 1}, headers=key).status_code == 422
    assert api.post("/api/chats", json={"title": "Right"}, headers=key).status_code in (201, 422)


def test_a_key_holds_over_a_restart(start, connect):
    key = {"Idempotency-Key": fresh_uuid()}
    first = start()
    made = connect(first).post("/api/chats", json={"title": "Once"}, headers=key)
    first.kill()
    again = connect(start()).post("/api/chats", json={"title": "Once"}, headers=key)
    assert (again.status_code, again.json()) == (201, made.json())
