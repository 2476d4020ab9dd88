import assert from "node:assert/strict";
import { test } from "node:test";
import { keysOf, registered, registerShortcuts } from "../shortcuts.js";

const press = (key, modifiers = {}) => keysOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...modifiers }, false);

test("keys are named with their modifiers in one order", () => {
  assert.equal(press("k", { ctrlKey: true }), "mod+k");
  assert.equal(press("O", { ctrlKey: true, shiftKey: true }), "mod+shift+o");
  assert.equal(press("Escape"), "escape");
  assert.equal(keysOf({ key: "k", metaKey: true }, true), "mod+k");
});

test("shift is not named where it only makes another character", () => {
  assert.equal(press("?", { shiftKey: true }), "?");
});

test("a view's shortcuts leave with it", () => {
  const dispose = registerShortcuts("Test", [{ keys: "x", label: "Something", run() {} }]);
  assert.equal(registered.length, 1);
  dispose();
  dispose();
  assert.equal(registered.length, 0);
});
