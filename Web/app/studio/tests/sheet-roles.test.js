import assert from "node:assert/strict";
import { test } from "node:test";
import { correctionsOf, roleGroups, roles, rolesByColumn, withHeaderRows, withRole, withTarget } from "../sheet-roles.js";

const sheet = {
  name: "Mapping",
  kind: "mapping",
  header_rows: [2],
  confidence: 0.7,
  blocks: [
    { roles: { source_column: ["B", "C"], target_column: "E", transformation: "F" }, targets: ["t"] },
    { roles: { target_column: "L" }, targets: ["u"] },
  ],
};

test("each role has a colour and a name", () => {
  assert.equal(roles.length, 18);
  for (const { label, group } of roles) assert.ok(label && roleGroups.some((other) => other.group === group));
});

test("a column's role is found, with the block that says so", () => {
  const found = rolesByColumn(sheet);
  assert.deepEqual([...found.keys()].sort((one, other) => one - other), [2, 3, 5, 6, 12]);
  assert.deepEqual(found.get(3), { role: "source_column", label: "Source column", group: "source", block: 0 });
  assert.equal(found.get(12).block, 1);
});

test("another role takes the place of the first, and of the other column that had it", () => {
  const changed = withRole(sheet, 3, "source_table").blocks[0].roles;
  assert.deepEqual(changed, { source_column: "B", target_column: "E", transformation: "F", source_table: "C" });
  assert.deepEqual(withRole(sheet, 7, "transformation").blocks[0].roles.transformation, "G");
  assert.deepEqual(withRole(sheet, 1, "source_column").blocks[0].roles.source_column, ["A", "B", "C"]);
  assert.equal(withRole(sheet, 6, null).blocks[0].roles.transformation, undefined);
  assert.equal(withRole(sheet, 13, "notes").blocks[1].roles.notes, "M", "in the nearest block");
  assert.deepEqual(sheet.blocks[0].roles.source_column, ["B", "C"], "nothing is changed in place");
  assert.deepEqual(withRole({ name: "S", kind: "mapping" }, 1, "notes").blocks, [{ roles: { notes: "A" }, targets: [] }]);
});

test("rows and targets are corrected", () => {
  const moved = withHeaderRows({ ...sheet, blocks: [{ roles: {}, targets: [], header_rows: [2], rows: [3, 9] }] }, [2, 1, 2]);
  assert.deepEqual([moved.header_rows, moved.blocks], [[1, 2], [{ roles: {}, targets: [] }]]);
  assert.deepEqual(withTarget(sheet, "dw.t").blocks.map(({ targets }) => targets), [["dw.t"], ["dw.t"]]);
});

test("a column of several blocks below each other is changed in each", () => {
  const stacked = { ...sheet, blocks: [{ roles: { notes: "F" }, rows: [3, 9] }, { roles: { notes: "F" }, rows: [12, 20] }] };
  assert.deepEqual(withRole(stacked, 6, "transformation").blocks.map(({ roles: named }) => named), [{ transformation: "F" }, { transformation: "F" }]);
});

test("what is sent are the corrections made so far", () => {
  const first = correctionsOf(null, { name: "Notes", kind: "other", confidence: 1, blocks: [] });
  assert.deepEqual(first, { sheets: [{ name: "Notes", kind: "other" }] });
  const one = { ...sheet, blocks: [{ roles: { notes: "F" }, targets: ["t"], header_rows: [2], rows: [3, 9], confidence: 0.4, reasons: ["x"] }] };
  assert.deepEqual(correctionsOf(first, one).sheets[1], { name: "Mapping", kind: "mapping", header_rows: [2], blocks: [{ roles: { notes: "F" }, targets: ["t"] }] });
  assert.equal(correctionsOf(correctionsOf(first, one), one).sheets.length, 2);
  const stacked = { ...one, blocks: [one.blocks[0], { ...one.blocks[0], rows: [12, 20], union: true }] };
  assert.deepEqual(correctionsOf(null, stacked).sheets[0].blocks[1], { roles: { notes: "F" }, targets: ["t"], header_rows: [2], rows: [12, 20], union: true });
});
