// The browser client in Node 18 or newer: node Examples/watch.mjs
import { randomUUID } from "node:crypto";
import { eventValidation, readStream, sessionManager, StreamState, ThroughlineClient } from "../Web/client/index.js";

const client = new ThroughlineClient({ base: process.env.THROUGHLINE_URL ?? "http://127.0.0.1:8080" });
const validate = eventValidation(() => client.schemas());
const chat = randomUUID();
sessionManager.setActiveChat(chat);

const accepted = await client.send(chat, { content: "Show me some code", frontend_id: sessionManager.nextUserMessageId() });
sessionManager.observe(accepted.id);
sessionManager.observe(accepted.assistant_id, accepted.id);

const state = new StreamState();
for await (const event of readStream(client.eventsURL(accepted.stream), { validate })) {
  state.apply(event);
  if (event.type === "text.delta") process.stdout.write(event.delta);
  if (event.type === "artifact.started") sessionManager.observe(event.id, event.parent);
}
console.log(`\n${state.state.status}; what came from the question:`);
console.log(JSON.stringify(sessionManager.getTree(accepted.id), null, 2));
