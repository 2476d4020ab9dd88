import { ChannelClient } from "../channel-client.js";
import { repositoryValidator } from "./repository-schemas.js";
import { scriptedSockets } from "./scripted-socket.js";

export const stream = "gen_a";
export const event = (seq, type, body = {}, epoch = 1) => ({ v: 1, type, stream, epoch, seq, ...body });
export const delta = (seq, text, epoch = 1) => event(seq, "text.delta", { delta: text }, epoch);
export const end = (seq, epoch = 1) => event(seq, "stream.cancelled", { by: "user", partial: true }, epoch);
export const running = (seq = 0, epoch = 1) => ({ stream, run: "r", epoch, seq, status: "running" });

export const said = (offset, content = `m${offset}`, epoch = 1) => ({
  v: 1, type: "chat_message", timestamp: "2026-01-01T00:00:00Z", client_id: "other", channel: "room", id: `i${offset}`, epoch, offset, data: { content },
});

/** A client with its scripted world; `open()` lets the next connection stand and answers its socket. */
export function clientOf(options = {}) {
  const world = scriptedSockets();
  const states = [];
  const errors = [];
  const events = new EventTarget();
  const client = new ChannelClient({
    base: "http://host:1/",
    client: "tab-1",
    validator: repositoryValidator,
    WebSocket: world.WebSocket,
    timer: world.timer,
    random: () => 1,
    makeID: () => "made",
    events,
    onState: ({ state, ms, error }) => states.push([state, ms, error?.code].filter((each) => each !== undefined)),
    onError: (error) => errors.push(error.code),
    ...options,
  });
  const open = () => world.sockets.at(-1).open();
  return { client, ...world, states, errors, events, open };
}

/** A subscription to the stream: what it gave out, and how it ended. */
export function subscribed(client, target, handlers = {}) {
  const seen = [];
  const ends = [];
  const gaps = [];
  const first = client.subscribe(target, {
    onEvent: (each) => seen.push(each),
    onEnd: (error) => ends.push(error?.code ?? "end"),
    onGap: (gap) => gaps.push(gap),
    ...handlers,
  });
  first.catch(() => {});
  return { seen, ends, gaps, first };
}
