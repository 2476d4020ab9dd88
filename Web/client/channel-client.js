import { backoffMs } from "./backoff.js";
import { ChannelCursor } from "./channel-cursor.js";
import { ClientError } from "./client-error.js";
import { FrameSocket, frameError } from "./frame-socket.js";
import { randomID } from "./random-id.js";
import { StreamCursor, terminalTypes } from "./stream-cursor.js";
import { systemTimer } from "./system-timer.js";

const envelopeVersion = 1;
const endedStatuses = new Set(["completed", "failed", "cancelled"]);

/**
 * The native WebSocket: streams, channels and calls on one connection that comes back by itself. Each subscription goes on from where it stood,
 * so that its events come once and in order whatever happens to the connection.
 *
 * A call rejects with the `ClientError` of the server's error frame, and with `network.unreachable` (passing) when there is no
 * connection, or it ends before the answer: ask again, with the same `frontend_id` or `id`. A refused token (4401) ends the client with
 * `auth.refused`; a message above the server's limit (1009) fails with `frame.too_large`, and the rest goes on.
 *
 * With a `validator` (`SchemaValidator`) every frame is checked before it is sent, and whatever comes before it is shown. What a subscription
 * gets wrong is asked for once more from its position; wrong again, it ends with `stream.malformed` or `channel.malformed`.
 *
 * Options: `base` (the server's address, the page's own without it), `client` (this client's name), `token`, `validator`, `onState({state:
 * "connecting" | "open" | "waiting" | "closed", ms, error})`, `onError(error)` for an error frame that answers nothing; `WebSocket`, `events`
 * (where `online` comes), `random`, `timer` and `makeID` stand for the world.
 */
export class ChannelClient {
  #options;
  #url;
  #socket = null;
  #state = "closed";
  #failures = 0;
  #cancelWait = () => {};
  /** "stream:…" or "channel:…" → subscription */
  #subscriptions = new Map();
  #connecting = null;
  #online = () => {
    if (this.#state === "waiting") this.#open();
  };

  constructor({ base = "", client, token, validator, onState, onError, WebSocket, events = globalThis, random, timer, makeID } = {}) {
    const name = client ?? (makeID ?? randomID)();
    if (!(WebSocket ?? globalThis.WebSocket)) throw new ClientError("websocket.missing", "there is no WebSocket here; give one as an option");
    this.#url = socketURL(base, `/api/ws/${encodeURIComponent(name)}`);
    this.#options = {
      token,
      validator,
      onState,
      onError,
      WebSocket: WebSocket ?? globalThis.WebSocket,
      events,
      random: random ?? Math.random,
      timer: timer ?? systemTimer,
      makeID: makeID ?? randomID,
    };
  }

  /** Resolves when the connection stands, however many attempts it takes; rejects with `auth.refused`, or when it is closed first. */
  connect() {
    if (this.#connecting === null) {
      let settle;
      const promise = new Promise((resolve, reject) => (settle = { resolve, reject }));
      promise.catch(() => {});
      this.#connecting = { promise, ...settle };
      this.#options.events?.addEventListener?.("online", this.#online);
      this.#open();
    }
    return this.#connecting.promise;
  }

  /** Ends the connection and every subscription. */
  close() {
    this.#finish(new ClientError("client.closed", "the client was closed"));
  }

  /**
   * Subscribes to `{stream}` or `{channel}`, from `after` on. Resolves with the server's first answer; the subscription then outlives
   * every connection. Subscribing again to the same one takes its place.
   *
   * `onEvent(event)` gets a stream's events, or a channel's envelopes. `onEnd(error)` comes once, without an error after a stream's last
   * event. `onGap({epoch, offset})` says that a channel's history no longer reaches back to where this client stood: what is missing is lost.
   */
  subscribe({ stream, channel, after = null }, { onEvent, onEnd, onGap } = {}) {
    const target = stream === undefined ? { channel } : { stream };
    const cursor = stream === undefined ? new ChannelCursor(after) : new StreamCursor(after);
    return new Promise((resolve, reject) => {
      const life = { isLive: false, failures: 0, cancelWait: () => {}, malformedAfter: undefined };
      const subscription = { target, cursor, onEvent, onEnd, onGap, first: { resolve, reject }, ...life };
      this.#leave(this.#subscriptions.get(keyOf(target)));
      this.#subscriptions.set(keyOf(target), subscription);
      if (this.#state === "open") this.#ask(subscription);
    });
  }

  /** Leaves a stream or a channel; its `onEnd` is not called. */
  async unsubscribe({ stream, channel }) {
    const target = stream === undefined ? { channel } : { stream };
    const subscription = this.#subscriptions.get(keyOf(target));
    if (!subscription) return;
    this.#leave(subscription);
    // On no connection there is nothing left to leave.
    if (this.#state === "open") await this.#call({ type: "unsubscribe", ...target });
  }

  /** Sends a message into a channel: `{channel, id, epoch, offset}`. The same `id` again makes no second message. */
  async publish(channel, messageType, data, { id = this.#options.makeID(), domain } = {}) {
    this.#options.validator?.validateData(messageType, data);
    return this.#call({ type: "publish", channel, message_type: messageType, data, v: envelopeVersion, id, domain });
  }

  /** `{channel, epoch, offset, items: [envelope]}` after a position. */
  history(channel, { after, limit } = {}) {
    return this.#call({ type: "history", channel, after, limit });
  }

  /** `{channel, clients: [{client_id, info?}]}`. */
  presence(channel) {
    return this.#call({ type: "presence", channel });
  }

  /** Asks, with the fields of `POST /chat`: `{id, frontend_id, assistant_id, run, stream}`. Subscribe to the stream to read the answer. */
  message(fields) {
    return this.#call({ type: "message", ...fields });
  }

  /** Stops an answer: `{stream, run, status}`. */
  cancel(stream) {
    return this.#call({ type: "cancel", stream });
  }

  /** Resolves when the server has answered. */
  ping() {
    return this.#call({ type: "ping" });
  }

  // The connection.

  #call(frame) {
    return new Promise((resolve, reject) => {
      if (this.#state !== "open") throw new ClientError("network.unreachable", "there is no connection now", { passing: true });
      const present = Object.fromEntries(Object.entries(frame).filter(([, value]) => value !== undefined));
      this.#socket.send(present, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  }

  #open() {
    this.#cancelWait();
    this.#tell({ state: "connecting" });
    const { WebSocket, timer, validator, token } = this.#options;
    const socket = new FrameSocket({
      url: this.#url,
      WebSocket,
      timer,
      validator,
      onOpen: () => {
        if (token === undefined) return this.#ready();
        socket.send({ type: "auth", token }, (error) => {
          if (!error) this.#ready();
          else if (!error.passing) this.#finish(error);
          // What passes is waited out as a lost connection is.
          else socket.close();
        });
      },
      onFrame: (frame) => this.#received(frame),
      onEnd: (end) => {
        if (this.#socket === socket) this.#lost(end);
      },
    });
    this.#socket = socket;
  }

  #ready() {
    this.#tell({ state: "open" });
    this.#connecting.resolve();
    for (const subscription of [...this.#subscriptions.values()]) this.#ask(subscription);
  }

  #lost({ code, error }) {
    this.#socket = null;
    if (code === 4401) return this.#finish(error);
    for (const subscription of this.#subscriptions.values()) {
      subscription.cancelWait();
      subscription.isLive = false;
      subscription.cursor.disconnected();
    }
    const ms = backoffMs(this.#failures, this.#options.random);
    this.#failures += 1;
    this.#cancelWait = this.#options.timer(ms, () => this.#open());
    this.#tell({ state: "waiting", ms, error });
  }

  #finish(error) {
    const socket = this.#socket;
    this.#socket = null;
    this.#cancelWait();
    this.#options.events?.removeEventListener?.("online", this.#online);
    this.#connecting?.reject(error);
    this.#connecting = null;
    this.#tell({ state: "closed", error });
    socket?.close(error);
    for (const subscription of [...this.#subscriptions.values()]) this.#endOf(subscription, error);
  }

  #tell(change) {
    this.#state = change.state;
    this.#options.onState?.(change);
  }

  // The subscriptions.

  #ask(subscription) {
    const { target, cursor } = subscription;
    subscription.cancelWait();
    subscription.isLive = false;
    const after = cursor.value;
    try {
      this.#socket.send({ type: "subscribe", ...target, ...(after === null ? {} : { after }) }, (error, answer) => {
        if (this.#subscriptions.get(keyOf(target)) === subscription) this.#answered(subscription, error, answer);
      });
    } catch (error) {
      this.#endOf(subscription, error);
    }
  }

  #answered(subscription, error, answer) {
    if (error) {
      if (!error.passing) this.#endOf(subscription, error);
      else if (this.#state === "open") this.#askLater(subscription);
      return;
    }
    this.#failures = 0;
    subscription.isLive = true;
    const { target, cursor } = subscription;
    const isWhole = target.stream !== undefined || cursor.subscribed(answer);
    subscription.first.resolve(answer);
    if (!isWhole) subscription.onGap?.({ epoch: answer.epoch, offset: answer.offset });
    if (target.stream === undefined) return;
    const isAtEnd = endedStatuses.has(answer.status) && cursor.value === `${answer.epoch}-${answer.seq}`;
    if (isAtEnd) this.#endOf(subscription);
  }

  /** The first time at once, then with growing delays until something was taken. */
  #askLater(subscription) {
    subscription.isLive = false;
    subscription.failures += 1;
    if (subscription.failures === 1) return this.#ask(subscription);
    const ms = backoffMs(subscription.failures - 2, this.#options.random);
    subscription.cancelWait = this.#options.timer(ms, () => this.#ask(subscription));
  }

  #received(frame) {
    // The answer to a ping of the connection itself, or one that came too late.
    if (frame.type === "ok") return void (this.#failures = 0);
    if (frame.type === "error") return this.#options.onError?.(frameError(frame));
    const isEnvelope = typeof frame.channel === "string";
    const subscription = this.#subscriptions.get(keyOf(isEnvelope ? { channel: frame.channel } : { stream: frame.stream }));
    // Between a question and its answer comes only what the question has made stale.
    if (!subscription?.isLive) return;
    try {
      if (isEnvelope) this.#options.validator?.validateEnvelope(frame);
      else this.#options.validator?.validateEvent(frame);
    } catch (cause) {
      return this.#malformed(subscription, cause);
    }
    const verdict = subscription.cursor.accept(frame);
    if (verdict === "gap") return this.#askLater(subscription);
    if (verdict === "duplicate") return;
    subscription.failures = 0;
    subscription.malformedAfter = undefined;
    const isLast = terminalTypes.includes(frame.type);
    if (isLast) this.#drop(subscription);
    subscription.onEvent?.(frame);
    if (isLast) subscription.onEnd?.();
  }

  #malformed(subscription, cause) {
    const position = subscription.cursor.value;
    if (subscription.malformedAfter !== position) {
      subscription.malformedAfter = position;
      return this.#askLater(subscription);
    }
    const kind = subscription.target.stream === undefined ? "channel" : "stream";
    this.#endOf(subscription, new ClientError(`${kind}.malformed`, `what came is not what its schema says: ${cause.message}`, { cause }));
    if (this.#state === "open") this.#call({ type: "unsubscribe", ...subscription.target }).catch(() => {});
  }

  #leave(subscription) {
    if (!subscription) return;
    this.#drop(subscription);
    subscription.first.reject(new ClientError("subscription.left", "the subscription was left before it was answered"));
  }

  #drop(subscription) {
    subscription.cancelWait();
    this.#subscriptions.delete(keyOf(subscription.target));
  }

  #endOf(subscription, error) {
    this.#drop(subscription);
    if (error) subscription.first.reject(error);
    subscription.onEnd?.(error);
  }
}

const keyOf = ({ stream, channel }) => (stream === undefined ? `channel:${channel}` : `stream:${stream}`);

function socketURL(base, path) {
  const url = new URL(base.replace(/\/+$/, "") + path, globalThis.location?.href);
  url.protocol = url.protocol.replace("http", "ws");
  return url.href;
}
