import assert from "node:assert/strict";
import { test } from "node:test";
import { pageDocument } from "../page-document.js";

test("a page is written as it is, in the mode of today's pages", () => {
  assert.equal(pageDocument("<!DOCTYPE html><p>a"), "<!DOCTYPE html><p>a");
  assert.equal(pageDocument("\n<!-- a -->\n<!doctype html>"), "\n<!-- a -->\n<!doctype html>");
  assert.equal(pageDocument("<p>a"), "<!doctype html><p>a");
});

test("a drawing stands in the middle of a page", () => {
  const page = pageDocument('<?xml version="1.0"?><svg/>', { isDrawing: true });
  assert.ok(page.startsWith("<!doctype html>") && page.endsWith("<svg/>") && !page.includes("<?xml"));
});
