import { byteCount, cost, duration, wholeCount } from "../chat/format.js";
import { shortID, typeNames } from "./entity-tree.js";

/**
 * What is known of an entity besides its content, as `[{name, text, full?, copies?, entity?}]`, only what it has. `full` is the exact value
 * behind a short `text`, `copies` says that it may be copied, `entity` is the ID of another entity that it names.
 */
export function factsOf(node, { createdAt = node.entity.created_at } = {}) {
  const { entity, editedBy } = node;
  const facts = [];
  const add = (name, value, text, more = {}) => value !== null && value !== undefined && value !== "" && facts.push({ name, text, ...more });
  const link = (name, id) => add(name, id, id && shortID(id), { entity: id, full: id });
  add("Frontend ID", entity.frontend_id, entity.frontend_id, { copies: true, full: entity.frontend_id });
  add("Created", createdAt, createdAt && localTime(createdAt), { full: createdAt });
  add("Status", entity.status, entity.status);
  add("Kind", entity.kind, [entity.kind, entity.language].filter((part, index, all) => part && all.indexOf(part) === index).join(", "));
  add("Name", entity.name, entity.name);
  add("Type", entity.media_type, entity.media_type);
  add("Model", entity.model, entity.provider && entity.provider !== entity.model ? `${entity.provider} / ${entity.model}` : entity.model);
  add("Tokens", entity.total_tokens, entity.total_tokens !== null && entity.total_tokens !== undefined && tokens(entity), { full: entity.estimated ? "Estimated: the provider did not say" : undefined });
  if (entity.total_tokens) facts.push({ name: "Cost", text: cost(entity.cost), full: entity.cost === null ? undefined : `${entity.cost} USD` });
  add("First token", entity.time_to_first_token_ms, duration(entity.time_to_first_token_ms), { full: `${entity.time_to_first_token_ms} ms` });
  add("Took", entity.response_time_ms, duration(entity.response_time_ms), { full: `${entity.response_time_ms} ms` });
  add("Size", entity.bytes, byteCount(entity.bytes), { full: `${entity.bytes} bytes` });
  add("SHA-256", entity.sha256, entity.sha256 && `${entity.sha256.slice(0, 12)}…`, { full: entity.sha256, copies: true });
  add("Place", entity.end, `${entity.start}–${entity.end}`, { full: "Bytes of the answer's text" });
  link("Edits", entity.edits);
  link("Follows", entity.follows);
  for (const other of editedBy) link("Edited by", other.id);
  return facts;
}

/** `AM, answer`: a type and what it is called. */
export const typeTitle = (type) => `${type}, ${typeNames[type]}`;

function tokens({ total_tokens, prompt_tokens, completion_tokens, estimated }) {
  const parts = prompt_tokens === null || prompt_tokens === undefined ? "" : ` = ${wholeCount(prompt_tokens)} in + ${wholeCount(completion_tokens)} out`;
  return `${estimated ? "≈ " : ""}${wholeCount(total_tokens)}${parts}`;
}

function localTime(time) {
  return new Date(time).toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 });
}
