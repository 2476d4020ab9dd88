import assert from "node:assert/strict";
import { test } from "node:test";
import { previewOf, readText, shownType } from "../attachment-preview.js";

test("what a browser shows safely is shown, the rest is saved", () => {
  const files = [
    ["image/png", "a", "image"],
    ["image/svg+xml", "a.svg", "image"],
    ["image/tiff", "a.tiff", "none"],
    ["text/csv; charset=utf-8", "a", "text"],
    ["text/html", "a.html", "text"],
    ["application/json", "a", "text"],
    ["application/vnd.api+json", "a", "text"],
    ["application/pdf", "a.pdf", "none"],
    ["application/octet-stream", "notes.md", "text"],
    ["", "Makefile", "text"],
    [null, "photo.JPG", "image"],
    [null, "song.mp3", "audio"],
    ["video/webm", "x", "video"],
    [null, null, "none"],
  ];
  for (const [media_type, name, kind] of files) assert.equal(previewOf({ media_type, name, bytes: 10 }), kind, `${media_type} ${name}`);
  assert.equal(previewOf({ media_type: "image/png", bytes: 100_000_000 }), "none");
  assert.equal(previewOf({ media_type: "text/plain", bytes: 100_000_000 }), "text");
});

test("a vague type gives way to the name", () => {
  assert.equal(shownType({ media_type: "application/octet-stream", name: "a.JPG" }), "image/jpeg");
  assert.equal(shownType({ media_type: "image/png; x=1", name: "a.jpg" }), "image/png");
  assert.equal(shownType({ name: "a" }), "");
});

test("text is cut between characters, and bytes that are none are told", () => {
  const bytes = new TextEncoder().encode("grün");
  assert.deepEqual(readText(bytes), { text: "grün", isCut: false });
  assert.deepEqual(readText(bytes, 3), { text: "gr", isCut: true });
  assert.equal(readText(new Uint8Array([80, 75, 0, 1])), null);
});
