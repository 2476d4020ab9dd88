"""Every call to a provider has a row, opened before it and closed on every ending."""

import uuid

import pytest

from support import models
from support.api import problem


def calls_of(api, question, model):
    accepted, reader = api.answered(question, model=model)
    return api.items("/api/ledger", run=accepted["run"]), reader, accepted


def test_an_answered_call_is_completed_with_its_figures(api):
    (call,), reader, accepted = calls_of(api, models.SHORT, models.TEXT)
    assert (call["status"], call["attempt"], call["run"], call["stream"]) == ("completed", 1, accepted["run"], accepted["stream"])
    usage = reader.last["usage"]
    assert call["input_tokens"] + call["cache_read_tokens"] + call["cache_write_tokens"] == usage["prompt_tokens"]
    assert call["output_tokens"] == usage["completion_tokens"]
    assert call["started_at"] <= call["ended_at"] and call["cost"] == usage["cost"]


def test_every_attempt_has_a_row(api):
    calls, reader, _ = calls_of(api, str(uuid.uuid4()), models.RATE_LIMITED)
    assert [call["attempt"] for call in calls] == [1, 2, 3]
    assert [call["status"] for call in calls] == ["failed", "failed", "completed"]
    assert reader.last["type"] == "stream.completed"


def test_a_call_that_fails_is_closed(api):
    calls, reader, _ = calls_of(api, models.SHORT, models.FAILING)
    assert len(calls) == 3 and all(call["status"] == "failed" for call in calls)
    assert reader.last["type"] == "stream.failed" and reader.last["code"].startswith("provider.")


def test_an_answer_cut_after_its_first_token_is_not_asked_again_and_kept(api):
    calls, reader, accepted = calls_of(api, models.SHORT, models.CUT)
    assert len(calls) == 1 and calls[0]["status"] == "failed"
    assert (reader.last["type"], reader.last["code"], reader.last["partial"]) == ("stream.failed", "provider.cut", True)
    message = api.json(f"/api/messages/{accepted['assistant_id']}")
    assert (message["status"], message["content"]) == ("failed", reader.text) and reader.text


def test_a_connection_cut_before_the_first_token_is_asked_again(api):
    calls, _, _ = calls_of(api, models.SHORT, models.CUT_EARLY)
    assert len(calls) == 3


def test_a_malformed_answer_ends_honestly(api):
    _, reader, _ = calls_of(api, models.SHORT, models.MALFORMED)
    assert (reader.last["type"], reader.last["code"]) == ("stream.failed", "provider.malformed")


def test_a_stopped_call_is_closed_and_booked(api):
    accepted = api.ask(api.new_chat(), models.LONG, model=models.SLOW)
    for event in api.events(accepted["stream"]):
        if event["type"] == "text.delta":
            break
    api.post(f"/api/streams/{accepted['stream']}/cancel")
    api.ended(accepted["stream"])
    (call,) = api.items("/api/ledger", run=accepted["run"])
    assert call["status"] == "cancelled" and call["output_tokens"] > 0 and call["estimated"] is True
    assert api.json(f"/api/messages/{accepted['assistant_id']}")["completion_tokens"] == call["output_tokens"]


@pytest.mark.parametrize("vendor", ["openai", "anthropic"])
def test_both_vendors_are_read_into_the_same_figures(api, vendor):
    (call,), reader, _ = calls_of(api, models.SHORT, f"{vendor}/{models.TEXT}")
    assert call["provider"] == vendor and call["model"] == models.TEXT
    assert reader.text and reader.last["usage"]["total_tokens"] == call["input_tokens"] + call["cache_read_tokens"] + call["cache_write_tokens"] + call["output_tokens"]


def test_the_ledger_is_asked_by_chat_stream_and_time(api):
    accepted, _ = api.answered(models.SHORT, model=models.TEXT)
    chat = accepted["id"][:36]
    (call,) = api.items("/api/ledger", chat=chat)
    assert api.items("/api/ledger", stream=accepted["stream"]) == [call]
    assert api.items("/api/ledger", chat=chat, **{"from": call["started_at"]}) == [call]
    assert api.items("/api/ledger", chat=chat, to="2000-01-01T00:00:00Z") == []
    problem(api.get("/api/ledger", params={"from": "yesterday"}), 400, "query.invalid")
