"""Code, HTML, output and attachments: with their lineage, once on the wire, and with sums that anybody can check."""

import base64

import pytest

from support import models
from support.api import problem
from support.events import sha256


def of_kind(api, accepted, kind):
    return [item for item in api.items(f"/api/messages/{accepted['assistant_id']}/artifacts") if item["type"] == kind]


@pytest.mark.parametrize(("question", "kind", "name"), [(models.CODE, "AC", "code"), (models.HTML, "AH", "html")])
def test_an_inline_artifact_is_exactly_a_range_of_the_text(api, question, kind, name):
    accepted, reader = api.answered(question)
    started = [event for event in reader.of("artifact.started") if event["kind"] == name]
    assert started and all(event["inline"] and event["parent"] == accepted["assistant_id"] for event in started)
    assert reader.of("artifact.delta") == [] or name != "code"
    text = reader.text.encode()
    ranges = {item["id"]: item for item in api.json(f"/api/streams/{accepted['stream']}")["state"]["artifacts"]}
    for event in started:
        stored = api.json(f"/api/artifacts/{event['id']}")
        told = ranges[event["id"]]
        content = text[told["start"] : told["end"]]
        completed = next(item for item in reader.of("artifact.completed") if item["id"] == event["id"])
        assert stored["type"] == kind and stored["content"].encode() == content and content.endswith(b"\n")
        assert stored["bytes"] == told["bytes"] == completed["bytes"] == len(content)
        assert stored["sha256"] == told["sha256"] == completed["sha256"] == sha256(content)


def test_an_inline_artifact_begins_after_its_fence_and_ends_before_the_next(api):
    accepted, reader = api.answered(models.CODE)
    text, open_at = "", {}
    for event in reader.events:
        if event["type"] == "text.delta":
            text += event["delta"]
        elif event["type"] == "artifact.started" and event["inline"]:
            fence = text.rstrip("\n").rsplit("\n", 1)[-1]
            assert text.endswith("\n") and fence.startswith("```") and fence.removeprefix("```").strip() == (event["language"] or "")
            open_at[event["id"]] = len(text)
        elif event["type"] == "artifact.completed" and event["id"] in open_at:
            assert event["sha256"] == sha256(text[open_at[event["id"]] :])
            assert reader.text[len(text) :].startswith("```")
    assert open_at


def test_a_tools_output_stands_under_its_code(api):
    accepted, reader = api.answered(models.TOOL)
    called, returned = reader.of("tool.called")[0], reader.of("tool.returned")[0]
    assert called["call"] == returned["call"] and returned["ok"] is True
    started = next(event for event in reader.of("artifact.started") if event["kind"] == "output")
    assert not started["inline"] and started["parent"].endswith("_AC")
    content = "".join(event["delta"] for event in reader.of("artifact.delta") if event["id"] == started["id"])
    stored = api.json(f"/api/artifacts/{started['id']}")
    assert stored["type"] == "AO" and stored["parent"] == started["parent"] and stored["content"] == content
    assert stored["sha256"] == sha256(content)
    assert api.json(f"/api/artifacts/{started['parent']}")["type"] == "AC"


def test_content_is_handed_over_and_never_rendered(api):
    accepted, _ = api.answered(models.HTML)
    artifact = of_kind(api, accepted, "AH")[0]
    answer = api.get(f"/api/artifacts/{artifact['id']}/content")
    assert answer.status_code == 200 and answer.text == artifact["content"]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_uploaded_file_becomes_an_attachment(api):
    content = bytes(range(256)) * 40
    made = api.post("/api/uploads", params={"name": "all bytes.bin"}, content=content, headers={"Content-Type": "application/octet-stream"})
    assert made.status_code == 201
    assert made.json() | {"upload": ""} == {"upload": "", "bytes": len(content), "sha256": sha256(content)}
    chat = api.new_chat()
    accepted, _ = api.answered("Look at this", chat, attachments=[{"upload": made.json()["upload"]}])
    attachment = f"{chat}_000002_UA"
    stored = api.json(f"/api/artifacts/{attachment}")
    assert (stored["parent"], stored["kind"], stored["name"]) == (accepted["id"], "attachment", "all bytes.bin")
    assert (stored["media_type"], stored["bytes"], stored["sha256"]) == ("application/octet-stream", len(content), sha256(content))
    answer = api.get(f"/api/artifacts/{attachment}/content")
    assert answer.content == content and answer.headers["content-type"] == "application/octet-stream"
    assert accepted["assistant_id"] == f"{chat}_000003_AM"


def test_small_attachments_come_with_the_message_in_their_order(api):
    chat = api.new_chat()
    files = [("a.txt", "first"), ("b.txt", "second – ü")]
    attachments = [{"name": name, "media_type": "text/plain", "content_base64": base64.b64encode(text.encode()).decode()} for name, text in files]
    api.answered("Look at these", chat, attachments=attachments)
    for sequence, (name, text) in enumerate(files, start=2):
        stored = api.json(f"/api/artifacts/{chat}_{sequence:06}_UA")
        assert (stored["name"], stored["sha256"]) == (name, sha256(text))


@pytest.mark.parametrize(
    "attachment",
    [{"upload": "01JD2ZK7V3Q8W5R1T0X9Y6B4CE"}, {"name": "x", "media_type": "text/plain", "content_base64": "***"}, {}, {"name": "x"}, {"upload": "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", "content_base64": ""}],
)
def test_a_wrong_attachment_is_refused_with_its_place(api, attachment):
    chat = api.new_chat()
    refused = problem(api.post_message(chat, "Look", attachments=[attachment]), 422)
    assert refused["errors"][0]["pointer"].startswith("/attachments/0")
    assert api.json(f"/api/chats/{chat}/stats")["last_sequence"] == 0
