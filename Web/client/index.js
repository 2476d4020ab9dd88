/** Throughline's browser client, for pages and for Node: chats, answers that survive every connection, IDs, an outbox, channels. */
export { ChannelClient } from "./channel-client.js";
export { ChannelCursor } from "./channel-cursor.js";
export { ChatLineage } from "./chat-lineage.js";
export { ThroughlineClient } from "./client.js";
export { ClientError } from "./client-error.js";
export { formatEntityID, isChatID, lastSequence, parentTypes, parseEntityID } from "./entity-id.js";
export { EventStreamParser } from "./event-stream-parser.js";
export { IndexedDBStorage } from "./indexed-db-storage.js";
export { LocalLocks } from "./local-locks.js";
export { MemoryStorage } from "./memory-storage.js";
export { Outbox } from "./outbox.js";
export { eventTypes, eventValidation, SchemaValidator } from "./schema-validator.js";
export { SessionManager, sessionManager } from "./session-manager.js";
export { StreamCursor, terminalTypes } from "./stream-cursor.js";
export { readStream } from "./stream-reader.js";
export { StreamState } from "./stream-state.js";
export { VisibilityGate } from "./visibility-gate.js";
