import { TakeBackLog } from "./take-back-log.js";

const endStatus = { "stream.completed": "completed", "stream.failed": "failed", "stream.cancelled": "cancelled" };

const emptyState = () => ({
  status: "queued",
  text: "",
  reasoning: "",
  artifacts: [],
  tools: [],
  steps: [],
  blocks: [],
  usage: null,
  finish_reason: null,
});

/**
 * What the events of one stream add up to: `state` has the shape of a `stream.sync`'s. A reset takes back what came after its `keep`,
 * a sync replaces everything. Give it the events of `readStream`, in order.
 *
 * An event costs what it brings, not what is there already, and a piece of text is remembered by eight bytes: answers of any length are cheap.
 */
export class StreamState {
  state = emptyState();
  /** The position before the first event that can be taken back. */
  #baseSeq = 0;
  #log = new TakeBackLog();
  /** UTF-8 bytes of `state.text`. */
  #textBytes = 0;
  /** artifact → {from, to} in `state.text`, in UTF-16 units; `to` is null while it is open. */
  #ranges = new Map();

  /**
   * Takes in an event and says what it changed: `"status"`, `"text"`, `"reasoning"`, `"artifacts"`, `"tools"`, `"steps"`, `"blocks"`, `"usage"`,
   * `"everything"` (a reset or a sync), or `"nothing"`. The end of a stream is `"status"`, and may have brought `usage` too.
   */
  apply(event) {
    if (event.type === "stream.sync") {
      this.#begin(structuredClone(event.state), event.seq);
      return "everything";
    }
    if (event.type === "stream.reset" || event.seq === 1) this.#takeBack(event.seq - 1);
    // A reader that begins with a cursor has a first event above 1.
    else if (this.#log.count === 0 && this.#baseSeq === 0) this.#baseSeq = event.seq - 1;
    return this.#add(event);
  }

  /**
   * The text of an artifact as far as it is known: the part of the answer's text that it is, or the content that came beside it. `null` for
   * an unknown ID.
   */
  contentOf(id) {
    const artifact = this.state.artifacts.find((candidate) => candidate.id === id);
    if (!artifact) return null;
    if (!artifact.inline) return artifact.content ?? "";
    const { from, to } = this.#rangeOf(artifact);
    return this.state.text.slice(from, to ?? undefined);
  }

  #begin(state, seq) {
    this.state = state;
    this.#baseSeq = seq;
    this.#log.clear();
    this.#ranges.clear();
    this.#textBytes = utf8Length(state.text);
  }

  #takeBack(keep) {
    // What came before a sync cannot be taken back piece by piece; another sync follows.
    if (keep < this.#baseSeq) return this.#begin(emptyState(), 0);
    const { artifacts } = this.state;
    const before = [...artifacts];
    this.#log.takeBack(this.state, keep - this.#baseSeq);
    for (const artifact of before) if (!artifacts.includes(artifact)) this.#ranges.delete(artifact);
    this.#textBytes = utf8Length(this.state.text);
  }

  #add(event) {
    const { state } = this;
    const log = this.#log;
    switch (event.type) {
      case "stream.started":
        return this.#set("status", { status: "streaming" });
      case "text.delta":
        state.text += event.delta;
        this.#textBytes += utf8Length(event.delta);
        log.text(event.delta.length);
        return "text";
      case "reasoning.delta":
        state.reasoning += event.delta;
        log.reasoning(event.delta.length);
        return "reasoning";
      case "artifact.started":
        return this.#append("artifacts", this.#artifactOf(event));
      case "artifact.delta": {
        const index = lastIndex(state.artifacts, "id", event.id);
        if (index < 0 || state.artifacts[index].inline) break;
        state.artifacts[index].content = (state.artifacts[index].content ?? "") + event.delta;
        log.content(index, event.delta.length);
        return "artifacts";
      }
      case "artifact.completed":
        return this.#change("artifacts", "id", event.id, (artifact) => {
          if (artifact.inline) this.#ranges.set(artifact, { ...this.#rangeOf(artifact), to: state.text.length });
          return { end: artifact.inline ? artifact.start + event.bytes : null, bytes: event.bytes, sha256: event.sha256 };
        });
      case "tool.called":
        return this.#append("tools", { call: event.call, name: event.name, arguments: event.arguments });
      case "tool.returned":
        return this.#change("tools", "call", event.call, () => ({ ok: event.ok, result: event.result, ms: event.ms }));
      case "step.started":
        return this.#append("steps", { step: event.step, node: event.node, kind: event.kind });
      case "step.completed":
        return this.#change("steps", "step", event.step, () => ({ ms: event.ms, usage: event.usage ?? null }));
      case "block.updated": {
        const isKnown = lastIndex(state.blocks, "name", event.block.name) >= 0;
        return isKnown ? this.#change("blocks", "name", event.block.name, () => event.block) : this.#append("blocks", { ...event.block });
      }
      case "usage": {
        const { v, type, stream, epoch, seq, id, frontend_id, ...usage } = event;
        return this.#set("usage", { usage });
      }
      case "stream.completed":
      case "stream.failed":
      case "stream.cancelled":
        return this.#set("status", {
          status: endStatus[event.type],
          usage: event.usage ?? state.usage,
          finish_reason: event.finish_reason ?? null,
        });
      case "stream.reset":
        log.nothing();
        return "everything";
    }
    log.nothing();
    return "nothing";
  }

  #artifactOf({ id, parent, kind, language, title = null, inline }) {
    const artifact = { id, parent, kind, language, title, inline, start: inline ? this.#textBytes : null, end: null, bytes: null, sha256: null };
    if (!inline) return { ...artifact, content: "" };
    this.#ranges.set(artifact, { from: this.state.text.length, to: null });
    return artifact;
  }

  /** Sets fields of the state itself. */
  #set(what, fields) {
    const before = Object.fromEntries(Object.keys(fields).map((name) => [name, this.state[name]]));
    Object.assign(this.state, fields);
    this.#log.inverse((state) => Object.assign(state, before));
    return what;
  }

  #append(what, entry) {
    this.state[what].push(entry);
    this.#log.inverse((state) => state[what].pop());
    return what;
  }

  /** Changes the last entry of a list whose `key` is `value`; nothing when there is none. */
  #change(what, key, value, change) {
    const entry = this.state[what][lastIndex(this.state[what], key, value)];
    if (!entry) {
      this.#log.nothing();
      return "nothing";
    }
    const before = { ...entry };
    const range = this.#ranges.get(entry);
    Object.assign(entry, change(entry));
    this.#log.inverse(() => {
      for (const name of Object.keys(entry)) if (!Object.hasOwn(before, name)) delete entry[name];
      Object.assign(entry, before);
      if (range) this.#ranges.set(entry, range);
      else this.#ranges.delete(entry);
    });
    return what;
  }

  #rangeOf(artifact) {
    let range = this.#ranges.get(artifact);
    if (!range) {
      const from = unitsOf(this.state.text, artifact.start);
      range = { from, to: artifact.end === null ? null : unitsOf(this.state.text, artifact.end) };
      this.#ranges.set(artifact, range);
    }
    return range;
  }
}

/** What changes is nearly always the newest. */
function lastIndex(list, key, value) {
  let index = list.length - 1;
  while (index >= 0 && list[index][key] !== value) index -= 1;
  return index;
}

/** The UTF-8 bytes of a UTF-16 unit, seen alone: the two halves of a pair have four between them, a half alone is written as three. */
function bytesAt(text, index) {
  const unit = text.charCodeAt(index);
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  const isPair = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
  return isPair ? 4 : 3;
}

function utf8Length(text) {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const more = bytesAt(text, index);
    bytes += more;
    if (more === 4) index += 1;
  }
  return bytes;
}

/** Where in UTF-16 units the first `bytes` bytes of UTF-8 end. */
function unitsOf(text, bytes) {
  let index = 0;
  for (let left = bytes; left > 0 && index < text.length; index += 1) {
    const more = bytesAt(text, index);
    left -= more;
    if (more === 4) index += 1;
  }
  return index;
}
