import { saveFile } from "../components/save-file.js";

/** Hands a chat over as a file: `"json"` is the server's export, `"markdown"` what is shown. */
export async function saveChat(conversation, form, client) {
  const chat = conversation.state.chat;
  const name = (chat?.title || "chat").replace(/[^\p{L}\p{N} ._-]+/gu, "").trim().slice(0, 60) || "chat";
  if (form === "json") {
    const data = await client.exportChat(conversation.id);
    saveFile(`${name}.json`, new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
  } else {
    saveFile(`${name}.md`, new Blob([chatMarkdown(chat?.title, conversation.turns.value)], { type: "text/markdown" }));
  }
}

/** The turns as one markdown document. Pure. */
export function chatMarkdown(title, turns) {
  const parts = [`# ${title || "Chat"}`];
  for (const { question, answer } of turns) {
    parts.push(`## ${question.content.split("\n", 1)[0].slice(0, 100)}`, question.content);
    if (answer) parts.push(`**${answer.model ?? "Answer"}**`, answer.content);
  }
  return `${parts.join("\n\n")}\n`;
}
