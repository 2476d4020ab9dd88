import { spanText } from "./time-text.js";
import { spanEnd, spanLength } from "./trace-spans.js";

/**
 * What took how long, as `[{name, microseconds, isOpen, component}]`: only what the records say. What is open goes on until `end`, in
 * microseconds after the first record.
 */
export function stagesOf(records, spans, end = records.at(-1)?.offset ?? 0) {
  const stages = [];
  const add = (name, component, microseconds, isOpen = false) => stages.push({ name, component, microseconds, isOpen });
  const own = (component) => spans.filter((span) => span.component === component);
  const accepted = own("gateway")[0];
  if (accepted?.to) add("accepted", "gateway", spanLength(accepted, end));
  for (const span of own("bus")) add(span.from.phase === "queued" ? "waited for its turn" : "waited for a worker", "bus", spanLength(span, end), span.to === null);
  const calls = own("provider");
  for (const [index, span] of calls.entries()) {
    const isOpen = span.to === null && span.until === null;
    const which = calls.length > 1 ? `, call ${index + 1}` : "";
    const lost = span.until === null ? "" : ", then taken over";
    const tokenAt = span.first?.offset ?? spanEnd(span, end);
    add(span.first ? `first token${which}` : `no token${which}${lost}`, "provider", tokenAt - span.from.offset, span.first === null && isOpen);
    if (span.first) add(`streamed${which}${lost}`, "provider", spanEnd(span, end) - tokenAt, isOpen);
  }
  const received = calls.at(-1)?.to;
  const stored = records.findLast((record) => record.component === "store" && record.outcome !== null);
  if (received && stored && stored.offset >= received.offset) add("stored", "store", stored.offset - received.offset);
  return stages;
}

/** Where the message is, in one sentence: `{text, isEnded}`; `null` without records. */
export function whereabouts(records, spans) {
  const last = records.at(-1);
  if (!last) return null;
  const stored = records.findLast((record) => record.component === "store" && record.outcome !== null);
  const takeovers = spans.filter(({ component, until }) => component === "worker" && until !== null).length;
  const lost = takeovers > 0 ? `; ${takeovers === 1 ? "another worker took it over" : `it was taken over ${takeovers} times`}` : "";
  if (stored) return { text: `Stored as ${stored.outcome}, ${spanText(stored.offset)} after it came in${lost}`, isEnded: true };
  const open = (component) => spans.findLast((span) => span.component === component && span.to === null && span.until === null);
  const call = open("provider");
  if (call?.first) return { text: "The provider is answering", isEnded: false };
  if (call) return { text: "At the provider; no token has come yet", isEnded: false };
  const waiting = open("bus");
  if (waiting) return { text: waiting.from.phase === "queued" ? "Waits for the answer before it" : "On the bus; no worker has taken it yet", isEnded: false };
  if (open("worker")) return { text: "A worker has it", isEnded: false };
  if (open("gateway")) return { text: "In the gateway; it was not accepted yet", isEnded: false };
  return { text: `Last seen leaving the ${last.component}, ${spanText(last.offset)} after it came in`, isEnded: false };
}
