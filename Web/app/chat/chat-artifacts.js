import { parseEntityID } from "../../client/entity-id.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const typeOf = { code: "AC", output: "AO", html: "AH" };

/**
 * All artifacts of a chat in sequence order, those of the `live` answer as far as they are written. The content of one that is a part of its
 * message's text is cut out of it; that of the others is `null`, to be asked for.
 */
export function chatArtifacts(messages, live) {
  const artifacts = [];
  for (const message of messages.values()) {
    const isLive = live !== null && live.id === message.id && message.status === "streaming";
    if (isLive) artifacts.push(...liveArtifacts(message, live));
    else artifacts.push(...storedArtifacts(message));
  }
  return artifacts.sort((a, b) => a.sequence - b.sequence);
}

function liveArtifacts(message, live) {
  // Reading the revision makes whoever asks look again when something was added.
  void live.revision.value;
  const { artifacts, text } = live.state;
  const bytes = artifacts.length > 0 ? encoder.encode(text) : null;
  return artifacts.map((artifact) => ({
    ...artifact,
    type: typeOf[artifact.kind] ?? parseEntityID(artifact.id)?.type,
    message: message.id,
    name: null,
    media_type: null,
    sequence: parseEntityID(artifact.id)?.sequence ?? 0,
    status: artifact.bytes === null ? "streaming" : "complete",
    content: artifact.inline ? cut(bytes, artifact.start, artifact.end) : (artifact.content ?? null),
    live: artifact.bytes === null,
  }));
}

/** A message is replaced when it changes: what was cut out of it once stays the same. */
const cutOut = new WeakMap();

function storedArtifacts(message) {
  if (!cutOut.has(message)) cutOut.set(message, cutArtifacts(message));
  return cutOut.get(message);
}

function cutArtifacts(message) {
  const stored = (message.artifacts ?? []).filter((artifact) => artifact.status !== "void" && parseEntityID(artifact.id));
  const bytes = stored.some((artifact) => artifact.inline) ? encoder.encode(message.content) : null;
  return stored.map((artifact) => ({
    ...artifact,
    message: message.id,
    sequence: parseEntityID(artifact.id).sequence,
    content: artifact.inline ? cut(bytes, artifact.start, artifact.end) : null,
    live: false,
  }));
}

/** `start` and `end` count the bytes of UTF-8; an open end is the end of the text. */
const cut = (bytes, start, end) => decoder.decode(bytes.subarray(start, end ?? undefined));
