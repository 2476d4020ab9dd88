import { ClientError } from "../client-error.js";
import { LocalLocks } from "../local-locks.js";
import { MemoryStorage } from "../memory-storage.js";
import { Outbox } from "../outbox.js";

export const chat = "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd";
export const other = "b1946ac9-2492-4d23-8ac5-6e3a0b1f9d1c";
export const offline = () => new ClientError("network.unreachable", "no network", { passing: true });
export const refusal = (code, problem) => new ClientError(code, `the ${code} of the script`, { status: 422, problem });
export const turn = () => new Promise(setImmediate);

/** A server that makes one message of each `frontend_id`. `faults` are taken one at each call: before it is done, or after. */
export function serverOf({ before = [], after = [] } = {}) {
  const messages = [];
  const attempts = [];
  const uploads = [];
  return {
    messages,
    attempts,
    uploads,
    before,
    after,
    async send(where, message, { idempotencyKey, signal }) {
      attempts.push({ chat: where, ...message, idempotencyKey });
      const fault = before.shift();
      if (typeof fault === "function") await fault(signal);
      else if (fault) throw fault;
      let found = messages.find((each) => each.frontend_id === message.frontend_id);
      if (!found) {
        found = { chat: where, ...message, id: `m${messages.length + 1}` };
        messages.push(found);
      }
      const lost = after.shift();
      if (typeof lost === "function") await lost(signal);
      else if (lost) throw lost;
      return { id: found.id, frontend_id: message.frontend_id };
    },
    async upload(blob, name, { idempotencyKey }) {
      uploads.push({ text: await blob.text(), name, idempotencyKey });
      return { upload: `upload${uploads.length}` };
    },
    contents: () => messages.map((message) => message.content),
  };
}

/** A tab: its outbox, what it said, and the hands of its clock. */
export function tabOf(server, options = {}) {
  const timers = [];
  const changes = [];
  const accepted = [];
  const events = new EventTarget();
  let made = 0;
  const outbox = new Outbox({
    storage: new MemoryStorage(),
    locks: new LocalLocks(),
    send: (...call) => server.send(...call),
    upload: (...call) => server.upload(...call),
    random: () => 1,
    now: () => 1_000,
    makeID: () => `${options.name ?? "id"}${(made += 1)}`,
    timer(ms, action) {
      const timer = { ms, action, live: true };
      timers.push(timer);
      return () => (timer.live = false);
    },
    events,
    onChange: (entries) => changes.push(entries.map(({ content, state }) => `${content}: ${state}`)),
    onAccepted: (entry, answer) => accepted.push([entry.content, answer.id]),
    ...options,
  });
  /** Lets the clock run out for who waits. */
  const fire = async () => {
    for (const timer of timers.splice(0)) if (timer.live) timer.action();
    await outbox.flush();
  };
  const waits = () => timers.filter((timer) => timer.live).map((timer) => timer.ms);
  const states = () => outbox.entries.map(({ content, state }) => `${content}: ${state}`);
  return { outbox, timers, changes, accepted, events, fire, waits, states };
}
