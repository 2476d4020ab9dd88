"""Every refusal is a problem document that says what was expected, what was found and where."""

import json

import pytest

from support import models
from support.api import Api, fresh_uuid, problem


@pytest.fixture(scope="module")
def chat(shared):
    with Api(shared.address) as api:
        return api.new_chat()


def post(api, chat, body, content_type="application/json"):
    return api.post(f"/api/chats/{chat}/messages", content=body, headers={"Content-Type": content_type})


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"content":"a"} x', b'{"content":"a",}', b"{'content':'a'}", b'{"content":"\xff"}', b'{"content":"a","content":"b"}', b'\xef\xbb\xbf{"content":"a"}x', b"nul"],
)
def test_what_is_not_json_is_malformed(api, chat, body):
    problem(post(api, chat, body), 400, "json.malformed")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/content"),
        ({"content": 1}, "/content"),
        ({"content": None}, "/content"),
        ({"content": "a\u0000b"}, "/content"),
        ({"content": "a", "contnet": "b"}, "/contnet"),
        ({"content": "a", "frontend_id": 7}, "/frontend_id"),
        ({"content": "a", "model": []}, "/model"),
        ({"content": "a", "attachments": {}}, "/attachments"),
        ({"content": "a", "a/b~c": 1}, "/a~1b~0c"),
        ([], ""),
        ("text", ""),
    ],
)
def test_what_is_json_but_wrong_is_told_by_its_place(api, chat, body, pointer):
    refused = problem(post(api, chat, json.dumps(body)), 422)
    assert pointer in [error["pointer"] for error in refused["errors"]]
    assert all(error["detail"] for error in refused["errors"])


def test_a_lone_surrogate_is_refused(api, chat):
    refused = problem(post(api, chat, rb'{"content":"a\ud800b"}'), 422)
    assert refused["errors"][0]["pointer"] == "/content"


def test_json_nested_too_deep_is_refused(api, chat):
    body = b'{"content":' + b"[" * 100 + b"]" * 100 + b"}"
    problem(post(api, chat, body), 422)


def test_a_body_above_the_limit_is_refused_with_limit_and_value(api, chat):
    body = json.dumps({"content": "x" * (1 << 20)})
    refused = problem(post(api, chat, body), 413)
    assert str(1 << 20) in refused["detail"].replace(",", "").replace("_", "")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
def test_another_media_type_is_refused(api, chat, content_type):
    problem(post(api, chat, b'{"content":"a"}', content_type), 415)


def test_json_with_a_charset_is_taken(api, chat):
    assert post(api, chat, b'{"content":"a"}', "application/json; charset=utf-8").status_code == 202


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/api", "/api/nowhere", "/api/chats/nonsense", f"/api/chats/{fresh_uuid()}", f"/api/chats/{fresh_uuid().upper()}", "/api/streams/nonsense",
     f"/api/streams/{fresh_uuid()}_000002_AM", "/api/artifacts/nonsense", "/api/schemas/no.such", "/api/chats/", "//api/chats", "/../etc/passwd", "/client/../../LICENSE"],
)
def test_what_is_not_there_is_not_found(api, path):
    problem(api.get(path), 404)


def test_an_unknown_chat_is_not_found(api):
    problem(api.post_message(fresh_uuid(), models.SHORT), 404)


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/api/chats"), ("PUT", "/api/chats"), ("POST", "/healthz"), ("GET", "/chat"), ("PATCH", "/metrics")])
def test_another_method_is_refused_with_those_allowed(api, method, path):
    answer = api.request(method, path)
    problem(answer, 405)
    assert method not in answer.headers["allow"]


@pytest.mark.parametrize("query", [{"wire": "morse"}, {"wire": ""}])
def test_an_unknown_wire_form_is_refused(api, chat, query):
    accepted = api.ask(chat, models.SHORT)
    problem(api.get(f"/api/streams/{accepted['stream']}/events", params=query), 400, "query.invalid")


def test_the_callers_request_id_is_answered(api):
    assert api.get("/healthz", headers={"X-Request-Id": "mine-7"}).headers["x-request-id"] == "mine-7"
    assert api.get("/healthz").headers["x-request-id"] != api.get("/healthz").headers["x-request-id"]
    assert problem(api.get("/nowhere", headers={"X-Request-Id": "mine-8"}), 404)["request_id"] == "mine-8"


def test_head_answers_as_get_without_a_body(api):
    get, head = api.get("/healthz"), api.head("/healthz")
    assert head.status_code == 200 and head.content == b""
    assert head.headers["content-length"] == str(len(get.content))


def test_every_code_is_in_the_api_document(api, chat):
    known = api.json("/openapi.json")["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]
    refusals = [api.get("/nowhere"), api.delete("/api/chats"), post(api, chat, b"{"), post(api, chat, b"{}"), post(api, chat, b"", "text/plain"), api.get("/api/chats?limit=0")]
    assert {answer.json()["code"] for answer in refusals} <= set(known)
