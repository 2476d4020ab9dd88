"""Many writers at once: no ID twice, no hole, nothing lost."""

import concurrent.futures

from support import models


def sequence(entity_id):
    return int(entity_id.split("_")[1])


def test_a_hundred_writers_in_one_chat_leave_no_hole(api):
    chat = api.new_chat()
    with concurrent.futures.ThreadPoolExecutor(max_workers=100) as threads:
        accepted = list(threads.map(lambda number: api.ask(chat, f"Question {number}", model=models.FAST), range(100)))
    made = sorted(sequence(answer[name]) for answer in accepted for name in ("id", "assistant_id"))
    assert len(made) == len(set(made)) == 200
    api.ended(max(accepted, key=lambda answer: answer["stream"])["stream"], seconds=60)
    stored = [sequence(entity["id"]) for entity in api.json(f"/api/chats/{chat}/export")["entities"]]
    assert stored == list(range(1, len(stored) + 1))
    assert api.json(f"/api/chats/{chat}/stats")["counts"]["UM"] == 100
    for answer in accepted:
        assert sequence(answer["assistant_id"]) > sequence(answer["id"])


def test_a_race_for_the_same_name_has_one_winner(api):
    chat = api.new_chat()
    name = f"{chat}_000001_UM"
    with concurrent.futures.ThreadPoolExecutor(max_workers=20) as threads:
        answers = list(threads.map(lambda number: api.post_message(chat, f"Question {number}", frontend_id=name), range(20)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [202] + [409] * 19
    assert api.json(f"/api/chats/{chat}/stats")["counts"]["UM"] == 1


def test_a_race_of_the_same_message_is_one_message(api):
    chat = api.new_chat()
    with concurrent.futures.ThreadPoolExecutor(max_workers=20) as threads:
        answers = list(threads.map(lambda _: api.post_message(chat, models.SHORT, frontend_id="once"), range(20)))
    assert {answer.status_code for answer in answers} == {200, 202}
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_totals_equal_the_sums_of_the_messages(api):
    chat = api.new_chat()
    with concurrent.futures.ThreadPoolExecutor(max_workers=8) as threads:
        accepted = list(threads.map(lambda _: api.ask(chat, models.SHORT, model=models.FAST), range(8)))
    for answer in accepted:
        api.ended(answer["stream"])
    messages = api.items(f"/api/chats/{chat}/messages")
    total = api.json(f"/api/chats/{chat}")
    assert total["message_count"] == len(messages) == 16
    assert total["total_tokens"] == sum(message["total_tokens"] or 0 for message in messages)
    assert total["unpriced_messages"] == sum(message["cost"] is None and bool(message["total_tokens"]) for message in messages)
