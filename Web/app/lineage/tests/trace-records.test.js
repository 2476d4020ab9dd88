import assert from "node:assert/strict";
import { test } from "node:test";
import { readFields, readTrace } from "../trace-records.js";
import { answer, answered, crossing } from "./trace-fixture.js";

test("records stand in order of time, each with its distance from the first and from the one before", () => {
  const records = readTrace([answered[2], answered[0], answered[1]]);
  assert.deepEqual(records.map(({ index, offset, delta }) => [index, offset, delta]), [[0, 0, 0], [1, 48, 48], [2, 129, 81]]);
});

test("records of one time keep the server's order", () => {
  const records = readTrace([crossing(5, "EXIT", "bus", answer, "a=1"), crossing(5, "EXIT", "store", answer, "a=2")]);
  assert.deepEqual(records.map(({ component }) => component), ["bus", "store"]);
});

test("a detail is read as the server writes it", () => {
  assert.deepEqual(readFields('run=R reason="two \\"words\\"" empty="" phase=first'), [["run", "R"], ["reason", 'two "words"'], ["empty", ""], ["phase", "first"]]);
  assert.deepEqual(readFields("words alone"), [["", "words"], ["", "alone"]]);
  assert.deepEqual(readFields('broken="\\x"'), [["broken", '"\\x"']]);
  assert.deepEqual(readFields(null), []);
});

test("a crossing of one piece among many is told from those that begin and end", () => {
  const [piece, last] = readTrace([crossing(0, "ENTRY", "provider", answer, "seq=7"), crossing(1, "RELAY", "gateway", answer, "phase=last epoch=1 seq=9")]);
  assert.deepEqual([piece.isChunk, last.isChunk, last.phase], [true, false, "last"]);
});

test("no records", () => assert.deepEqual(readTrace([]), []));
