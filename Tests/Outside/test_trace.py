"""Every boundary that an ID crossed, with both names, over HTTP and on the command line."""

import subprocess

import pytest

from support import models
from support.process import clean_environment, throughline, wait_until


@pytest.fixture
def traced(api):
    accepted, _ = api.answered(models.CODE, frontend_id="mine", model=models.FAST)

    def whole():
        items = api.json(f"/api/trace/{accepted['id']}")["items"]
        return items if {"gateway", "worker", "provider", "store"} <= {item["component"] for item in items} else None

    return accepted, wait_until(whole, what="a trace through all components")


def test_a_trace_goes_through_every_component_in_order(traced):
    accepted, items = traced
    assert [item["time"] for item in items] == sorted(item["time"] for item in items)
    assert {item["marker"] for item in items} >= {"ENTRY", "EXIT"}
    assert (items[0]["component"], items[0]["marker"]) == ("gateway", "ENTRY")
    assert {item["id"] for item in items} >= {accepted["id"], accepted["assistant_id"]}
    assert all(item["pod"] for item in items)


def test_both_names_stand_on_what_the_client_named(traced):
    accepted, items = traced
    named = [item for item in items if item["id"] in (accepted["id"], accepted["assistant_id"])]
    assert named and all(item["frontend_id"] == "mine" for item in named)


def test_a_descendants_trace_holds_its_ancestors(api):
    accepted, reader = api.answered(models.CODE)
    artifact = reader.of("artifact.started")[0]["id"]
    wait_until(lambda: accepted["id"] in {item["id"] for item in api.json(f"/api/trace/{artifact}")["items"]}, what="the ancestors")


def test_an_id_that_crossed_nothing_has_an_empty_trace_or_none(api):
    answer = api.get("/api/trace/01JD2ZK7V3Q8W5R1T0X9Y6B4CE")
    assert answer.status_code == 404 or answer.json()["items"] == []


def test_the_command_prints_the_same_path(start, connect):
    server = start()
    accepted, _ = connect(server).answered(models.SHORT, frontend_id="mine")
    assert server.terminate() == 0

    def trace(identifier):
        return subprocess.run(
            [throughline(), "trace", identifier, "--data", str(server.data)], env=clean_environment(), capture_output=True, text=True, timeout=20
        )

    ran = trace(accepted["id"])
    assert ran.returncode == 0, ran.stderr
    for word in ("ENTRY", "EXIT", "gateway", "provider", accepted["assistant_id"], "mine"):
        assert word in ran.stdout, word
    short = accepted["id"].replace(accepted["id"][:36], accepted["id"][:8])
    assert trace(short).stdout == ran.stdout
    unknown = trace("ffffffff_000001_UM")
    assert unknown.returncode in (1, 2) and unknown.stderr.strip()


def test_a_clients_own_name_makes_no_line_of_the_trace(start, connect):
    server = start()
    accepted, _ = connect(server).answered(models.SHORT, frontend_id="a\x1b[31m\nEXIT forged")
    named = accepted["id"]

    def traced():
        ran = subprocess.run([throughline(), "trace", named, "--data", str(server.data)], env=clean_environment(), capture_output=True, text=True, timeout=60)
        return ran.stdout if "provider" in ran.stdout else None

    text = wait_until(traced, what="a trace")
    assert 'frontend_id="a\\u001b[31m\\nEXIT forged"' in text and "\x1b" not in text
    assert all(" ms  " in line for line in text.splitlines())


def test_what_people_say_is_in_no_log_no_trace_and_no_figure(start, connect, upstream):
    said = "open-sesame-7f3a"
    server = start("--log-level", "trace", environment=upstream.environment())
    client = connect(server)
    chat = client.new_chat(title=said)
    accepted, reader = client.answered(said, chat, model="fake-echo")
    assert reader.text == said
    client.answered(said, chat, model=models.FAILING)
    told = [client.get(path).text for path in [f"/api/trace/{accepted['id']}", "/metrics", "/api/metrics/series"]]
    assert server.terminate() == 0
    assert not any(said in text for text in [*told, server.errors(), "".join(server.output)])


def test_boundary_records_are_lines_of_the_log(start, connect):
    import json

    server = start("--log-format", "json")
    accepted, _ = connect(server).answered(models.SHORT, frontend_id="mine")
    assert server.terminate() == 0
    lines = [json.loads(line) for line in server.errors().splitlines() if line.startswith("{")]
    records = [line for line in lines if accepted["id"] in json.dumps(line)]
    text = json.dumps(records)
    assert "ENTRY" in text and "EXIT" in text and "gateway" in text and "mine" in text
