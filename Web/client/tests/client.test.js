import assert from "node:assert/strict";
import { test } from "node:test";
import { ThroughlineClient } from "../client.js";
import { ClientError } from "../client-error.js";

const chat = "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd";
const json = (value, init) => new Response(JSON.stringify(value), { headers: { "content-type": "application/json" }, ...init });

/** A client whose server answers from a list; `requests` collects what it was asked. */
function clientOf(answers, options = {}) {
  const requests = [];
  const timers = [];
  const fetch = async (url, init) => {
    init.signal.throwIfAborted();
    requests.push({ url, ...init });
    const answer = answers.shift();
    const response = typeof answer === "function" ? await answer(init) : answer;
    if (response instanceof Error) throw response;
    return response;
  };
  const timer = (ms, action) => {
    const entry = { ms, action, cancelled: false };
    timers.push(entry);
    return () => (entry.cancelled = true);
  };
  return { client: new ThroughlineClient({ fetch, timer, ...options }), requests, timers };
}

/** The method and the address that a call asks for. */
async function asked(call, answer = json({})) {
  const { client, requests } = clientOf([answer]);
  await call(client);
  return `${requests[0].method} ${requests[0].url}`;
}

const refusedBy = async (answer) => {
  const { client } = clientOf([answer]);
  return client.chat(chat).then(assert.fail, (error) => error);
};

test("each call asks for what it says", async () => {
  assert.equal(await asked((client) => client.chats()), "GET /api/chats");
  assert.equal(await asked((client) => client.chats({ query: "Grüße & co", cursor: "c=", limit: 20 })), "GET /api/chats?q=Gr%C3%BC%C3%9Fe+%26+co&cursor=c%3D&limit=20");
  assert.equal(await asked((client) => client.chats({ query: "", cursor: null })), "GET /api/chats");
  assert.equal(await asked((client) => client.createChat()), "POST /api/chats");
  assert.equal(await asked((client) => client.chat(chat)), `GET /api/chats/${chat}`);
  assert.equal(await asked((client) => client.renameChat(chat, "T")), `PATCH /api/chats/${chat}`);
  assert.equal(await asked((client) => client.deleteChat(chat)), `DELETE /api/chats/${chat}`);
  assert.equal(await asked((client) => client.messages(chat)), `GET /api/chats/${chat}/messages?include=artifacts`);
  assert.equal(await asked((client) => client.messages(chat, { order: "desc", limit: 50 })), `GET /api/chats/${chat}/messages?order=desc&limit=50&include=artifacts`);
  assert.equal(await asked((client) => client.send(chat, { content: "q" })), "POST /chat");
  assert.equal(await asked((client) => client.upload(new Blob(["x"]), "a b.txt")), "POST /api/uploads?name=a+b.txt");
  assert.equal(await asked((client) => client.message("m")), "GET /api/messages/m");
  assert.equal(await asked((client) => client.artifact("a")), "GET /api/artifacts/a");
  assert.equal(await asked((client) => client.artifactContent("a")), "GET /api/artifacts/a/content");
  assert.equal(await asked((client) => client.cancel("gen_x")), "POST /api/streams/gen_x/cancel");
  assert.equal(await asked((client) => client.stream("gen_x")), "GET /api/streams/gen_x");
  assert.equal(await asked((client) => client.models(), json({ data: [] })), "GET /v1/models");
  assert.equal(await asked((client) => client.tree(chat)), `GET /api/chats/${chat}/tree`);
  assert.equal(await asked((client) => client.exportChat(chat)), `GET /api/chats/${chat}/export`);
  assert.equal(await asked((client) => client.stats(chat)), `GET /api/chats/${chat}/stats`);
  assert.equal(await asked((client) => client.trace("m"), json({ items: [], next_cursor: null })), "GET /api/trace/m?limit=200");
  assert.equal(await asked((client) => client.ledger({ chat })), `GET /api/ledger?chat=${chat}`);
  assert.equal(await asked((client) => client.metricSeries({ from: 0, to: 60, step: 5 })), "GET /api/metrics/series?from=0&to=60&step=5");
  assert.equal(await asked((client) => client.readiness()), "GET /readyz");
  assert.equal(await asked((client) => client.metrics(), new Response("up 1\n")), "GET /metrics");
  assert.equal(await asked((client) => client.schemas()), "GET /api/schemas");
  assert.equal(await asked((client) => client.chat("../x?y")), "GET /api/chats/..%2Fx%3Fy");
});

test("a question leaves out what it does not say, and carries its keys", async () => {
  const accepted = { id: "u", frontend_id: "f", assistant_id: "a", run: "r", stream: "a" };
  const { client, requests } = clientOf([json(accepted, { status: 202 })], { base: "http://host:1/", session: "tab-1", headers: { authorization: "Bearer k" } });
  const message = { content: "q", frontend_id: "f", model: null, attachments: [{ upload: "u" }] };
  assert.deepEqual(await client.send(chat, message, { idempotencyKey: "f.1" }), accepted);
  const [{ url, body, headers }] = requests;
  assert.equal(url, "http://host:1/chat");
  assert.deepEqual(JSON.parse(body), { chat, content: "q", frontend_id: "f", attachments: [{ upload: "u" }] });
  assert.deepEqual(headers, {
    authorization: "Bearer k",
    "x-throughline-session": "tab-1",
    accept: "application/json",
    "content-type": "application/json",
    "idempotency-key": "f.1",
  });
});

test("a file goes as it is, under its own type, and has the time that its size needs", async () => {
  const blob = new Blob(["x"], { type: "text/csv" });
  const { client, requests, timers } = clientOf([json({ upload: "u" }, { status: 201 }), json({ upload: "u" }, { status: 201 })]);
  await client.upload(blob, "x.csv", { idempotencyKey: "k" });
  await client.upload(new Blob(["x".repeat(2_000)]));
  assert.equal(requests[0].body, blob);
  assert.equal(requests[0].headers["content-type"], "text/csv");
  assert.equal(requests[0].headers["idempotency-key"], "k");
  assert.equal(requests[1].headers["content-type"], "application/octet-stream");
  assert.equal(requests[1].url, "/api/uploads");
  assert.equal(timers[1].ms, 30_100);
});

test("content comes as a Blob of its type, nothing as null, models as ID and provider", async () => {
  const content = new Response("<p>", { headers: { "content-type": "text/html" } });
  const models = json({ object: "list", data: [{ id: "scripted", object: "model", created: 0, owned_by: "scripted" }] });
  const { client } = clientOf([content, new Response(null, { status: 204 }), models]);
  const blob = await client.artifactContent("a");
  assert.equal(blob.type, "text/html");
  assert.equal(await blob.text(), "<p>");
  assert.equal(await client.deleteChat(chat), null);
  assert.deepEqual(await client.models(), [{ id: "scripted", provider: "scripted" }]);
});

test("a trace is all of its pages", async () => {
  const { client, requests } = clientOf([json({ items: [1, 2], next_cursor: "c" }), json({ items: [3], next_cursor: null })]);
  assert.deepEqual(await client.trace("m"), [1, 2, 3]);
  assert.equal(requests[1].url, "/api/trace/m?cursor=c&limit=200");
});

test("what is down is an answer, not an error", async () => {
  const down = { status: "unavailable", down: ["store"] };
  const { client } = clientOf([json(down, { status: 503 }), new Response("{}", { status: 503, headers: { "content-type": "application/problem+json" } })]);
  assert.deepEqual(await client.readiness(), down);
  await assert.rejects(client.readiness(), { code: "http.503" });
});

test("a refusal has the server's code, its words and where each field is wrong", async () => {
  const problem = { status: 422, code: "body.invalid", detail: "the body is wrong", errors: [{ pointer: "/content", detail: "is required" }, { pointer: "", detail: "is empty" }] };
  const error = await refusedBy(new Response(JSON.stringify(problem), { status: 422, headers: { "content-type": "application/problem+json" } }));
  assert.ok(error instanceof ClientError);
  assert.equal(error.code, "body.invalid");
  assert.equal(error.status, 422);
  assert.equal(error.message, "the body is wrong; /content: is required; the body: is empty");
  assert.deepEqual(error.problem, problem);
  assert.equal(error.passing, false);
  const vendor = await refusedBy(json({ error: { message: "no such model", code: "model_not_found" } }, { status: 404 }));
  assert.deepEqual([vendor.code, vendor.message], ["model_not_found", "no such model"]);
  const bare = await refusedBy(new Response("<html>", { status: 502 }));
  assert.deepEqual([bare.code, bare.passing], ["http.502", true]);
});

test("Retry-After is understood in seconds and as a date beside the answer's own", async () => {
  const waiting = async (headers) => (await refusedBy(new Response("{}", { status: 429, headers }))).retryAfterMs;
  assert.equal(await waiting({ "retry-after": "7" }), 7_000);
  assert.equal(await waiting({ "retry-after": "Fri, 31 Dec 1999 23:59:59 GMT", date: "Fri, 31 Dec 1999 23:59:50 GMT" }), 9_000);
  assert.equal(await waiting({ "retry-after": "Fri, 31 Dec 1999 23:59:59 GMT" }), 0);
  assert.equal(await waiting({ "retry-after": "soon" }), 0);
  assert.equal(await waiting({}), 0);
});

test("what the network does is passing", async () => {
  const unreachable = await refusedBy(new TypeError("fetch failed"));
  assert.deepEqual([unreachable.code, unreachable.passing, unreachable.cause.message], ["network.unreachable", true, "fetch failed"]);
  const portal = await refusedBy(new Response("<html>log in"));
  assert.deepEqual([portal.code, portal.passing], ["answer.malformed", true]);
  const cut = await refusedBy(new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError("cut")) })));
  assert.deepEqual([cut.code, cut.passing], ["network.unreachable", true]);
});

/** Answers only when the request is aborted, as `fetch` does. */
const never = ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

test("no answer in half a minute is given up, and every other watch is taken back", async () => {
  const { client, timers } = clientOf([never, json({})]);
  const waiting = client.chat(chat);
  assert.equal(timers[0].ms, 30_000);
  timers[0].action();
  await assert.rejects(waiting, { code: "network.timeout", passing: true });
  await client.chat(chat);
  assert.ok(timers.every((timer) => timer.cancelled));
});

test("an abort throws the signal's reason, before and meanwhile", async () => {
  const abort = new AbortController();
  const { client, requests } = clientOf([never]);
  const waiting = client.chat(chat, { signal: abort.signal });
  const left = new Error("left");
  abort.abort(left);
  await assert.rejects(waiting, (error) => error === left);
  await assert.rejects(client.chat(chat, { signal: abort.signal }), (error) => error === left);
  assert.equal(requests.length, 1);
});

test("the address of a stream is there for who reads it", () => {
  const { client } = clientOf([], { base: "http://host:1" });
  assert.equal(client.eventsURL("gen_a"), "http://host:1/api/streams/gen_a/events");
});
