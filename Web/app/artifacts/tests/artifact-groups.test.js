import assert from "node:assert/strict";
import { test } from "node:test";
import { listGroups } from "../artifact-groups.js";

const messages = new Map([
  ["q1", { id: "q1", parent: null, content: "\n  Write it\nplease" }],
  ["a1", { id: "a1", parent: "q1", content: "" }],
  ["a2", { id: "a2", parent: "q2", content: "" }],
]);

test("artifacts stand under their question, output with its code", () => {
  const artifacts = [
    { id: "file", message: "q1", type: "UA" },
    { id: "code", message: "a1", type: "AC" },
    { id: "output", message: "a1", type: "AO", parent: "code" },
    { id: "again", message: "a2", type: "AC" },
    { id: "lost", message: "a2", type: "AO", parent: "elsewhere" },
  ];
  const versions = new Map([["code", ["code", "again"]], ["again", ["code", "again"]]]);
  const groups = listGroups(artifacts, versions, messages);
  assert.deepEqual(
    groups.map(({ key, heading, items }) => [key, heading, items.map((item) => [item.artifact.id, item.version, item.count, item.hasOutput])]),
    [
      ["q1", "Write it", [["file", 1, 1, false], ["code", 1, 2, true]]],
      ["q2", "A question", [["again", 2, 2, false], ["lost", 1, 1, false]]],
    ],
  );
});
