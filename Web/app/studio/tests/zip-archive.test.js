import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { zipArchive } from "../zip-archive.js";

const files = [{ name: "dim_customer.sql", text: "SELECT 'Grüße 👋';\n" }, { name: "größe.map.json", text: "{}" }, { name: "empty.md", text: "" }];

test("another reader finds the same files", () => {
  const path = join(mkdtempSync(join(tmpdir(), "zip-")), "all.zip");
  writeFileSync(path, Buffer.concat(zipArchive(files)));
  const read = "import json, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1]) as archive:\n    assert archive.testzip() is None\n    print(json.dumps([{'name': name, 'text': archive.read(name).decode()} for name in archive.namelist()]))";
  assert.deepEqual(JSON.parse(execFileSync("python3", ["-c", read, path], { encoding: "utf8" })), files);
});

test("the same files give the same bytes", () => {
  assert.deepEqual(Buffer.concat(zipArchive(files)), Buffer.concat(zipArchive(files)));
  assert.equal(Buffer.concat(zipArchive([])).length, 22);
});
