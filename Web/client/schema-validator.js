import { ClientError } from "./client-error.js";
import { compileSchema } from "./schema-compiler.js";

const prefix = "urn:throughline:";

/** The types of a stream's events, each with a schema of its own. */
export const eventTypes = Object.freeze([
  "stream.started", "text.delta", "reasoning.delta", "artifact.started", "artifact.delta", "artifact.completed", "tool.called",
  "tool.returned", "step.started", "step.completed", "progress", "block.updated", "usage", "stream.sync", "stream.reset",
  "stream.completed", "stream.failed", "stream.cancelled",
]);

/**
 * Validates what crosses the wire against Throughline's JSON Schemas, without `eval` (a strict Content-Security-Policy forbids what compiles to
 * source). It knows the keywords that those schemas use; another is `schema.unsupported` at construction, and so is a `$ref` that
 * leads nowhere.
 *
 * `schemas` is a list of them, or an object whose values they are; each has an `$id`.
 */
export class SchemaValidator {
  /** $id → schema */
  #schemas = new Map();
  /** absolute reference → check */
  #checks = new Map();

  constructor(schemas) {
    for (const schema of Object.values(schemas)) {
      if (typeof schema?.$id !== "string") throw new ClientError("schema.unsupported", "each schema needs an $id");
      this.#schemas.set(schema.$id, schema);
    }
    for (const id of this.#schemas.keys()) this.#resolve(id, "");
  }

  /** A validator of what `loader()` answers: `{items: [schema]}`, as the server's `/api/schemas`, or a list. */
  static async load(loader) {
    const answer = await loader();
    return new SchemaValidator(answer.items ?? answer);
  }

  /**
   * `null`, or the first violation as `{pointer, detail}`. `id` is a schema's `$id`, if need be with the fragment of a part. Throws
   * `schema.unknown`.
   */
  check(id, value) {
    let found = this.#checks.get(id);
    if (!found) {
      if (!this.#schemas.has(id.split("#")[0])) throw new ClientError("schema.unknown", `there is no schema ${id}`);
      found = this.#resolve(id, "");
    }
    return found(value, "");
  }

  /** Answers `value` when it is as the schema says; throws `schema.violation`, whose message tells where it is not. */
  validate(id, value) {
    const violation = this.check(id, value);
    if (violation === null) return value;
    const where = violation.pointer || "the whole of it";
    const problem = { errors: [violation] };
    throw new ClientError("schema.violation", `${id.replace(prefix, "")}: ${where}: ${violation.detail}`, { problem });
  }

  /** A stream's event. */
  validateEvent(event) {
    return this.#validateTyped("event", event);
  }

  /** A channel's envelope from the server. */
  validateEnvelope(envelope) {
    return this.#validateTyped("channel", envelope);
  }

  /** The data of a channel's message, before it is published. */
  validateData(messageType, data) {
    return this.#validateTyped("channel", data, messageType, "#/properties/data");
  }

  /** A frame that a client sends. */
  validateFrame(frame) {
    return this.#validateTyped("frame", frame);
  }

  /** The server's answer to a frame. */
  validateAnswer(answer) {
    return this.#validateTyped("answer", answer);
  }

  #validateTyped(kind, value, type = value?.type, fragment = "") {
    const id = `${prefix}${kind}:${type}`;
    if (typeof type !== "string" || !this.#schemas.has(id)) {
      const detail = `there is no ${kind} of the type ${JSON.stringify(type)}`;
      throw new ClientError("schema.violation", detail, { problem: { errors: [{ pointer: "/type", detail }] } });
    }
    return this.validate(id + fragment, value);
  }

  /** The check that a reference names, found from the schema `base`. What refers to itself is found while it is made. */
  #resolve(reference, base) {
    const absolute = reference.startsWith("#") ? base + reference : reference;
    const [id, fragment = ""] = absolute.split("#");
    const key = fragment === "" ? id : absolute;
    let check = this.#checks.get(key);
    if (!check) {
      let made = null;
      check = (value, pointer) => made(value, pointer);
      this.#checks.set(key, check);
      made = compileSchema(this.#part(id, fragment), (inner) => this.#resolve(inner, id));
      this.#checks.set(key, made);
    }
    return check;
  }

  #part(id, fragment) {
    let part = this.#schemas.get(id);
    for (const step of fragment.split("/").slice(1)) {
      const name = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
      part = typeof part === "object" && part !== null && Object.hasOwn(part, name) ? part[name] : undefined;
    }
    if (part === undefined) throw new ClientError("schema.unsupported", `the reference ${id}#${fragment} leads nowhere`);
    return part;
  }
}

/**
 * A `validate` for `readStream` that gets the schemas from `loader()` with the first event, and anew for an event that does not fit them: a
 * page may be older than its server. Rejects as `validateEvent` throws, and as `loader` does.
 */
export function eventValidation(loader) {
  let loading = null;
  const load = () => {
    loading ??= SchemaValidator.load(loader).catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };
  return async (event) => {
    const first = load();
    const validator = await first;
    try {
      validator.validateEvent(event);
    } catch {
      if (loading === first) loading = null;
      (await load()).validateEvent(event);
    }
  };
}
