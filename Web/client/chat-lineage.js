import { ClientError } from "./client-error.js";
import { formatEntityID, lastSequence, parentTypes, parseEntityID } from "./entity-id.js";

const formatVersion = 1;

/**
 * The IDs and the parents of one chat. One counter serves all types; an ID holds no time and no randomness,
 * so the same conversation replayed gives the same IDs.
 *
 * An ID made here is pending until the server has answered with it (`observe`): another writer may have been faster.
 */
export class ChatLineage {
  #next = 1;
  /** sequence → {id, type, sequence, parent, pending} */
  #entities = new Map();
  /** ID → IDs of its children, in sequence order; also of parents not known yet. */
  #children = new Map();

  constructor(chat) {
    this.chat = chat;
  }

  /** Makes the next ID. Throws `lineage.invalid_parent` or `lineage.sequence_exhausted`, and then uses up nothing. */
  allocate(type, parent = null) {
    this.#checkParent(type, parent, this.#next);
    if (parent !== null && !this.#find(parent)) {
      throw new ClientError("lineage.invalid_parent", `${parent} is not known in chat ${this.chat}; observe it first`);
    }
    const id = formatEntityID(this.chat, this.#next, type);
    this.#insert({ id, type, sequence: this.#next, parent, pending: true });
    this.#next += 1;
    return id;
  }

  /** Takes in an ID that the server gave out or confirmed. Throws `id.foreign`, `id.conflict` or `lineage.invalid_parent`. */
  observe(id, parent = null) {
    const parts = parseEntityID(id);
    if (parts?.chat !== this.chat) throw new ClientError("id.foreign", `${id} is no ID of chat ${this.chat}`);
    this.#checkParent(parts.type, parent, parts.sequence);
    const known = this.#entities.get(parts.sequence);
    if (known && !known.pending) {
      if (known.id !== id) throw new ClientError("id.conflict", `sequence ${parts.sequence} belongs to ${known.id}, not to ${id}`);
      if (known.parent !== parent) throw new ClientError("lineage.invalid_parent", `${id} has the parent ${known.parent}, not ${parent}`);
    }
    // A pending ID with this sequence, whatever its type, lost the race.
    if (known) this.#remove(known);
    this.#insert({ id, type: parts.type, sequence: parts.sequence, parent, pending: false });
    this.#next = Math.max(this.#next, parts.sequence + 1);
  }

  /** Goes on at the server's `next_sequence` after `409 id.conflict`: what is pending was refused and is forgotten. */
  resume(nextSequence) {
    if (!Number.isInteger(nextSequence) || nextSequence < 1 || nextSequence > lastSequence + 1) {
      throw new ClientError("lineage.invalid_sequence", `next_sequence must be 1 to ${lastSequence + 1}, not ${nextSequence}`);
    }
    for (const entity of [...this.#entities.values()]) {
      if (entity.pending) this.#remove(entity);
    }
    this.#next = nextSequence;
  }

  /** The parent's ID; `null` for a root, `undefined` for an unknown ID. */
  parent(id) {
    return this.#find(id)?.parent;
  }

  /** The children's IDs in sequence order. */
  children(id) {
    return [...(this.#children.get(id) ?? [])];
  }

  /** `{id, type, children: […]}` of an entity with all its descendants, `null` when it is unknown. */
  tree(id) {
    const entity = this.#find(id);
    return entity ? { id, type: entity.type, children: this.children(id).map((child) => this.tree(child)) } : null;
  }

  /** `{roots: […]}` of the whole chat, as the server's `/tree`. */
  roots() {
    return { roots: this.#inOrder().filter((entity) => entity.parent === null).map((entity) => this.tree(entity.id)) };
  }

  /** `{counts: {UM: n, …}, last_sequence}`, as the server's `/stats`. */
  stats() {
    const counts = Object.fromEntries(Object.keys(parentTypes).map((type) => [type, 0]));
    for (const entity of this.#entities.values()) counts[entity.type] += 1;
    return { counts, last_sequence: this.#next - 1 };
  }

  /** All of it as plain data that `ChatLineage.import` reads. */
  export() {
    const entities = this.#inOrder().map(({ id, type, parent, pending }) => (pending ? { id, type, parent, pending } : { id, type, parent }));
    return { version: formatVersion, chat: this.chat, next_sequence: this.#next, entities };
  }

  /** Reads an export, of `export()` or of the server's `/export` (whose `chat` is the whole chat). Throws `session.invalid` and says what is wrong. */
  static import(data) {
    const refuse = (detail, cause) => {
      throw new ClientError("session.invalid", `this is no export of a chat: ${detail}`, { cause });
    };
    if (![undefined, formatVersion].includes(data.version)) refuse(`version ${data.version}, this client reads ${formatVersion}`);
    if (!Array.isArray(data.entities)) refuse("entities is no list");
    const lineage = new ChatLineage(data.chat.id ?? data.chat);
    for (const [index, entity] of data.entities.entries()) {
      const parts = parseEntityID(entity?.id);
      const parent = entity?.parent ?? null;
      if (!parts) refuse(`entities[${index}].id is no ID`);
      if (lineage.#entities.has(parts.sequence)) refuse(`sequence ${parts.sequence} stands there twice`);
      if (entity.type !== undefined && entity.type !== parts.type) refuse(`entities[${index}] calls ${entity.id} a ${entity.type}`);
      try {
        lineage.observe(entity.id, parent);
      } catch (error) {
        refuse(error.message, error);
      }
      lineage.#entities.get(parts.sequence).pending = entity.pending === true;
    }
    for (const entity of lineage.#entities.values()) {
      if (entity.parent !== null && !lineage.#find(entity.parent)) refuse(`${entity.id} has the parent ${entity.parent}, which is missing`);
    }
    const next = data.next_sequence ?? lineage.#next;
    if (!Number.isInteger(next) || next < lineage.#next || next > lastSequence + 1) refuse(`next_sequence ${next} is out of range`);
    lineage.#next = next;
    return lineage;
  }

  #checkParent(type, parent, sequence) {
    const wanted = parentTypes[type];
    const found = parent === null ? null : parseEntityID(parent);
    const right = wanted === null ? parent === null : found?.type === wanted && found.chat === this.chat && found.sequence < sequence;
    if (!right) {
      const rule = wanted === null ? "no parent" : `an earlier ${wanted} of the same chat as its parent`;
      throw new ClientError("lineage.invalid_parent", `${type} in chat ${this.chat} needs ${rule}, found ${parent}`);
    }
  }

  #find(id) {
    const entity = this.#entities.get(parseEntityID(id)?.sequence);
    return entity?.id === id ? entity : undefined;
  }

  #inOrder() {
    return [...this.#entities.values()].sort((a, b) => a.sequence - b.sequence);
  }

  #insert(entity) {
    this.#entities.set(entity.sequence, entity);
    if (entity.parent === null) return;
    const siblings = this.#children.get(entity.parent) ?? [];
    // IDs of one chat sort by text in sequence order; nearly always the new one is the last.
    let at = siblings.length;
    while (at > 0 && siblings[at - 1] > entity.id) at -= 1;
    siblings.splice(at, 0, entity.id);
    this.#children.set(entity.parent, siblings);
  }

  #remove(entity) {
    this.#entities.delete(entity.sequence);
    const left = this.children(entity.parent).filter((id) => id !== entity.id);
    if (left.length > 0) this.#children.set(entity.parent, left);
    else this.#children.delete(entity.parent);
  }
}
