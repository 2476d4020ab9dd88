/** A `WebSocket` whose other end is the test. `sockets` collects those that were opened; `timers` those that are wound up. */
export function scriptedSockets() {
  const sockets = [];
  const timers = [];

  class ScriptedSocket {
    constructor(url, protocol) {
      Object.assign(this, { url, protocol, sent: [], closedWith: null });
      sockets.push(this);
    }
    send(text) {
      this.sent.push(JSON.parse(text));
    }
    close(code) {
      this.closedWith ??= code;
    }

    // The server's side.
    open() {
      this.onopen();
      return this;
    }
    say(frame) {
      this.onmessage({ data: typeof frame === "string" ? frame : JSON.stringify(frame) });
    }
    /** Answers the last frame of a type that was sent. */
    ok(type, fields = {}) {
      this.say({ type: "ok", ref: this.last(type).ref, ...fields });
    }
    refuse(type, code, detail = "no") {
      this.say({ type: "error", ref: this.last(type).ref, code, detail });
    }
    drop(code = 1006, reason = "") {
      this.onclose({ code, reason });
    }
    last(type) {
      return this.sent.findLast((frame) => frame.type === type);
    }
    /** The frames that were sent, without their `ref`. */
    get frames() {
      return this.sent.map(({ ref, ...frame }) => frame);
    }
  }

  const timer = (ms, action) => {
    const entry = { ms, action, live: true };
    timers.push(entry);
    return () => (entry.live = false);
  };
  /** The waits that are wound up, of one length if it is given. */
  const waiting = (ms) => timers.filter((entry) => entry.live && (ms === undefined || entry.ms === ms));
  const fire = (ms) => {
    const entry = waiting(ms).at(-1);
    entry.live = false;
    entry.action();
  };
  return { WebSocket: ScriptedSocket, sockets, timer, waiting, fire };
}
