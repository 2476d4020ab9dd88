"""A generation on many pods and workers: begun through one pod, read cut and resumed over the others, with its worker killed in the middle."""

import json
import pathlib
import subprocess
import tempfile
import time
import uuid
from urllib.parse import quote

import httpx
import pytest

from cluster_installation import ClusterInstallation
from support import workbook
from support.api import Api
from support.generations import Page, frames, fresh, settled
from support.process import clean_environment, throughline

EXPRESSION = "UPPER(c.name)"
MODEL = f"fake-text-{quote(EXPRESSION, safe='')}+slow-250"
TARGETS, RULES = 3, 4


@pytest.fixture(scope="module")
def installation():
    # PostgreSQL's own user cannot enter pytest's folders.
    with tempfile.TemporaryDirectory(prefix="throughline-test-") as folder:
        made = ClusterInstallation(pathlib.Path(folder), pods=3, workers=2)
        yield made
        made.close()


def sheet(path, mark):
    rows = []
    for target in range(TARGETS):
        table = f"{mark}_{target}"
        source = {"Source Table": "customers", "Source Alias": "c"}
        rows.append({"Target Table": table, "Target Column": "customer_id", "Target Type": "INTEGER", "Nullable": "N", "Key": "PK", "Source Column": "id", **source})
        for rule in range(RULES):
            words = f"please make the name look as nice as rule {rule} of the house says"
            rows.append({"Target Table": table, "Target Column": f"name_{rule}", "Target Type": "VARCHAR(100)", "Source Column": "name", "Transformation": words, **source})
        rows.append({"Target Table": table, "Target Column": "city", "Target Type": "VARCHAR(80)", "Source Table": "addresses", "Source Alias": "a", "Source Column": "city"})
    joins = [[f"{mark}_{target}", "left", "c", "addresses", "a", "c.id = a.customer_id"] for target in range(TARGETS)]
    return workbook.mapping(path, rows, joins, [[f"{mark}_{target}", "c.id > 0"] for target in range(TARGETS)])


def questions(installation, mark):
    """How often each rule was asked about."""
    requests = httpx.get(f"http://127.0.0.1:{installation.upstream_port}/fake/requests", trust_env=False, timeout=20).json()
    texts = [json.dumps(request["body"]) for request in requests]
    return {(target, rule): sum(f"{mark}_{target}.name_{rule} " in text for text in texts) for target in range(TARGETS) for rule in range(RULES)}


def begin(api, path, **fields):
    form = {"generation_id": fresh(), "name": "customers", "dialect": "postgres", "as": "view", **fields}
    answer = api.post("/api/generations", data=form, files={"workbook": (path.name, path.read_bytes())})
    assert answer.status_code == 202, answer.text
    return form["generation_id"]


def command(installation, path, out):
    environment = clean_environment(OPENAI_BASE_URL=f"http://127.0.0.1:{installation.upstream_port}/v1", OPENAI_API_KEY="key-for-openai-tests")
    arguments = [throughline(), "mapping", "generate", str(path), "--dialect", "postgres", "--as", "view", "--out", str(out), "--model", MODEL.split("+")[0]]
    done = subprocess.run(arguments, env=environment, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return {file.name: file.read_text() for file in out.glob("*.sql")}


def read_cut(pods, identity, page, after_each):
    """Reads a few frames from one pod, is cut, and goes on at the next, until it is over."""
    turn = 0
    deadline = time.monotonic() + 120
    while page.final is None and not any("block_name" not in error for error in page.errors):
        assert time.monotonic() < deadline, "not over in time"
        turn += 1
        with Api(pods[turn % len(pods)].address) as api:
            taken = 0
            for item in frames(api, identity, after=page.cursor):
                page.take(item)
                taken += 1
                after_each(page)
                if taken >= 3:
                    break
    return turn


def test_a_generation_outlives_its_worker_and_is_read_over_every_pod(installation, tmp_path):
    cluster = installation.cluster
    mark = f"dim_{uuid.uuid4().hex[:10]}"
    path = sheet(tmp_path / "customers.xlsx", mark)
    with Api(cluster.pods[0].address) as api:
        identity = begin(api, path, model=MODEL)
    page = Page()
    killed = []

    def kill_in_the_middle(page):
        asked = sum(questions(installation, mark).values()) if len(killed) < len(cluster.workers) else 0
        # One of the two has the run: the other takes it over, and then is killed as well.
        if len(killed) < len(cluster.workers) and asked >= 3 + 5 * len(killed):
            worker = cluster.workers[len(killed)]
            worker.kill()
            killed.append(worker)
            installation.restart(worker)

    turns = read_cut(cluster.pods, identity, page, kill_in_the_middle)
    assert len(killed) == 2 and turns > 5
    assert page.final == page.text
    with Api(cluster.pods[1].address) as api:
        hashmap = settled(api, identity)
        assert hashmap["status"] == "completed"
        files = {item["name"]: api.get(f"/api/generations/{identity}/files/{item['name']}").text for item in api.items(f"/api/generations/{identity}/files")}
        calls = api.items("/api/ledger", stream=identity)
        events = [item.json() for item in frames(api, identity, wire="native")]
        map_of_blocks = api.json(f"/api/generations/{identity}/map")["blocks"]
    counts = questions(installation, mark)
    written = command(installation, path, tmp_path / "out")
    assert {name: text for name, text in files.items() if name.endswith(".sql")} == written
    assert page.final == "".join(written[name] for name in sorted(written))
    assert all(map_of_blocks[f"{mark}_{target}.select_clause"]["spans"] for target in range(TARGETS))
    # Each call has a row; only those that a kill ended were made again.
    assert len(calls) == sum(counts.values()) and TARGETS * RULES <= len(calls) <= TARGETS * RULES + len(killed)
    assert [call["status"] for call in calls].count("completed") == TARGETS * RULES
    usage = next(event for event in events if event["type"] == "usage")
    assert usage["completion_tokens"] == sum(call["output_tokens"] or 0 for call in calls)
    assert usage["prompt_tokens"] == sum(call["input_tokens"] or 0 for call in calls)
    assert max(event["epoch"] for event in events) >= 2


def test_edits_and_further_runs_are_the_same_on_every_pod(installation, tmp_path):
    pods = installation.cluster.pods
    path = sheet(tmp_path / "customers.xlsx", f"dim_{uuid.uuid4().hex[:10]}")
    with Api(pods[0].address) as first, Api(pods[1].address) as second, Api(pods[2].address) as third:
        identity = begin(first, path, model="scripted-fast")
        settled(second, identity)
        block = next(name for name in first.json(f"/api/generations/{identity}")["blocks"] if name.endswith(".joins"))
        assert second.put(f"/api/generations/{identity}/blocks/{block}", json={"sql": "FROM mine"}).status_code == 200
        filters = block.replace(".joins", ".where_clause")
        assert third.post(f"/api/generations/{identity}/refine", json={"prompt": f"@code[{filters}] `WHERE c.id > 9`"}).status_code == 202
        after = settled(first, identity)
        assert after["blocks"][block]["sql"] == "FROM mine" and "c.id > 9" in after["blocks"][filters]["sql"]
        assert [item["reason"] for item in third.items(f"/api/generations/{identity}/versions")] == ["generate", "edit", "refine"]
        assert first.json(f"/api/generations/{identity}") == second.json(f"/api/generations/{identity}") == third.json(f"/api/generations/{identity}")


def test_many_generations_at_once_over_all_pods(installation, tmp_path):
    pods = installation.cluster.pods
    made = []
    for number in range(12):
        with Api(pods[number % 3].address) as api:
            made.append(begin(api, sheet(tmp_path / f"{number}.xlsx", f"dim_{number}_{uuid.uuid4().hex[:6]}")))
    for number, identity in enumerate(made):
        with Api(pods[(number + 1) % 3].address) as api:
            page = Page()
            for item in frames(api, identity):
                page.take(item)
            assert settled(api, identity)["status"] == "completed" and page.final == page.text
