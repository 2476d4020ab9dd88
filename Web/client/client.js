import { ClientError } from "./client-error.js";
import { responseError } from "./response-error.js";
import { systemTimer } from "./system-timer.js";

/** What takes longer than this has met a dead connection. */
const answerMs = 30_000;
/** A file has as much time more as a line of 20 kB/s would need. */
const slowestBytesPerMs = 20;
/** A trace longer than this many pages is no longer read by a person. */
const maxTracePages = 50;

const segment = encodeURIComponent;

/** `?name=value&…` of those that have a value. */
function queryOf(parameters) {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}

const present = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

/**
 * The calls of Throughline's HTTP interface. Each answers the parsed JSON (`null` where there is none) and takes `{signal}` last.
 *
 * A refusal is a `ClientError` with the server's code; `passing` marks one that waiting may mend. No connection is
 * `network.unreachable`, no answer in 30 s `network.timeout`, an answer that is not the server's `answer.malformed`, all three passing.
 * An abort throws the signal's reason.
 *
 * Options: `base` (the server's address, `""` for the page's own), `session` (streams that start here come on that session's connection
 * too), `headers`; `fetch` and `timer(ms, action) → cancel` stand for the world.
 */
export class ThroughlineClient {
  #base;
  #fetch;
  #timer;
  #headers;

  constructor({ base = "", fetch, session, headers = {}, timer = systemTimer } = {}) {
    this.#base = base.replace(/\/+$/, "");
    this.#fetch = fetch ?? ((...request) => globalThis.fetch(...request));
    this.#timer = timer;
    this.#headers = session === undefined ? headers : { ...headers, "x-throughline-session": session };
  }

  /** The address of a call, for what reads by itself (`readStream`, a link). */
  url(path) {
    return this.#base + path;
  }

  /** The address of a stream's events, for `readStream`. */
  eventsURL(stream) {
    return this.url(`/api/streams/${segment(stream)}/events`);
  }

  /** `{items: [chat], next_cursor}`, newest first; `query` is a part of the title or the beginning of an ID. */
  chats({ query, cursor, limit } = {}, options) {
    return this.#get(`/api/chats${queryOf({ q: query, cursor, limit })}`, options);
  }

  /** The chat, made when it is new. */
  createChat(chat = {}, options) {
    return this.#send("POST", "/api/chats", present({ id: chat.id, title: chat.title }), options);
  }

  /** `{id, title, created_at, updated_at, origin, message_count, total_tokens, total_cost, unpriced_messages}`. */
  chat(id, options) {
    return this.#get(`/api/chats/${segment(id)}`, options);
  }

  /** The chat under its new title. */
  renameChat(id, title, options) {
    return this.#send("PATCH", `/api/chats/${segment(id)}`, { title }, options);
  }

  /** Answers `null` when the chat is gone. */
  deleteChat(id, options) {
    return this.request("DELETE", `/api/chats/${segment(id)}`, options);
  }

  /** `{items: [message with its artifacts], next_cursor}` in sequence order, or from the end with `order: "desc"`. */
  messages(chat, { order, cursor, limit } = {}, options) {
    return this.#get(`/api/chats/${segment(chat)}/messages${queryOf({ order, cursor, limit, include: "artifacts" })}`, options);
  }

  /**
   * Asks, in a chat that is made when it is unknown: `{id, frontend_id, assistant_id, run, stream}`. Sent again with the same `frontend_id`
   * and content, or with the same `idempotencyKey`, it answers the same and asks nothing twice.
   */
  send(chat, { content, frontend_id, model, attachments, edits, follows }, options) {
    return this.#send("POST", "/chat", present({ chat, content, frontend_id, model, attachments, edits, follows }), options);
  }

  /** `{upload, bytes, sha256}` of a file that a message may then name as `{upload}`. */
  upload(blob, name, options) {
    const type = blob.type || "application/octet-stream";
    const limitMs = answerMs + blob.size / slowestBytesPerMs;
    return this.request("POST", `/api/uploads${queryOf({ name })}`, { ...options, body: blob, type, answerMs: limitMs });
  }

  /** A `UM` or an `AM`. */
  message(id, options) {
    return this.#get(`/api/messages/${segment(id)}`, options);
  }

  /** An `AC`, `AO`, `AH` or `UA`, with its content where that is text. */
  artifact(id, options) {
    return this.#get(`/api/artifacts/${segment(id)}`, options);
  }

  /** An artifact's bytes as a `Blob` of its stored type. */
  artifactContent(id, options) {
    const whole = { accept: "*/*", read: (response) => response.blob(), answerMs: null };
    return this.request("GET", `/api/artifacts/${segment(id)}/content`, { ...options, ...whole });
  }

  /** Stops an answer: `{stream, run, status}`, also when it has ended. */
  cancel(stream, options) {
    return this.request("POST", `/api/streams/${segment(stream)}/cancel`, options);
  }

  /** Where a stream is now: `{stream, run, epoch, seq, state}`. */
  stream(stream, options) {
    return this.#get(`/api/streams/${segment(stream)}`, options);
  }

  /** `[{id, provider}]`. */
  async models(options) {
    const list = await this.#get("/v1/models", options);
    return list.data.map(({ id, owned_by }) => ({ id, provider: owned_by }));
  }

  /** `{roots: [{id, type, children}]}`. */
  tree(chat, options) {
    return this.#get(`/api/chats/${segment(chat)}/tree`, options);
  }

  /** `{chat, entities}`, which `SessionManager.importSession` reads. */
  exportChat(chat, options) {
    return this.#get(`/api/chats/${segment(chat)}/export`, options);
  }

  /** `{counts: {UM: n, …}, last_sequence}`. */
  stats(chat, options) {
    return this.#get(`/api/chats/${segment(chat)}/stats`, options);
  }

  /** Every boundary crossing of an ID, its ancestors and descendants, in order: the items of all pages. */
  async trace(id, options) {
    const items = [];
    let cursor = null;
    for (let page = 0; page < maxTracePages; page += 1) {
      const list = await this.#get(`/api/trace/${segment(id)}${queryOf({ cursor, limit: 200 })}`, options);
      items.push(...list.items);
      cursor = list.next_cursor ?? null;
      if (cursor === null) break;
    }
    return items;
  }

  /** `{items: [provider call], next_cursor}`; `from` and `to` are RFC 3339 times. */
  ledger({ chat, run, stream, from, to, cursor, limit } = {}, options) {
    return this.#get(`/api/ledger${queryOf({ chat, run, stream, from, to, cursor, limit })}`, options);
  }

  /** `{from, to, step_seconds, series}` between two Unix times in seconds. */
  metricSeries({ from, to, step } = {}, options) {
    return this.#get(`/api/metrics/series${queryOf({ from, to, step })}`, options);
  }

  /** All figures in Prometheus' text form. */
  metrics(options) {
    return this.#get("/metrics", { ...options, accept: "text/plain", read: (response) => response.text() });
  }

  /** `{status, down}`: what is down is named, also while messages are still accepted. */
  readiness(options) {
    const answers = ({ status, headers }) => status === 503 && !/problem/.test(headers.get("content-type"));
    return this.#get("/readyz", { ...options, answers });
  }

  /** `{items: [schema]}`, for `SchemaValidator.load(() => client.schemas())`. */
  schemas(options) {
    return this.#get("/api/schemas", options);
  }

  /**
   * A call by its method and path. `body` is sent as it is, with `type` as its media type (left out, the browser names that of a form);
   * `onUpload(share)` hears how much of the body has left. `read` makes the answer of a response, `answers(response)` says which refusal is one.
   */
  async request(method, path, options = {}) {
    const { signal, idempotencyKey, body, type, onUpload, accept = "application/json", read = parsed, answers = () => false } = options;
    const limitMs = options.answerMs === undefined ? answerMs : options.answerMs;
    signal?.throwIfAborted();
    const abort = new AbortController();
    const stop = () => abort.abort(signal.reason);
    signal?.addEventListener("abort", stop, { once: true });
    const late = new ClientError("network.timeout", `${method} ${path} was not answered in ${limitMs} ms`, { passing: true });
    const cancelLimit = limitMs === null ? () => {} : this.#timer(limitMs, () => abort.abort(late));
    const headers = present({ ...this.#headers, accept, "content-type": type, "idempotency-key": idempotencyKey });
    try {
      const response = await this.#fetch(this.#base + path, present({ method, headers, body, signal: abort.signal, onUpload }));
      if (response.status === 204) return null;
      if (!response.ok && !answers(response)) throw await responseError(response);
      return await read(response);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (abort.signal.aborted) throw late;
      if (error instanceof ClientError) throw error;
      throw new ClientError("network.unreachable", `${method} ${path} did not reach the server`, { cause: error, passing: true });
    } finally {
      cancelLimit();
      signal?.removeEventListener("abort", stop);
    }
  }

  #get(path, options) {
    return this.request("GET", path, options);
  }

  #send(method, path, body, options) {
    return this.request(method, path, { ...options, body: JSON.stringify(body), type: "application/json" });
  }
}

/** A proxy or a hotel's login page may answer in the server's place: that is a failure of the network, not an answer. */
async function parsed(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `${response.url || "the server"} answered something that is not JSON`;
    throw new ClientError("answer.malformed", message, { status: response.status, cause, passing: true });
  }
}
