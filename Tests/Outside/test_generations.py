"""Generations over HTTP: a workbook is sent, its blocks are watched, cut, refined, edited and compared."""

import hashlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx

from support import workbook
from support.api import Api, problem
from support.events import checked
from support.generations import PLAIN, PROSE, Page, frames, fresh, generate, settled, started, watched
from support.process import wait_until


def test_a_workbook_is_generated_and_its_blocks_are_the_file(api):
    accepted = started(api)
    identity = accepted["generation_id"]
    assert accepted["stream"] == identity and accepted["status"] == "pending"
    assert all(block["status"] == "pending" and block["sql"] == "" for block in accepted["blocks"].values())
    page = watched(api, identity)
    assert page.final and page.final == page.text and page.filename == "customers.sql"
    files = api.json(f"/api/generations/{identity}/files")["items"]
    script = next(file["name"] for file in files if file["name"].endswith(".sql"))
    assert api.get(f"/api/generations/{identity}/files/{script}").text == page.final
    page_about_it = api.get(f"/api/generations/{identity}/files/dim_customer.html")
    assert page_about_it.headers["content-type"].startswith("text/html") and "<svg" in page_about_it.text
    assert api.get(f"/api/generations/{identity}/files/dim_customer.svg").text.startswith("<svg")
    assert "dim_customer.svg" in api.get(f"/api/generations/{identity}/files/dim_customer.md").text
    for file in files:
        text = api.get(f"/api/generations/{identity}/files/{file['name']}").content
        assert (len(text), hashlib.sha256(text).hexdigest()) == (file["bytes"], file["sha256"])
    hashmap = settled(api, identity)
    assert hashmap["status"] == "completed" and hashmap["metadata"]["progress_percentage"] == 100
    spans = api.json(f"/api/generations/{identity}/map")["blocks"]["select_clause"]["spans"]
    assert {span["column"] for span in spans} >= {"customer_id", "full_name"}
    assert [version["reason"] for version in api.json(f"/api/generations/{identity}/versions")["items"]] == ["generate"]


def test_native_events_are_valid_and_in_order(api):
    accepted = started(api)
    events = [checked(item.json()) for item in frames(api, accepted["generation_id"], wire="native")]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert events[0]["type"] == "stream.started" and events[-1]["type"] == "stream.completed"


def test_a_stream_cut_at_every_event_is_the_same_file(api):
    accepted = started(api)
    identity = accepted["generation_id"]
    whole = list(frames(api, identity))
    text = watched(api, identity).text
    for cut in range(1, len(whole)):
        page = Page()
        for item in whole[:cut]:
            page.take(item)
        for item in frames(api, identity, after=page.cursor):
            page.take(item)
        assert page.text == text and page.final == text, f"cut after {cut}"
    assert list(frames(api, identity, after=whole[-1].id)) == []


def test_the_same_id_gives_the_first_answer_and_another_content_is_refused(api):
    identity = fresh()
    first = started(api, generation_id=identity)
    settled(api, identity)
    assert started(api, generation_id=identity) == first
    problem(generate(api, generation_id=identity, **{"as": "view"}), 409, "id.conflict")


def test_what_is_wrong_with_a_form_is_named(api):
    body = problem(generate(api, generation_id="nope", dialect="cobol"), 422)
    assert {error["pointer"] for error in body["errors"]} == {"/generation_id", "/dialect"}
    problem(api.post("/api/generations", json={}), 415)
    broken = api.post("/api/generations", content=b"--x\r\n", headers={"content-type": "multipart/form-data; boundary=x"})
    problem(broken, 400, "form.malformed")
    refused = problem(generate(api, text="a,b\n1,2\n"), 422, "mapping.no_mapping")
    assert api.json(f"/api/workbooks/{refused['workbook']}")["layout"]["diagnostics"] == refused["diagnostics"]
    problem(api.get("/api/generations/gen_unknown"), 404)


def test_a_workbook_above_its_limit_is_refused_however_it_comes(start, connect):
    api = connect(start("--limits-workbook", "2KiB"))
    large = PLAIN + "dim_customer,n,INTEGER,Y,,customers,c,n,,,\n" * 50
    assert generate(api).status_code == 202
    assert api.post("/api/workbooks?name=a.csv", content=PLAIN.encode(), headers={"Content-Type": "text/csv"}).status_code == 200, "kept already"
    refused = problem(api.post("/api/workbooks?name=b.csv", content=large.encode(), headers={"Content-Type": "text/csv"}), 413, "http.body_too_large")
    assert "2048" in refused["detail"]
    assert "2048" in problem(generate(api, large), 413)["detail"]


def test_a_workbook_is_kept_once_and_shown(api):
    sent = api.post("/api/workbooks", params={"name": "Mapping.csv"}, content=PLAIN.encode())
    assert sent.status_code in (200, 201), sent.text
    record = sent.json()
    again = api.post("/api/workbooks", params={"name": "Mapping.csv"}, content=PLAIN.encode())
    assert again.status_code == 200 and again.json()["workbook"] == record["workbook"]
    cells = api.json(f"/api/workbooks/{record['workbook']}/cells", first=2, last=2)
    assert [row["row"] for row in cells["rows"]] == [2] and cells["rows"][0]["cells"][0]["value"] == "dim_customer"
    assert api.json(f"/api/workbooks/{record['workbook']}/plan")["targets"][0]["table"] == "dim_customer"
    assert record["workbook"] in [item["workbook"] for item in api.items("/api/workbooks")]
    accepted = api.post("/api/generations", files={"workbook": (None, record["workbook"]), "generation_id": (None, fresh())})
    assert accepted.status_code == 202, accepted.text


def test_a_workbook_in_which_no_mapping_is_found_is_kept_corrected_and_generated_from(api):
    rows = ["Alpha;Beta;Gamma", "dim_house;id;identifier", "dim_house;label;UPPER(h.label)"]
    text = "\n".join(row.replace(";", ",") for row in rows) + "\n"
    sent = api.post("/api/workbooks", params={"name": "Houses.csv"}, content=text.encode())
    assert sent.status_code in (200, 201), sent.text
    record = sent.json()
    assert [found["code"] for found in record["layout"]["diagnostics"] if found["severity"] == "error"] == ["no_mapping"]
    assert [sheet["kind"] for sheet in record["layout"]["sheets"]] == ["other"]
    assert api.json(f"/api/workbooks/{record['workbook']}/plan")["targets"] == []
    form = {"workbook": (None, record["workbook"]), "generation_id": (None, fresh())}
    refused = problem(api.post("/api/generations", files=form), 422, "mapping.no_mapping")
    assert refused["workbook"] == record["workbook"]
    sheet = record["layout"]["sheets"][0]["name"]
    roles = {"target_table": "A", "target_column": "B", "source_column": "C"}
    layout = {"sheets": [{"name": sheet, "kind": "mapping", "header_rows": [1], "blocks": [{"roles": roles, "targets": []}]}]}
    corrected = api.put(f"/api/workbooks/{record['workbook']}/layout", json=layout)
    assert corrected.status_code == 200 and corrected.json()["sheets"][0]["blocks"][0]["targets"] == ["dim_house"], corrected.text
    assert not [found for found in corrected.json()["diagnostics"] if found["code"] == "no_mapping"]
    # The same form again, with the same ID: what was refused is no generation yet.
    still = api.post("/api/generations", files=form)
    assert still.status_code == 422 and still.json()["code"] == "mapping.no_mapping", still.text
    roles = {"target_table": "A", "target_column": "B", "source_table": "A", "source_column": "C"}
    layout["sheets"][0]["blocks"][0]["roles"] = roles
    assert api.put(f"/api/workbooks/{record['workbook']}/layout", json=layout).status_code == 200
    accepted = api.post("/api/generations", files=form)
    assert accepted.status_code == 202, accepted.text
    made = settled(api, accepted.json()["generation_id"])
    assert made["status"] in ("completed", "error") and "dim_house" in made["blocks"]["joins"]["sql"]
    # Another workbook that begins alike is read alike.
    again = api.post("/api/workbooks", params={"name": "Houses.csv"}, content=(text + "dim_house,colour,colour\n").encode())
    assert again.json()["layout"]["sheets"][0]["kind"] == "mapping" and not [found for found in again.json()["layout"]["diagnostics"] if found["code"] == "no_mapping"]
    other = api.post("/api/workbooks", params={"name": "Holidays.csv"}, content=b"Day,Hours,Who\nMonday,8,Ada\n")
    assert other.json()["layout"]["sheets"][0]["kind"] == "other"


def test_a_person_s_edit_stays_through_later_runs_until_it_is_released(api):
    identity = started(api)["generation_id"]
    settled(api, identity)
    edited = api.put(f"/api/generations/{identity}/blocks/joins", json={"sql": "FROM mine AS c"})
    assert edited.status_code == 200 and edited.json()["blocks"]["joins"]["edited"] is True, edited.text
    assert api.post(f"/api/generations/{identity}/refine", json={"prompt": "again @code[select_clause] @code[joins]"}).status_code == 202
    after = settled(api, identity)
    assert after["blocks"]["joins"]["sql"] == "FROM mine AS c"
    difference = api.json(f"/api/generations/{identity}/diff", **{"from": 1, "to": 2})
    assert {block["name"]: block["change"] for block in difference["blocks"]}["joins"] == "changed"
    assert api.delete(f"/api/generations/{identity}/blocks/joins").status_code == 204
    released = api.json(f"/api/generations/{identity}")
    assert released["blocks"]["joins"]["sql"] != "FROM mine AS c"
    reasons = [version["reason"] for version in api.json(f"/api/generations/{identity}/versions")["items"]]
    assert reasons == ["generate", "edit", "refine", "release"]


def test_references_are_checked_and_completed(api):
    identity = started(api)["generation_id"]
    settled(api, identity)
    refused = problem(api.post(f"/api/generations/{identity}/refine", json={"prompt": "@code[jions] faster"}), 422, "reference.unknown")
    assert refused["references"][0]["near"] == ["@code[joins]"]
    problem(api.post(f"/api/generations/{identity}/refine", json={"prompt": "faster"}), 422, "reference.missing")
    found = api.json(f"/api/generations/{identity}/complete", prefix="@code[jo")["items"]
    assert [item["text"] for item in found] == ["@code[joins]"]
    assert any(item["text"].startswith("@mapping[") for item in api.json(f"/api/generations/{identity}/complete", prefix="@mapping[")["items"])


def test_prose_is_answered_by_a_model_checked_and_booked(api):
    open_one = settled(api, started(api, PROSE)["generation_id"])
    assert "open:" in open_one["blocks"]["select_clause"]["sql"]
    identity = started(api, PROSE, model="scripted-fast")["generation_id"]
    answered = settled(api, identity)
    text = answered["blocks"]["select_clause"]["sql"]
    assert "UPPER" in text.upper() and "open:" not in text
    calls = api.json("/api/ledger", stream=identity)["items"]
    assert [call["status"] for call in calls] == ["completed"] and calls[0]["output_tokens"] > 0
    usage = next(item.json() for item in frames(api, identity, wire="native") if item.event == "usage")
    assert usage["completion_tokens"] == sum(call["output_tokens"] for call in calls)


def test_a_refinement_changes_only_what_it_names(api):
    identity = started(api, model="scripted-fast")["generation_id"]
    before = settled(api, identity)
    prompt = "@mapping[Mapping:H3] lower case please `full_name = LOWER(c.name)`"
    accepted = api.post(f"/api/generations/{identity}/refine", json={"prompt": prompt, "frontend_id": "r-1"})
    assert accepted.status_code == 202 and accepted.json()["frontend_id"] == "r-1", accepted.text
    after = settled(api, identity)
    assert "LOWER" in after["blocks"]["select_clause"]["sql"].upper()
    assert after["blocks"]["joins"]["timestamp"] == before["blocks"]["joins"]["timestamp"]


def test_corrections_are_told_with_the_layout_until_they_are_forgotten(api):
    record = api.post("/api/workbooks", params={"name": "Corrected.csv"}, content=PLAIN.replace("dim_customer", "dim_other").encode()).json()
    path = f"/api/workbooks/{record['workbook']}"
    sheet = record["layout"]["sheets"][0]
    block = {"roles": sheet["blocks"][0]["roles"] | {"description": sheet["blocks"][0]["roles"]["notes"]}, "targets": ["dim_other"]}
    del block["roles"]["notes"]
    corrections = {"sheets": [{"name": sheet["name"], "blocks": [block]}]}
    assert api.put(f"{path}/layout", json=corrections).json()["corrections"] == corrections
    assert api.json(f"{path}/layout")["corrections"] == corrections == api.json(path)["layout"]["corrections"]
    assert "description" in api.json(f"{path}/layout")["sheets"][0]["blocks"][0]["roles"]
    assert api.put(f"{path}/layout", json={}).json()["corrections"] is None
    assert api.json(f"{path}/layout")["corrections"] is None


def sampled(tmp_path):
    rows = [workbook.column("result", "id", source="lake.crm.customers", column="id"), workbook.column("result", "name", source="lake.crm.customers", column="name")]
    sheets = {"Mapping": [workbook.MAPPING] + [[row.get(name) for name in workbook.MAPPING] for row in rows]}
    return workbook.write(tmp_path / "sampled.xlsx", **sheets, **{"Samples lake.crm.customers": [["id", "name"], [1, "Ada"], [2, None]]}).read_bytes()


def samples_of(api, content):
    accepted = api.post("/api/generations", data={"dialect": "snowflake"}, files={"workbook": ("sampled.xlsx", content, "application/octet-stream")})
    assert accepted.status_code == 202, accepted.text
    settled(api, accepted.json()["generation_id"])
    return api.json(f"/api/generations/{accepted.json()['generation_id']}/samples")["targets"][0]


def test_samples_are_run_whatever_the_tables_are_called_or_it_is_said_why_not(api, tmp_path):
    found = samples_of(api, sampled(tmp_path))
    assert "failure" not in found and found["rows"] == 2 and found["nulls"] == {"name": 1} and found["sample"]["rows"] == [[1, "Ada"], [2, None]]
    identity = started(api)["generation_id"]
    settled(api, identity)
    nothing = api.json(f"/api/generations/{identity}/samples")["targets"][0]
    assert nothing["rows"] is None and nothing["failure"]["code"] == "missing" and "Samples" in nothing["failure"]["fix"]


def test_samples_are_run_on_the_database_of_the_setting(start, connect, tmp_path):
    api = connect(start("--sample-on", "postgres://me:secretword@127.0.0.1:1/none"))
    found = samples_of(api, sampled(tmp_path))
    assert found["rows"] is None and found["failure"]["code"] == "unavailable"
    assert "secretword" not in json.dumps(found) and "127.0.0.1" not in json.dumps(found)


def test_a_generation_goes_on_after_a_kill(start, connect):
    server = start()
    api = connect(server)
    identity = started(api, PROSE, model="scripted-300")["generation_id"]
    page = Page()

    def read():
        with Api(server.address) as own:
            try:
                for item in frames(own, identity):
                    page.take(item)
            except httpx.TransportError:
                return

    reading = threading.Thread(target=read, daemon=True)
    reading.start()
    wait_until(lambda: page.blocks and page.cursor, what="the first blocks")
    server.kill()
    reading.join(10)
    assert page.final is None

    successor = connect(start())
    rounds = 0
    while page.final is None:
        assert (rounds := rounds + 1) < 20
        for item in frames(successor, identity, after=page.cursor):
            page.take(item)
    assert page.final == page.text
    assert settled(successor, identity)["status"] == "completed"
    assert watched(successor, identity).final == page.final


def test_a_generation_is_cancelled_and_resumed(api):
    identity = started(api, PROSE, model="scripted-2000")["generation_id"]
    assert api.post(f"/api/generations/{identity}/cancel").status_code == 200
    assert settled(api, identity)["status"] == "error"
    assert api.post(f"/api/generations/{identity}/resume", json={"model": "scripted-fast"}).status_code == 202
    assert settled(api, identity)["status"] == "completed"


def test_many_at_once(api):
    def one(number):
        with Api(str(api.base_url)) as own:
            identity = started(own, PLAIN.replace("dim_customer", f"dim_customer_{number}"))["generation_id"]
            page = watched(own, identity)
            assert page.final == page.text and settled(own, identity)["status"] == "completed"

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(16)))
