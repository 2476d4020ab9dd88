import { ClientError } from "./client-error.js";

/** The highest sequence a chat can give out: six digits. */
export const lastSequence = 999_999;

/** Each type of entity and the type its parent must have; `null` for a root. */
export const parentTypes = Object.freeze({ UM: null, AM: "UM", AC: "AM", AO: "AC", AH: "AM", UA: "UM" });

const chatForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const entityForm = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})_([0-9]{6})_([A-Z]{2})$/;

/** Whether `text` is a chat's ID: a UUID in lower case. */
export const isChatID = (text) => typeof text === "string" && chatForm.test(text);

/** `{chat, sequence, type}` of an entity's ID, or `null` when `text` is none. */
export function parseEntityID(text) {
  const parts = typeof text === "string" ? entityForm.exec(text) : null;
  if (!parts) return null;
  const [, chat, digits, type] = parts;
  const sequence = Number(digits);
  return sequence > 0 && Object.hasOwn(parentTypes, type) ? { chat, sequence, type } : null;
}

/** The ID of an entity. Throws `lineage.sequence_exhausted` above the last sequence. */
export function formatEntityID(chat, sequence, type) {
  if (sequence > lastSequence) {
    throw new ClientError("lineage.sequence_exhausted", `chat ${chat} has used all ${lastSequence} IDs; start a new chat`);
  }
  return `${chat}_${String(sequence).padStart(6, "0")}_${type}`;
}
