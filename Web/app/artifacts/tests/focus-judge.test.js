import assert from "node:assert/strict";
import { test } from "node:test";
import { FocusJudge } from "../focus-judge.js";

test("a pointer on the frame and a Tab give the keyboard", () => {
  const judge = new FocusJudge();
  assert.equal(judge.focusMoved({ isPointedAt: true, at: 0 }), "given");
  judge.keyDown("Tab", 5_000);
  assert.equal(judge.focusMoved({ isPointedAt: false, at: 5_010 }), "given");
  for (let at = 6_000; at < 6_100; at += 10) assert.equal(judge.focusMoved({ isPointedAt: true, at }), "given", "clicks are no thefts");
});

test("a frame that takes the keyboard gives it back, and is taken away at the third time", () => {
  const judge = new FocusJudge();
  assert.equal(judge.focusMoved({ isPointedAt: false, at: 100 }), "taken");
  judge.keyDown("a", 1_000);
  assert.equal(judge.focusMoved({ isPointedAt: true, at: 1_500 }), "taken", "the pointer only rests there");
  assert.equal(judge.focusMoved({ isPointedAt: false, at: 1_600 }), "hostile");
});

test("what was long ago is forgotten", () => {
  const judge = new FocusJudge();
  for (const at of [0, 6_000, 12_000, 18_000]) assert.equal(judge.focusMoved({ isPointedAt: false, at }), "taken");
});
