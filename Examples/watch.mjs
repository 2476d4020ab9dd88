// The browser client in Node 18 or newer: node Examples/watch.mjs
import { randomUUID } from "node:crypto";
import { sessionManager } from "../Web/client/session-manager.js";
import { readStream } from "../Web/client/stream-reader.js";
import { StreamState } from "../Web/client/stream-state.js";

const url = process.env.THROUGHLINE_URL ?? "http://127.0.0.1:8080";
const chat = randomUUID();
sessionManager.setActiveChat(chat);

const answer = await fetch(`${url}/chat`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ chat, content: "Show me some code", frontend_id: sessionManager.nextUserMessageId() }),
});
if (answer.status !== 202) throw new Error(await answer.text());
const accepted = await answer.json();
sessionManager.observe(accepted.id);
sessionManager.observe(accepted.assistant_id, accepted.id);

const state = new StreamState();
for await (const event of readStream(`${url}/api/streams/${accepted.stream}/events`)) {
  state.apply(event);
  if (event.type === "text.delta") process.stdout.write(event.delta);
  if (event.type === "artifact.started") sessionManager.observe(event.id, event.parent);
}
console.log(`\n${state.state.status}; what came from the question:`);
console.log(JSON.stringify(sessionManager.getTree(accepted.id), null, 2));
