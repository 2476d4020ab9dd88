import { ChatLineage } from "./chat-lineage.js";
import { ClientError } from "./client-error.js";
import { isChatID, parseEntityID } from "./entity-id.js";

/**
 * Makes the IDs of a front end that owns identity, and knows who came from whom. Chats are kept apart: the active one
 * gives out IDs, a question about an ID is answered from the chat that the ID names.
 *
 * Send an ID as `frontend_id`. Call `observe` with each ID that the server answers or streams; after
 * `409 id.conflict` call `resume(next_sequence)` and make the ID anew.
 */
export class SessionManager {
  #chats = new Map();
  #active = null;

  /** The active chat's ID, or `null`. */
  get activeChat() {
    return this.#active?.chat ?? null;
  }

  /** Later IDs are made in this chat. Throws `id.invalid` unless `chat` is a UUID in lower case. */
  setActiveChat(chat) {
    this.#active = this.#lineage(chat);
  }

  /** A question of the user: a root. */
  nextUserMessageId() {
    return this.#activeLineage().allocate("UM");
  }

  /** The answer to a user message. */
  nextAssistantMessageId(userMessage) {
    return this.#activeLineage().allocate("AM", userMessage);
  }

  /** Code in an answer. */
  nextCodeArtifactId(assistantMessage) {
    return this.#activeLineage().allocate("AC", assistantMessage);
  }

  /** What code put out. */
  nextOutputArtifactId(codeArtifact) {
    return this.#activeLineage().allocate("AO", codeArtifact);
  }

  /** HTML or rich content in an answer. */
  nextHtmlArtifactId(assistantMessage) {
    return this.#activeLineage().allocate("AH", assistantMessage);
  }

  /** A file that the user attached to a message. */
  nextAttachmentId(userMessage) {
    return this.#activeLineage().allocate("UA", userMessage);
  }

  /** Takes in an ID that the server made or confirmed, in whichever chat it belongs to; the counter never falls behind it. */
  observe(id, parent = null) {
    const parts = parseEntityID(id);
    if (!parts) throw new ClientError("id.invalid", `${id} is no ID of the form {chat}_{sequence}_{type}`);
    this.#lineage(parts.chat).observe(id, parent);
  }

  /** Goes on at the `next_sequence` of a `409 id.conflict`; IDs that the server has not confirmed are forgotten. */
  resume(nextSequence, chat = this.activeChat) {
    this.#lineage(chat).resume(nextSequence);
  }

  /** The parent's ID; `null` for a root, `undefined` for an unknown ID. */
  getParent(id) {
    return this.#known(id)?.parent(id);
  }

  /** The children's IDs, in sequence order. */
  getChildren(id) {
    return this.#known(id)?.children(id) ?? [];
  }

  /** `{id, type, children}` with all descendants, `null` for an unknown ID; without an ID `{roots}` of the active chat. */
  getTree(id) {
    return id === undefined ? this.#activeLineage().roots() : (this.#known(id)?.tree(id) ?? null);
  }

  /** `{counts: {UM, AM, AC, AO, AH, UA}, last_sequence}` of a chat. */
  getStats(chat = this.activeChat) {
    return this.#lineage(chat).stats();
  }

  /** A chat as plain data: `{version, chat, next_sequence, entities: [{id, type, parent}]}`. */
  exportSession(chat = this.activeChat) {
    return this.#lineage(chat).export();
  }

  /**
   * Replaces a chat by an export (an object or its JSON text; the server's `/export` too) and returns the chat's ID.
   * What is read is verified first: on `session.invalid` nothing has changed.
   */
  importSession(session) {
    let data = session;
    if (typeof session === "string") {
      try {
        data = JSON.parse(session);
      } catch (cause) {
        throw new ClientError("session.invalid", "this is no export of a chat: it is not JSON", { cause });
      }
    }
    const chat = data?.chat?.id ?? data?.chat;
    if (!isChatID(chat)) throw new ClientError("session.invalid", "this is no export of a chat: chat is no UUID in lower case");
    const lineage = ChatLineage.import(data);
    this.#chats.set(chat, lineage);
    if (this.activeChat === chat) this.#active = lineage;
    return chat;
  }

  #lineage(chat) {
    if (!isChatID(chat)) throw new ClientError("id.invalid", `a chat's ID is a UUID in lower case, not ${chat}`);
    let lineage = this.#chats.get(chat);
    if (!lineage) {
      lineage = new ChatLineage(chat);
      this.#chats.set(chat, lineage);
    }
    return lineage;
  }

  #activeLineage() {
    if (!this.#active) throw new ClientError("session.no_active_chat", "call setActiveChat(chat) first");
    return this.#active;
  }

  #known(id) {
    return this.#chats.get(parseEntityID(id)?.chat);
  }
}

/** The manager that a page shares. */
export const sessionManager = new SessionManager();
export default sessionManager;
