import assert from "node:assert/strict";
import { test } from "node:test";
import { readTerminalText } from "../terminal-text.js";

test("colours and bold become kinds", () => {
  assert.deepEqual(readTerminalText("\u001b[31mred \u001b[1mloud\u001b[0m plain \u001b[92mbright\u001b[39m."), [["red", "red "], ["red bold", "loud"], [null, " plain "], ["green", "bright"], [null, "."]]);
  assert.deepEqual(readTerminalText("\u001b[38;5;200mx\u001b[m"), [[null, "x"]]);
});

test("everything else that steers a terminal is taken out", () => {
  const steered = "a\u001b[2J\u001b[1;1H\u001b]0;title\u0007\u001b]8;;http://x\u001b\\b\u001b(B\u001b[?25lc\u0007\u0000";
  assert.deepEqual(readTerminalText(steered).map(([, text]) => text).join(""), "abc");
});

test("what was written over is gone", () => {
  assert.deepEqual(readTerminalText("10%\r50%\r100%\ndone\r\nab\bc"), [[null, "100%\ndone\nac"]]);
  assert.deepEqual(readTerminalText(""), []);
});
