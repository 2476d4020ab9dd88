/**
 * Reads a `text/event-stream` (WHATWG HTML §9.2.6). Bytes go in, cut anywhere, even inside a character or between CR and LF;
 * whole events come out. A block that the end of the stream cuts off is never an event.
 */
export class EventStreamParser {
  #decoder = new TextDecoder("utf-8");
  #line = "";
  #skipLineFeed = false;
  #type = "";
  #data = [];
  #lastEventID = "";
  #events = [];

  /** The events that `bytes` complete: `{type, data, id}` with the last ID seen, or `{retry}` in milliseconds. */
  push(bytes) {
    const text = this.#decoder.decode(bytes, { stream: true });
    let start = 0;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text[at];
      if (unit !== "\n" && unit !== "\r") {
        this.#skipLineFeed = false;
        continue;
      }
      if (unit === "\r" || !this.#skipLineFeed) {
        this.#endLine(this.#line + text.slice(start, at));
        this.#line = "";
      }
      this.#skipLineFeed = unit === "\r";
      start = at + 1;
    }
    this.#line += text.slice(start);
    return this.#events.splice(0);
  }

  #endLine(line) {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#type = value;
    else if (field === "id" && !value.includes("\0")) this.#lastEventID = value;
    else if (field === "retry" && /^[0-9]+$/.test(value)) this.#events.push({ retry: Number(value) });
  }

  #dispatch() {
    if (this.#data.length > 0) {
      this.#events.push({ type: this.#type || "message", data: this.#data.join("\n"), id: this.#lastEventID });
    }
    this.#type = "";
    this.#data = [];
  }
}
