import assert from "node:assert/strict";
import { test } from "node:test";
import { isLeftOpen, linesOf } from "../progress-lines.js";

const progress = (stage, text) => ({ kind: "progress", stage, text });

test("a step that ended is one line", () => {
  const notes = [
    { kind: "prompt", text: "write it…" },
    progress("reading", "Parsing…"),
    progress("joins", "Generating joins of a…"),
    progress("joins", "joins of a complete"),
    progress("joins", "Generating joins of b…"),
    progress("joins", "joins of b could not be made: no"),
    progress("asking", "Asking m about x…"),
  ];
  assert.deepEqual(linesOf(notes).map(({ text }) => text), ["write it…", "Parsing…", "joins of a complete", "joins of b could not be made: no", "Asking m about x…"]);
});

test("what was left undone is told apart", () => {
  assert.ok(isLeftOpen(progress("open", "x stays open: why")));
  assert.ok(isLeftOpen(progress("joins", "joins could not be made: no answer")));
  assert.ok(!isLeftOpen(progress("joins", "joins complete")));
});
