"""The official OpenAI SDK, unchanged, sync and async."""

import asyncio
import json
import uuid

import httpx
import openai
import pytest

from support import models

QUESTION = [{"role": "user", "content": models.SHORT}]
ADD = {
    "type": "function",
    "function": {"name": "add", "parameters": {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}},
}


@pytest.fixture
def client(shared):
    with openai.OpenAI(base_url=f"{shared.address}/v1", api_key="any", max_retries=0, timeout=20) as made:
        yield made


def text_of(chunks):
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)


def test_an_answer_comes_whole(client):
    answer = client.chat.completions.create(model=models.SCRIPTED, messages=QUESTION)
    assert answer.object == "chat.completion"
    assert answer.choices[0].message.role == "assistant"
    assert answer.choices[0].message.content
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0


def test_a_stream_has_the_text_that_is_stored(client, api):
    raw = client.chat.completions.with_raw_response.create(model=models.SCRIPTED, messages=QUESTION, stream=True)
    chunks = list(raw.parse())
    stream = raw.headers["x-throughline-stream"]
    assert raw.headers["x-throughline-run"] and raw.headers["x-throughline-chat"] == stream[:36]
    assert text_of(chunks) == api.json(f"/api/messages/{stream}")["content"]
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert len({chunk.id for chunk in chunks}) == 1 and len({chunk.created for chunk in chunks}) == 1


def test_usage_comes_only_when_asked(client):
    without = list(client.chat.completions.create(model=models.SCRIPTED, messages=QUESTION, stream=True))
    assert all(chunk.choices for chunk in without) and all(chunk.usage is None for chunk in without)
    asked = list(client.chat.completions.create(model=models.SCRIPTED, messages=QUESTION, stream=True, stream_options={"include_usage": True}))
    *chunks, usage = asked
    assert all(chunk.choices and chunk.usage is None for chunk in chunks)
    assert usage.choices == [] and usage.usage.total_tokens > 0


def test_the_async_client_streams_and_waits(shared):
    async def both():
        async with openai.AsyncOpenAI(base_url=f"{shared.address}/v1", api_key="any", max_retries=0, timeout=20) as client:
            whole = await client.chat.completions.create(model=models.SCRIPTED, messages=QUESTION)
            stream = await client.chat.completions.create(model=models.SCRIPTED, messages=QUESTION, stream=True)
            return whole.choices[0].message.content, text_of([chunk async for chunk in stream])

    whole, streamed = asyncio.run(both())
    assert whole == streamed != ""


def test_a_conversation_goes_on_in_its_chat(client, api):
    chat = api.new_chat()
    for _ in range(2):
        client.chat.completions.create(model=models.SCRIPTED, messages=QUESTION, extra_headers={"X-Throughline-Chat": chat})
    assert [message["type"] for message in api.items(f"/api/chats/{chat}/messages")] == ["UM", "AM", "UM", "AM"]


def test_a_tool_call_comes_whole_and_in_pieces(client):
    asked = dict(model=models.CALLS_TOOL, messages=[{"role": "user", "content": models.TOOL}], tools=[ADD])
    whole = client.chat.completions.create(**asked)
    assert whole.choices[0].finish_reason == "tool_calls"
    call = whole.choices[0].message.tool_calls[0]
    assert call.type == "function" and call.id
    deltas = [chunk.choices[0].delta.tool_calls[0] for chunk in client.chat.completions.create(**asked, stream=True) if chunk.choices and chunk.choices[0].delta.tool_calls]
    assert "".join(delta.function.arguments or "" for delta in deltas) == call.function.arguments
    assert deltas[0].function.name == call.function.name


def test_an_image_is_passed_through(client, upstream):
    question = str(uuid.uuid4())
    parts = [{"type": "text", "text": question}, {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}]
    client.chat.completions.create(model=models.TEXT, messages=[{"role": "user", "content": parts}], temperature=0.5)
    requests = httpx.get(f"{upstream.address}/fake/requests", trust_env=False).json()
    (asked,) = (request["body"] for request in requests if question in json.dumps(request["body"]))
    assert asked["messages"][-1]["content"] == parts and asked["temperature"] == 0.5


def test_models_are_listed(client):
    listed = client.models.list().data
    assert models.SCRIPTED in [model.id.removeprefix("scripted/") for model in listed]
    assert all(model.object == "model" for model in listed)


@pytest.mark.parametrize(
    ("request_fields", "named"),
    [({"n": 2}, "n"), ({"extra_body": {"best_of": 2}}, "best_of"), ({"extra_body": {"no_such_field": 1}}, "no_such_field")],
)
def test_what_is_not_supported_is_refused_by_name(client, request_fields, named):
    with pytest.raises(openai.BadRequestError) as refused:
        client.chat.completions.create(model=models.SCRIPTED, messages=QUESTION, **request_fields)
    assert refused.value.param == named
    assert named in refused.value.message


def test_bad_requests_are_errors_of_the_vendor(client):
    with pytest.raises(openai.BadRequestError):
        client.chat.completions.create(model=models.SCRIPTED, messages=[])
    with pytest.raises(openai.BadRequestError):
        client.chat.completions.create(model=models.SCRIPTED, messages=[{"role": "nobody", "content": "x"}])


def test_a_failing_provider_is_a_502(client):
    with pytest.raises(openai.InternalServerError) as failed:
        client.chat.completions.create(model=models.FAILING, messages=QUESTION)
    assert failed.value.status_code == 502


def test_a_refusal_of_the_provider_keeps_its_status(client):
    with pytest.raises(openai.AuthenticationError) as refused:
        client.chat.completions.create(model=models.UNAUTHORIZED, messages=QUESTION)
    assert refused.value.status_code == 401


def test_a_rate_limit_is_waited_out(client):
    answer = client.chat.completions.create(model=models.RATE_LIMITED, messages=[{"role": "user", "content": str(uuid.uuid4())}])
    assert answer.choices[0].message.content


def test_an_answer_cut_in_the_middle_is_an_error_in_the_stream(client, api):
    raw = client.chat.completions.with_raw_response.create(model=models.CUT, messages=QUESTION, stream=True)
    chunks = []
    with pytest.raises(openai.APIError):
        for chunk in raw.parse():
            chunks.append(chunk)
    stored = api.json(f"/api/messages/{raw.headers['x-throughline-stream']}")
    assert stored["status"] == "failed"
    assert stored["content"] == text_of(chunks)
