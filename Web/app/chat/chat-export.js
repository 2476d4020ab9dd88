/** Hands a chat over as a file: `"json"` is the server's export, `"markdown"` what is shown. */
export async function saveChat(conversation, form, client) {
  const chat = conversation.state.chat;
  const name = (chat?.title || "chat").replace(/[^\p{L}\p{N} ._-]+/gu, "").trim().slice(0, 60) || "chat";
  if (form === "json") {
    const data = await client.exportChat(conversation.id);
    saveFile(`${name}.json`, "application/json", JSON.stringify(data, null, 2));
  } else {
    saveFile(`${name}.md`, "text/markdown", chatMarkdown(chat?.title, conversation.turns.value));
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

function saveFile(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
