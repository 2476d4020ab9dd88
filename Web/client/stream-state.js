const encoder = new TextEncoder();
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
 */
export class StreamState {
  state = emptyState();
  /** The state of the last sync, and the events since: what a reset may have to add up again. */
  #base = { state: emptyState(), seq: 0 };
  #events = [];

  apply(event) {
    if (event.type === "stream.sync") {
      this.#base = { state: structuredClone(event.state), seq: event.seq };
      this.#events = [];
      this.#addUp();
      return;
    }
    if (event.type === "stream.reset" || event.seq === 1) this.#takeBack(event.seq - 1);
    this.#events.push(event);
    add(this.state, event);
  }

  #takeBack(keep) {
    if (keep < this.#base.seq) this.#base = { state: emptyState(), seq: 0 };
    this.#events = this.#events.filter((event) => event.seq <= keep);
    this.#addUp();
  }

  #addUp() {
    this.state = structuredClone(this.#base.state);
    for (const event of this.#events) add(this.state, event);
  }
}

function add(state, event) {
  switch (event.type) {
    case "stream.started":
      state.status = "streaming";
      break;
    case "text.delta":
      state.text += event.delta;
      break;
    case "reasoning.delta":
      state.reasoning += event.delta;
      break;
    case "artifact.started": {
      const { id, parent, kind, language, title = null, inline } = event;
      const start = inline ? encoder.encode(state.text).length : null;
      const artifact = { id, parent, kind, language, title, inline, start, end: null, bytes: null, sha256: null };
      state.artifacts.push(inline ? artifact : { ...artifact, content: "" });
      break;
    }
    case "artifact.delta":
      merge(state.artifacts, "id", event, ({ content = "" }) => ({ content: content + event.delta }));
      break;
    case "artifact.completed":
      merge(state.artifacts, "id", event, ({ inline, start }) => ({
        end: inline ? start + event.bytes : null,
        bytes: event.bytes,
        sha256: event.sha256,
      }));
      break;
    case "tool.called":
      state.tools.push({ call: event.call, name: event.name, arguments: event.arguments });
      break;
    case "tool.returned":
      merge(state.tools, "call", event, () => ({ ok: event.ok, result: event.result, ms: event.ms }));
      break;
    case "step.started":
      state.steps.push({ step: event.step, node: event.node, kind: event.kind });
      break;
    case "step.completed":
      merge(state.steps, "step", event, () => ({ ms: event.ms, usage: event.usage ?? null }));
      break;
    case "block.updated":
      if (!merge(state.blocks, "name", event.block, () => event.block)) state.blocks.push(event.block);
      break;
    case "usage": {
      const { v, type, stream, epoch, seq, id, frontend_id, ...usage } = event;
      state.usage = usage;
      break;
    }
    case "stream.completed":
    case "stream.failed":
    case "stream.cancelled":
      state.status = endStatus[event.type];
      state.usage = event.usage ?? state.usage;
      state.finish_reason = event.finish_reason ?? null;
      break;
  }
}

/** Changes the entry of `list` whose `key` is that of `event`; `false` when there is none. */
function merge(list, key, event, change) {
  const entry = list.find((candidate) => candidate[key] === event[key]);
  if (entry) Object.assign(entry, change(entry));
  return entry !== undefined;
}
