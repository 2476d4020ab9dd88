/** The pure half of the outbox: what an entry is, what of it is kept, what of it is sent. */

/**
 * An entry for `message` as an outbox keeps it. An attachment is a `Blob` or `File`, `{blob, name}`, or what the wire takes
 * (`{upload}`, `{artifact}`, `{name, media_type, content_base64}`).
 */
export function newEntry(message, { id, order, addedAt }) {
  const { chat, content, model = null, attachments = [], edits = null, follows = null } = message;
  return {
    key: id,
    frontend_id: id,
    chat,
    content,
    model,
    attachments: attachments.map(attachmentOf),
    edits,
    follows,
    order,
    added_at: addedAt,
    round: 1,
    state: "waiting",
    error: null,
    retry_at: null,
  };
}

function attachmentOf(given) {
  const blob = given.blob ?? (typeof given.arrayBuffer === "function" ? given : null);
  return blob ? { blob, name: given.name ?? "file", upload: null } : given;
}

/** The entry as it goes into storage: whether it is being sent just now is nothing that outlives the page. */
export function keptForm(entry) {
  const refused = entry.state === "refused";
  return { ...entry, state: refused ? "refused" : "waiting", error: refused ? entry.error : null, retry_at: null };
}

/** The body to send, once every Blob of it is uploaded. */
export function messageOf({ content, frontend_id, model, attachments, edits, follows }) {
  const named = attachments.map((attachment) => (attachment.blob ? { upload: attachment.upload } : attachment));
  return { content, frontend_id, model, attachments: named.length > 0 ? named : null, edits, follows };
}

/** The same for every attempt until the user asks anew: what was refused under a key may not be asked again under it. */
export const idempotencyKey = ({ frontend_id, round }) => `${frontend_id}.${round}`;

/** The entry asked anew: under a new key, its files to be uploaded again. The `frontend_id` stays, so it is one message whatever happens. */
export const askedAnew = (entry) => ({
  ...entry,
  round: entry.round + 1,
  attachments: entry.attachments.map((attachment) => (attachment.blob ? { ...attachment, upload: null } : attachment)),
  state: "waiting",
  error: null,
  retry_at: null,
});

/** Whether a refusal says that a file remembered as uploaded is no longer there: an upload that no message used is dropped after a while. */
export function lostUpload(entry, error) {
  const pointers = error.problem?.errors ?? [];
  return pointers.some(({ pointer }) => {
    const index = /^\/attachments\/([0-9]+)\/upload$/.exec(pointer)?.[1];
    return Boolean(index && entry.attachments[index]?.blob);
  });
}

/** Oldest first; the key decides between two that other tabs added in the same millisecond. */
export const byOrder = (a, b) => a.order - b.order || (a.key < b.key ? -1 : 1);

/** An error as data that a storage keeps. */
export const errorData = ({ code = "internal", message, status = null, passing = false }) => ({ code, message, status, passing });
