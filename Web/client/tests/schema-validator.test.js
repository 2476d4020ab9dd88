import assert from "node:assert/strict";
import { test } from "node:test";
import { ClientError } from "../client-error.js";
import { EventStreamParser } from "../event-stream-parser.js";
import { eventTypes, eventValidation, SchemaValidator } from "../schema-validator.js";
import { golden, goldenNames, repositorySchemas, repositoryValidator } from "./repository-schemas.js";

const validatorOf = (schema, ...others) => new SchemaValidator([{ $id: "urn:x", ...schema }, ...others]);

/** Where and what of the first violation, or `null`. */
function violation(schema, value) {
  const found = validatorOf(schema).check("urn:x", value);
  return found && `${found.pointer} ${found.detail}`.trim();
}

const eventsOf = (name) =>
  new EventStreamParser()
    .push(new TextEncoder().encode(golden(name)))
    .filter((item) => item.retry === undefined)
    .map((item) => JSON.parse(item.data));

test("there is a schema for each type of event, and no other", () => {
  const named = repositorySchemas.map(({ $id }) => $id).filter((id) => id.startsWith("urn:throughline:event:"));
  assert.deepEqual(named.sort(), eventTypes.map((type) => `urn:throughline:event:${type}`).sort());
});

test("every golden stream is valid", () => {
  for (const name of goldenNames("native")) {
    const events = eventsOf(name);
    assert.ok(events.length > 0);
    for (const event of events) assert.equal(repositoryValidator.validateEvent(event), event);
  }
});

test("no field of a golden event may be missing, of another kind, or new", () => {
  const wrongOf = (value) => (typeof value === "string" ? 7 : typeof value === "object" ? "text" : []);
  for (const event of goldenNames("native").flatMap(eventsOf)) {
    const required = repositorySchemas.find(({ title }) => title === event.type).required;
    for (const name of Object.keys(event)) {
      const where = new RegExp(name === "type" ? "of the type" : `/${name}\\b`);
      assert.throws(() => repositoryValidator.validateEvent({ ...event, [name]: wrongOf(event[name]) }), where, `${event.type} ${name}`);
      if (!required.includes(name)) continue;
      const { [name]: _, ...rest } = event;
      assert.throws(() => repositoryValidator.validateEvent(rest), where, `${event.type} without ${name}`);
    }
    assert.throws(() => repositoryValidator.validateEvent({ ...event, extra: 1 }), /\/extra: is no known field/);
  }
});

test("a violation is an error with the place in its message and its problem", () => {
  const [started] = eventsOf("native/short-answer.sse");
  assert.throws(
    () => repositoryValidator.validateEvent({ ...started, seq: 0 }),
    (error) => {
      assert.ok(error instanceof ClientError);
      assert.equal(error.code, "schema.violation");
      assert.equal(error.message, "event:stream.started: /seq: expected at least 1, found 0");
      assert.deepEqual(error.problem, { errors: [{ pointer: "/seq", detail: "expected at least 1, found 0" }] });
      return true;
    },
  );
  for (const nothing of [undefined, null, 7, {}, { type: "no.such" }, { type: 7 }, { type: "__proto__" }]) {
    assert.throws(() => repositoryValidator.validateEvent(nothing), { code: "schema.violation" });
  }
});

test("places deep inside are named, and references are followed", () => {
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, cost: "0.1", provider: "p", model: "m" };
  const state = { status: "streaming", text: "", reasoning: "", artifacts: [], tools: [], steps: [], blocks: [], usage, finish_reason: null };
  const sync = { v: 1, type: "stream.sync", stream: "gen_a", epoch: 1, seq: 0, state, reason: "initial" };
  repositoryValidator.validateEvent(sync);
  const bad = (change) => repositoryValidator.check("urn:throughline:event:stream.sync", { ...sync, state: { ...state, ...change } });
  assert.equal(bad({ tools: [{ call: "c", name: "n", arguments: "" }, { call: "c", name: "n", arguments: {} }] }).pointer, "/state/tools/1/arguments");
  assert.match(bad({ usage: { ...usage, cost: "free" } }).detail, /\/state\/usage\/cost expected text of the form/);
  assert.match(bad({ usage: 7 }).detail, /fits none of its forms: \/state\/usage expected object, found 7; or \/state\/usage expected null/);
});

test("each keyword tells what it expected", () => {
  assert.equal(violation({ type: "integer" }, 1), null);
  assert.equal(violation({ type: "integer" }, 1.5), "expected integer, found 1.5");
  assert.equal(violation({ type: ["string", "null"] }, []), "expected string or null, found array");
  assert.equal(violation({ type: "object" }, null), "expected object, found null");
  assert.equal(violation({ type: "number" }, Number.NaN), "expected number, found null");
  assert.equal(violation({ const: 1 }, "1"), 'expected 1, found "1"');
  assert.equal(violation({ const: { a: [1] } }, { a: [1] }), null);
  assert.equal(violation({ enum: ["a", null] }, "b"), 'expected one of "a", null, found "b"');
  assert.equal(violation({ pattern: "^a$" }, "b"), 'expected text of the form ^a$, found "b"');
  assert.equal(violation({ pattern: "^a$" }, 7), null);
  assert.equal(violation({ minimum: 1 }, 0), "expected at least 1, found 0");
  assert.equal(violation({ maximum: 1 }, 2), "expected at most 1, found 2");
  assert.equal(violation({ minLength: 2 }, "a"), 'expected at least 2 characters, found "a"');
  assert.equal(violation({ maxLength: 2 }, "👋👋"), null);
  assert.equal(violation({ maxLength: 1 }, "👋👋"), 'expected at most 1 characters, found "👋👋"');
  assert.equal(violation({ minItems: 1 }, []), "expected at least 1 items, found []");
  assert.equal(violation({ maxItems: 1 }, [1, 2]), "expected at most 1 items, found [1,2]");
  assert.equal(violation({ items: { type: "string" } }, ["a", 7]), "/1 expected string, found 7");
  assert.equal(violation({ required: ["a/b~c"] }, {}), "/a~1b~0c is required");
  assert.equal(violation({ properties: { a: { type: "null" } } }, { a: 1 }), "/a expected null, found 1");
  assert.equal(violation({ properties: { a: {} }, additionalProperties: false }, { a: 1, b: 1 }), "/b is no known field");
  assert.equal(violation({ additionalProperties: { type: "string" } }, { b: 1 }), "/b expected string, found 1");
  assert.equal(violation({ allOf: [{ minimum: 1 }, { maximum: 2 }] }, 3), "expected at most 2, found 3");
  assert.equal(violation({ oneOf: [{ required: ["a"] }, { required: ["b"] }] }, { a: 1, b: 1 }), "fits more than one of its forms");
  assert.equal(violation({ oneOf: [{ required: ["a"] }, { required: ["b"] }] }, {}), "fits none of its forms: /a is required; or /b is required");
  assert.equal(violation({ properties: { a: false } }, { a: 1 }), "/a is no known field");
});

test("a time is RFC 3339", () => {
  const schema = { format: "date-time" };
  for (const time of ["2026-01-01T00:00:00Z", "2026-01-01t00:00:00.123456z", "2026-12-31T23:59:59+05:30", 7]) assert.equal(violation(schema, time), null, time);
  for (const time of ["2026-01-01", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "now"]) {
    assert.match(violation(schema, time), /expected date-time/, time);
  }
});

test("a name of every object's is a name like others", () => {
  assert.equal(violation({ required: ["toString"] }, {}), "/toString is required");
  assert.equal(violation({ properties: { constructor: { type: "string" } } }, {}), null);
  assert.equal(violation({ additionalProperties: false }, JSON.parse('{"__proto__":1}')), "/__proto__ is no known field");
});

test("references lead into the schema, into others, and around", () => {
  const list = { $id: "urn:list", $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" }, value: { $ref: "urn:x" } } } } };
  const validator = validatorOf({ $ref: "urn:x#/$defs/a~1b", $defs: { "a/b": { type: "integer" } } }, { ...list, $ref: "#/$defs/node" });
  assert.equal(validator.check("urn:x", 1), null);
  assert.equal(validator.check("urn:list", { next: { next: { value: "no" } } }).pointer, "/next/next/value");
  assert.equal(validator.check("urn:list#/$defs/node", { value: 1 }), null);
  assert.throws(() => validator.check("urn:none", 1), { code: "schema.unknown" });
  assert.throws(() => validator.check("urn:x#/$defs/none", 1), { code: "schema.unsupported" });
});

test("what it does not know it refuses at construction", () => {
  const refused = [
    { unevaluatedProperties: false },
    { properties: { a: { if: {} } } },
    { type: "text" },
    { format: "email" },
    { pattern: "(" },
    { $ref: "urn:none" },
    { $ref: "#/$defs/none" },
    { items: [] },
    { anyOf: 7 },
  ];
  for (const schema of refused) assert.throws(() => validatorOf(schema), { code: "schema.unsupported" }, JSON.stringify(schema));
  assert.throws(() => new SchemaValidator([{ type: "null" }]), { code: "schema.unsupported" });
});

test("schemas come from a loader, or by name", async () => {
  const loaded = await SchemaValidator.load(async () => ({ items: repositorySchemas }));
  assert.equal(loaded.check("urn:throughline:event:progress", {}).pointer, "/v");
  const named = new SchemaValidator({ one: { $id: "urn:x", type: "null" } });
  assert.equal(named.check("urn:x", null), null);
});

test("a page that is older than its server gets the schemas anew, and only then refuses", async () => {
  const [started] = eventsOf("native/short-answer.sse");
  const newer = { ...started, region: "eu" };
  const stale = repositorySchemas;
  const fresh = structuredClone(stale).map((schema) => {
    if (schema.title === "stream.started") schema.properties.region = { type: "string" };
    return schema;
  });
  const answers = [stale, fresh, fresh];
  let loads = 0;
  const validate = eventValidation(async () => {
    const answer = answers[Math.min(loads, 2)];
    loads += 1;
    return { items: answer };
  });
  await Promise.all([validate(started), validate(started)]);
  assert.equal(loads, 1);
  await validate(newer);
  assert.equal(loads, 2);
  await assert.rejects(validate({ ...newer, region: 7 }), { code: "schema.violation" });
  assert.equal(loads, 3);
});

test("schemas that could not be loaded are asked for again", async () => {
  const [started] = eventsOf("native/short-answer.sse");
  const offline = new ClientError("network.unreachable", "no network", { passing: true });
  const answers = [() => Promise.reject(offline), async () => ({ items: repositorySchemas })];
  const validate = eventValidation(() => answers.shift()());
  await assert.rejects(validate(started), offline);
  await validate(started);
});

const envelope = (type, data) => ({
  v: 1, type, timestamp: "2026-01-01T00:00:00.5Z", client_id: "tab-1", channel: "room", id: "m1", epoch: 1, offset: 7, data,
});

test("a channel's traffic is valid in both directions, and nothing else is", () => {
  const messages = {
    chat_message: { content: "hi", thread_id: null, sender_id: "u" },
    task_update: { task_id: "t", status: "review", title: "more" },
    agent_status: { agent_id: "a", status: "idle", load: 0.5 },
    graph_update: { nodes: [{}], edges: [] },
    llm_stream: { stream_id: "gen_a", chunk: "Hel", is_final: false, template_id: null },
    presence: { event: "join", client_id: "tab-2" },
  };
  for (const [type, data] of Object.entries(messages)) {
    repositoryValidator.validateEnvelope(envelope(type, data));
    repositoryValidator.validateData(type, data);
    assert.throws(() => repositoryValidator.validateEnvelope(envelope(type, {})), /\/data\//);
    assert.throws(() => repositoryValidator.validateData(type, []), { code: "schema.violation" });
    assert.throws(() => repositoryValidator.validateEnvelope({ ...envelope(type, data), v: 2 }), /\/v: expected 1/);
    assert.throws(() => repositoryValidator.validateEnvelope({ ...envelope(type, data), timestamp: "now" }), /\/timestamp/);
  }
  assert.throws(() => repositoryValidator.validateEnvelope(envelope("shout", {})), /there is no channel of the type "shout"/);
});

test("frames are valid as PROTOCOL has them", () => {
  const frames = [
    { type: "auth", token: "t" },
    { type: "subscribe", channel: "room", after: "1-0" },
    { type: "subscribe", stream: "gen_a", after: "1-7", ref: 1 },
    { type: "unsubscribe", stream: "gen_a" },
    { type: "publish", channel: "room", message_type: "chat_message", data: { content: "" }, v: 1, domain: "d", id: "m" },
    { type: "presence", channel: "room" },
    { type: "history", channel: "room", after: "1-7", limit: 200 },
    { type: "message", content: "q", chat: null, frontend_id: "f", model: "scripted" },
    { type: "cancel", stream: "gen_a" },
    { type: "ping", ref: "r" },
  ];
  for (const frame of frames) {
    repositoryValidator.validateFrame(frame);
    assert.throws(() => repositoryValidator.validateFrame({ ...frame, extra: 1 }), /\/extra/);
  }
  assert.throws(() => repositoryValidator.validateFrame({ type: "subscribe" }), /fits none of its forms/);
  assert.throws(() => repositoryValidator.validateFrame({ type: "subscribe", stream: "gen_a", channel: "room" }), /more than one/);
  assert.throws(() => repositoryValidator.validateFrame({ type: "history", channel: "room", limit: 201 }), /\/limit/);
});

test("answers are valid as the server gives them", () => {
  repositoryValidator.validateAnswer({ type: "ok", ref: "r", stream: "gen_a", run: "x", epoch: 1, seq: 0, status: "queued" });
  repositoryValidator.validateAnswer({ type: "ok", items: [envelope("chat_message", { content: "hi" })] });
  repositoryValidator.validateAnswer({ type: "error", code: "channel.version", detail: "", versions: [1] });
  assert.throws(() => repositoryValidator.validateAnswer({ type: "ok", items: [envelope("chat_message", {})] }), /\/items\/0/);
  assert.throws(() => repositoryValidator.validateAnswer({ type: "error", ref: "r" }), /\/code: is required/);
});
