import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { curlLine } from "../curl-line.js";
import { members, resolve, sample, shortText } from "../schema-text.js";

const api = JSON.parse(readFileSync(new URL("../../../Schemas/openapi.json", import.meta.url)));

function curl(path, method) {
  const operation = api.paths[path][method];
  const parameters = [...(api.paths[path].parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => resolve(parameter, api));
  return curlLine({ base: "http://127.0.0.1:8080", path, method, operation, parameters, document: api });
}

test("a command holds what is required and names what is to be filled in", () => {
  assert.equal(curl("/api/chats", "get"), 'curl "http://127.0.0.1:8080/api/chats"');
  assert.equal(curl("/api/chats/{chat}", "delete"), 'curl -X DELETE "http://127.0.0.1:8080/api/chats/$CHAT"');
  assert.equal(curl("/api/streams/{stream}/events", "get"), 'curl -N "http://127.0.0.1:8080/api/streams/$STREAM/events"');
  assert.equal(
    curl("/chat", "post"),
    `curl -N -X POST "http://127.0.0.1:8080/chat" -H 'Accept: text/event-stream' -H 'Content-Type: application/json' -d '{"content":"Hello"}'`,
  );
  assert.equal(curl("/api/uploads", "post"), `curl -X POST "http://127.0.0.1:8080/api/uploads" -H 'Content-Type: text/plain' --data-binary @$FILE`);
});

test("a quote in a body cannot end the command's quoting", () => {
  const operation = { requestBody: { content: { "application/json": { schema: { const: "it's" } } } } };
  const line = curlLine({ base: "", path: "/", method: "post", operation, parameters: [], document: {} });
  assert.match(line, /-d '"it'\\''s"'$/);
});

test("a schema is told in one line", () => {
  const text = (schema) => shortText(schema, api);
  assert.equal(text({ $ref: "#/components/schemas/Message" }), "Message");
  assert.equal(text({ type: "array", items: { $ref: "#/components/schemas/Message" } }), "list of Message");
  assert.equal(text({ type: "integer", minimum: 1, maximum: 200 }), "integer, 1 to 200");
  assert.equal(text({ enum: ["a", "b"] }), '"a" | "b"');
  assert.equal(text({ type: ["string", "null"], maxLength: 3 }), "string | null, at most 3 characters");
  assert.equal(text({ anyOf: [{ type: "string" }, { type: "null" }] }), "string | null");
});

test("members say whether they are required", () => {
  const found = members({ $ref: "#/components/schemas/NewMessage" }, api);
  assert.deepEqual(found.filter((member) => member.required).map((member) => member.name), ["content"]);
  assert.match(found.find((member) => member.name === "frontend_id").description, /verbatim/);
});

test("every operation has a command, and every body a sample", () => {
  for (const [path, item] of Object.entries(api.paths)) {
    for (const method of ["get", "post", "patch", "delete"].filter((name) => item[name])) {
      assert.match(curl(path, method), /^curl /);
      const schema = item[method].requestBody?.content["application/json"]?.schema;
      if (schema) assert.equal(typeof sample(schema, api), "object");
    }
  }
});
