"""What a model answered was paid for: it is kept as soon as it is known, and whoever takes a generation over asks only for what has no answer."""

import collections
import json
import re
import uuid
from urllib.parse import quote

import httpx

from support.generations import HEAD, frames, settled, started, watched
from support.process import wait_until

EXPRESSION = "UPPER(c.name)"
# Four characters a token: about a second an answer.
SLOW = f"fake-text-{quote(EXPRESSION, safe='')}+slow-250"
RULES = 6


def workbook(table, rules=RULES):
    rows = [f"{table},customer_id,INTEGER,N,PK,customers,c,id,,,"]
    rows += [f"{table},name_{number},VARCHAR(100),Y,,customers,c,name,please make the name look as nice as rule {number} of the house says,," for number in range(rules)]
    return "\n".join([HEAD, *rows, ""])


def asked(upstream, table):
    """How often each rule of a table was asked about."""
    requests = httpx.get(f"{upstream.address}/fake/requests", trust_env=False, timeout=20).json()
    texts = [json.dumps(request["body"]) for request in requests]
    return collections.Counter(found.group(1) for text in texts if (found := re.search(rf"{table}\.(name_\d+)", text)))


def test_what_was_answered_before_a_kill_is_not_asked_again(start, connect, upstream):
    table = f"dim_{uuid.uuid4().hex[:12]}"
    server = start(environment=upstream.environment())
    identity = started(connect(server), workbook(table), model=SLOW)["generation_id"]
    wait_until(lambda: sum(asked(upstream, table).values()) >= 4, 60, "the fourth question")
    server.kill()
    in_flight = sum(asked(upstream, table).values())

    successor = connect(start(environment=upstream.environment()))
    hashmap = settled(successor, identity, seconds=60)
    assert hashmap["status"] == "completed"
    assert hashmap["blocks"]["select_clause"]["sql"].count(EXPRESSION) == RULES
    questions = asked(upstream, table)
    # The call that the kill ended has no answer: it alone is made again.
    assert len(questions) == RULES and sorted(questions.values())[:-1] == [1] * (RULES - 1) and max(questions.values()) <= 2
    calls = successor.items("/api/ledger", stream=identity)
    assert len(calls) == sum(questions.values()) and in_flight >= 4
    answered = [call for call in calls if call["status"] == "completed"]
    assert len(answered) == RULES
    events = [item.json() for item in frames(successor, identity, wire="native")]
    usage = next(event for event in events if event["type"] == "usage")
    assert usage["completion_tokens"] == sum(call["output_tokens"] or 0 for call in calls)
    assert usage["prompt_tokens"] == sum(call["input_tokens"] or 0 for call in calls)
    # Each rule is one step, begun once and ended once.
    steps = collections.Counter((event["type"], event["node"]) for event in events if event["type"].startswith("step."))
    assert len(steps) == 2 * RULES and set(steps.values()) == {1}
    page = watched(successor, identity)
    assert page.final == page.text
    # What was kept is a part of the version, too: what follows is made from it.
    assert successor.post(f"/api/generations/{identity}/refine", json={"prompt": "again @code[joins]"}).status_code == 202
    assert settled(successor, identity)["blocks"]["select_clause"]["sql"].count(EXPRESSION) == RULES


def test_an_answer_that_leaves_a_rule_open_is_kept_too(start, connect, upstream):
    table = f"dim_{uuid.uuid4().hex[:12]}"
    server = start(environment=upstream.environment())
    identity = started(connect(server), workbook(table, 3), model=f"fake-text-{quote('OPEN: which house?', safe='')}+slow-150")["generation_id"]
    wait_until(lambda: sum(asked(upstream, table).values()) >= 3, 60, "the third question")
    server.kill()
    successor = connect(start(environment=upstream.environment()))
    assert settled(successor, identity, seconds=60)["status"] == "completed"
    assert sorted(asked(upstream, table).values())[:2] == [1, 1]
