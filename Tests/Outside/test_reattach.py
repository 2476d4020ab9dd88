"""A server that dies in mid-answer: an answer that goes on at the provider is listened to again, not paid twice, and the ledger adds up."""

import decimal
import json
import threading

import httpx
import pytest

from support.api import Api
from support.events import Reader
from support.process import wait_until

# What is asked for is what is answered: code, and characters of two and four bytes.
WORDS = "Grüße 👋🏽:\n\n```python\nfor n in range(40):\n    print('ü', n)\n```\n\n" + " ".join(f"word{n}" for n in range(60)) + "\n"
SLOW = "fake-echo+chars-3+slow-15+reason"


def configuration(tmp_path, upstream, **more):
    """A file with a provider in background mode, and prices, so that every call has a cost."""
    provider = {"name": "research", "kind": "openai-responses", "base_url": f"{upstream.address}/v1", "api_key": "k", "background": True}
    path = tmp_path / "throughline.json"
    path.write_text(json.dumps({"providers": [provider | more], "prices": [{"model": "fake*", "input": "2", "cached_input": "1", "output": "8"}]}))
    return {"THROUGHLINE_CONFIG": str(path)}


def paid(upstream, question):
    """How often the provider was asked to write an answer to this question."""
    requests = httpx.get(f"{upstream.address}/fake/requests", trust_env=False, timeout=20).json()
    return [one for one in requests if one["method"] == "POST" and one["target"] == "/v1/responses" and question in json.dumps(one["body"])]


def read_into(address, stream, reader):
    with Api(address) as api:
        try:
            for event in api.events(stream, after=reader.cursor):
                reader.take(event)
        except httpx.TransportError:
            return


def killed_in_mid_answer(start, connect, upstream, environment, question, model=SLOW, kills=1, deltas=25):
    """Asks, kills the server so many times, lets its successor end the answer: the reader, the 202 answer, a client of the successor."""
    server = start(environment=environment)
    api = connect(server)
    accepted = api.ask(api.new_chat(), f"{question}\n{WORDS}", model=f"research/{model}")
    reader = Reader()
    for kill in range(1, kills + 1):
        reading = threading.Thread(target=read_into, args=(server.address, accepted["stream"], reader), daemon=True)
        reading.start()
        wait_until(lambda: len(reader.of("text.delta")) >= deltas * kill or reader.ended, seconds=20, what=f"{deltas * kill} deltas")
        assert not reader.ended
        server.kill()
        reading.join(10)
        server = start(environment=environment)
    rounds = 0
    while not reader.ended:
        assert (rounds := rounds + 1) < 50
        read_into(server.address, accepted["stream"], reader)
    return reader, accepted, connect(server)


def check_ledger(api, accepted, calls):
    """Ledger, message and chat say the same."""
    rows = api.items("/api/ledger", run=accepted["run"])
    assert len(rows) == calls, rows
    message = api.json(f"/api/messages/{accepted['assistant_id']}")
    chat = api.json(f"/api/chats/{accepted['id'][:36]}")
    tokens = sum(row[kind] or 0 for row in rows for kind in ("input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens"))
    cost = sum(decimal.Decimal(row["cost"] or 0) for row in rows)
    assert tokens == message["total_tokens"] == chat["total_tokens"] and tokens > 0
    assert cost == decimal.Decimal(message["cost"]) == decimal.Decimal(chat["total_cost"]) and cost > 0
    assert all(row["status"] != "open" and row["ended_at"] for row in rows)
    return rows


@pytest.mark.parametrize("kills", [1, 2])
def test_an_answer_that_goes_on_at_the_provider_is_paid_once(start, connect, upstream, tmp_path, kills):
    question = f"Is this paid once, over {kills} kills?"
    environment = configuration(tmp_path, upstream)
    reader, accepted, api = killed_in_mid_answer(start, connect, upstream, environment, question, kills=kills)
    assert reader.status == "completed" and reader.epoch == kills + 1
    assert reader.text == f"{question}\n{WORDS}" == api.json(f"/api/messages/{accepted['assistant_id']}")["content"]
    assert api.read(accepted["stream"]).text == reader.text
    assert len(paid(upstream, question)) == 1
    rows = check_ledger(api, accepted, kills + 1)
    # One generation, one bill: at the call that asked for it. The others listened.
    assert len({row["provider_request_id"] for row in rows}) == 1 and rows[0]["provider_request_id"].startswith("resp_")
    assert [row["status"] for row in rows] == ["completed"] + ["failed"] * (kills - 1) + ["completed"]
    assert rows[0]["estimated"] is False and rows[0]["reasoning_tokens"] == 3
    assert all(row["cost"] == "0" and row["output_tokens"] == 0 for row in rows[1:])
    (artifact,) = api.items(f"/api/messages/{accepted['assistant_id']}/artifacts")
    assert artifact["content"] == WORDS.split("```python\n")[1].split("```")[0]


def test_an_answer_that_the_provider_has_forgotten_is_asked_for_anew_and_both_calls_are_told(start, connect, upstream, tmp_path):
    question = "What if it is forgotten?"
    environment = configuration(tmp_path, upstream)
    reader, accepted, api = killed_in_mid_answer(start, connect, upstream, environment, question, model=f"{SLOW}+listen-404")
    assert reader.status == "completed" and reader.text == f"{question}\n{WORDS}"
    assert len(paid(upstream, question)) == 2
    lost, listened, anew = check_ledger(api, accepted, 3)
    assert [row["status"] for row in (lost, listened, anew)] == ["failed", "failed", "completed"]
    assert lost["estimated"] is True and lost["output_tokens"] > 0
    assert listened["cost"] == "0"
    assert anew["provider_request_id"] not in (None, lost["provider_request_id"])


def test_by_policy_an_answer_is_asked_for_anew_and_the_lost_one_ended(start, connect, upstream, tmp_path):
    question = "What if it may not be listened to?"
    environment = configuration(tmp_path, upstream, on_take_over="restart")
    reader, accepted, api = killed_in_mid_answer(start, connect, upstream, environment, question)
    assert reader.status == "completed" and reader.text == f"{question}\n{WORDS}"
    assert len(paid(upstream, question)) == 2
    lost, _ = check_ledger(api, accepted, 2)
    requests = httpx.get(f"{upstream.address}/fake/requests", trust_env=False, timeout=20).json()
    assert [one["method"] for one in requests if one["target"] == f"/v1/responses/{lost['provider_request_id']}/cancel"] == ["POST"]


def test_a_stopped_answer_is_ended_at_the_provider(start, connect, upstream, tmp_path):
    server = start(environment=configuration(tmp_path, upstream))
    api = connect(server)
    accepted = api.ask(api.new_chat(), WORDS, model=f"research/{SLOW}")
    for event in api.events(accepted["stream"]):
        if event["type"] == "text.delta":
            break
    api.post(f"/api/streams/{accepted['stream']}/cancel")
    api.ended(accepted["stream"])
    (row,) = check_ledger(api, accepted, 1)

    def cancels():
        requests = httpx.get(f"{upstream.address}/fake/requests", trust_env=False, timeout=20).json()
        return [one for one in requests if one["target"] == f"/v1/responses/{row['provider_request_id']}/cancel"]

    wait_until(cancels, what="the cancel at the provider")
    assert row["status"] == "cancelled" and row["estimated"] is True
