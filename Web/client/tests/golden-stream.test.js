import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { EventStreamParser } from "../event-stream-parser.js";
import { StreamCursor } from "../stream-cursor.js";
import { StreamState } from "../stream-state.js";

const golden = (name) => readFileSync(new URL(`../../../Schemas/golden/${name}`, import.meta.url));

test("the golden stream adds up to an answer whose code is the range it says", () => {
  const cursor = new StreamCursor();
  const state = new StreamState();
  for (const item of new EventStreamParser().push(golden("native/short-answer.sse"))) {
    if (item.retry !== undefined) continue;
    const event = JSON.parse(item.data);
    assert.equal(item.type, event.type);
    assert.equal(cursor.accept(event), "take");
    assert.equal(cursor.value, item.id);
    state.apply(event);
  }
  const { status, text, artifacts } = state.state;
  assert.equal(status, "completed");
  const content = Buffer.from(text).subarray(artifacts[0].start, artifacts[0].end);
  assert.equal(content.toString(), 'print("Grüße")\n');
  assert.equal(createHash("sha256").update(content).digest("hex"), artifacts[0].sha256);
});

test("the golden chunks of the compatible form hold the same text", () => {
  const textOf = (name) =>
    new EventStreamParser()
      .push(golden(name))
      .filter((item) => item.data !== "[DONE]")
      .map((item) => JSON.parse(item.data).choices[0]?.delta.content ?? "")
      .join("");
  const native = new EventStreamParser()
    .push(golden("native/short-answer.sse"))
    .filter((item) => item.type === "text.delta")
    .map((item) => JSON.parse(item.data).delta)
    .join("");
  assert.equal(textOf("openai/short-answer.sse"), native);
  assert.equal(textOf("openai/short-answer-usage.sse"), native);
});
