import assert from "node:assert/strict";
import { test } from "node:test";
import { chatMarkdown } from "../chat-export.js";

test("a chat becomes one document, unanswered questions included", () => {
  const turns = [
    { question: { content: "First\nmore" }, answer: { model: "scripted", content: "One." } },
    { question: { content: "Second" }, answer: null },
  ];
  assert.equal(chatMarkdown("Title", turns), "# Title\n\n## First\n\nFirst\nmore\n\n**scripted**\n\nOne.\n\n## Second\n\nSecond\n");
});
