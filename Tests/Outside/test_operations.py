"""Health, readiness, figures and documents."""

import json
import re

import httpx

from support import models
from support.api import fresh_uuid
from support.process import ROOT


def figures(api):
    """The samples of /metrics, without labels added up."""
    found = {}
    for line in api.get("/metrics").text.splitlines():
        if line and not line.startswith("#"):
            name, value = re.fullmatch(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{.*\})? (\S+)", line).groups()
            found[name] = found.get(name, 0) + float(value)
    return found


def test_it_lives_and_is_ready(api):
    assert api.get("/healthz").status_code == 200
    assert api.json("/readyz")["down"] == []


def test_figures_are_in_the_text_format(api):
    answer = api.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    typed = re.findall(r"^# TYPE (\S+) (counter|gauge|histogram|summary)$", answer.text, re.MULTILINE)
    names = {name for name, _ in typed}
    for wanted in ("time_to_first_token", "subscribers", "streams", "resume", "duplicate", "sync", "bytes", "http"):
        assert any(wanted in name for name in names), f"nothing about {wanted} in {sorted(names)}"


def test_an_answer_moves_the_figures(api):
    before = figures(api)
    api.answered(models.SHORT)
    after = figures(api)
    moved = {name for name in after if after[name] > before.get(name, 0)}
    assert any("time_to_first_token" in name and name.endswith("_count") for name in moved)
    assert any("http" in name for name in moved) and any("bytes" in name for name in moved)
    assert all(after[name] >= value for name, value in before.items() if name.endswith(("_total", "_count", "_bucket")))


def test_the_documents_are_those_of_the_repository(api):
    assert api.json("/openapi.json") == json.loads((ROOT / "Schemas" / "openapi.json").read_text())
    schemas = {path.stem: json.loads(path.read_text()) for folder in ("events", "channels") for path in (ROOT / "Schemas" / folder).glob("*.json")}
    for name, schema in schemas.items():
        assert api.json(f"/api/schemas/{name}") == schema
    by_id = {schema["$id"]: schema for schema in api.json("/api/schemas")["items"]}
    assert by_id == {schema["$id"]: schema for schema in schemas.values()}


def test_pages_and_their_parts_are_served_and_not_sent_twice(api):
    for path, media in {"/": "text/html", "/docs": "text/html", "/docs/docs.js": "text/javascript", "/docs/docs.css": "text/css",
                        "/styles/base.css": "text/css", "/client/session-manager.js": "text/javascript", "/favicon.svg": "image/svg+xml"}.items():
        answer = api.get(path)
        assert answer.status_code == 200 and answer.headers["content-type"].split(";")[0] == media, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        again = api.get(path, headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304 and again.content == b""


def test_text_is_compressed_for_those_who_take_it(api):
    packed = api.get("/", headers={"Accept-Encoding": "gzip"})
    plain = api.get("/", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert packed.content == plain.content and int(packed.headers["content-length"]) < len(plain.content)
    assert packed.headers["etag"] != plain.headers["etag"] and packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert api.get("/", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]}).status_code == 304


def test_pages_hold_no_inline_script_and_what_they_link_to_is_there(api):
    for path in ("/", "/docs"):
        page = api.get(path).text
        assert re.findall(r"<script(?![^>]*\bsrc=)", page) == [] and not re.search(r"\son\w+=", page)
        for link in re.findall(r'(?:href|src)="(/[^"#]*)"', page):
            assert api.get(link).status_code == 200, link


def test_a_trace_context_is_passed_on(api, upstream):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    question = fresh_uuid()
    accepted = api.ask(api.new_chat(), question, {"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}, model=models.TEXT)
    assert api.read(accepted["stream"]).text == models.SHORT_ANSWER
    requests = httpx.get(f"{upstream.address}/fake/requests", trust_env=False).json()
    (asked,) = (request for request in requests if question in json.dumps(request["body"]))
    assert f"-{trace}-" in asked["headers"]["traceparent"]
