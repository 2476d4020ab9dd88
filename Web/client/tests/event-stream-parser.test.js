import assert from "node:assert/strict";
import { test } from "node:test";
import { EventStreamParser } from "../event-stream-parser.js";

const bytesOf = (text) => new TextEncoder().encode(text);

const parse = (...pieces) => {
  const parser = new EventStreamParser();
  return pieces.flatMap((piece) => parser.push(typeof piece === "string" ? bytesOf(piece) : piece));
};

const stream = [
  "\uFEFFretry: 1500\n\n: a comment\n\n",
  "id: 1-1\nevent: text.delta\ndata: {\"delta\":\"Grüße 👋🏽\"}\n\n",
  "id: 1-2\r\nevent: text.delta\r\ndata: two\r\ndata: lines\r\n\r\n",
  "id: 1-3\revent: text.delta\rdata:no space\r\r",
  "data\n\n",
].join("");

const events = [
  { retry: 1500 },
  { type: "text.delta", data: '{"delta":"Grüße 👋🏽"}', id: "1-1" },
  { type: "text.delta", data: "two\nlines", id: "1-2" },
  { type: "text.delta", data: "no space", id: "1-3" },
  { type: "message", data: "", id: "1-3" },
];

test("events are read with LF, CRLF and CR", () => {
  assert.deepEqual(parse(stream), events);
});

test("a stream cut in two at any byte reads the same", () => {
  const bytes = bytesOf(stream);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    assert.deepEqual(parse(bytes.subarray(0, cut), bytes.subarray(cut)), events, `cut at byte ${cut}`);
  }
});

test("a stream that arrives byte by byte reads the same", () => {
  const parser = new EventStreamParser();
  assert.deepEqual([...bytesOf(stream)].flatMap((byte) => parser.push(Uint8Array.of(byte))), events);
});

test("a block that the end cuts off is no event", () => {
  assert.deepEqual(parse("data: whole\n\ndata: cut\n"), [{ type: "message", data: "whole", id: "" }]);
});

test("fields that the standard tells to ignore are ignored", () => {
  assert.deepEqual(parse("retry: 1s\nid: a\0b\nunknown: x\nevent: only a name\n\n: comment\n\n"), []);
  assert.deepEqual(parse("id: 7\ndata: a\n\nid\ndata: b\n\n").map((event) => event.id), ["7", ""]);
  assert.deepEqual(parse("data:  two spaces\n\n")[0].data, " two spaces");
});
