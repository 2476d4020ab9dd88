const mostNotes = 500;

/** A block's target (`null` where there is one only) and its part: `dw.customer.joins` is `{target: "dw.customer", part: "joins"}`. Pure. */
export function partsOfBlock(name) {
  const at = name.lastIndexOf(".");
  return at < 0 ? { target: null, part: name } : { target: name.slice(0, at), part: name.slice(at + 1) };
}

const emptyHashmap = (id, name, file) => ({
  generation_id: id,
  semantic_layer_name: name,
  status: "pending",
  blocks: {},
  metadata: { mapping_file: file, total_blocks: 0, completed_blocks: 0, progress_percentage: 0, estimated_completion: null },
});

/**
 * What the events of a generation add up to: `hashmap` is what the server answers for it, `notes` is what it said on the way (`{at, kind, text, …}`,
 * `kind` is `"progress"`, `"failure"`, `"complete"` or `"prompt"`), the last 500; what a prompt changed nothing of is complete with `isUnchanged`. Pure: the time comes with each event.
 */
export class GenerationState {
  hashmap;
  notes;
  #asked = null;

  constructor({ id, name = id, file = "", hashmap = null, notes = [] }) {
    this.hashmap = hashmap ?? emptyHashmap(id, name, file);
    this.notes = notes;
  }

  /** Takes in an event and says what it changed: `"everything"`, `"block"`, `"note"`, `"end"` or `"nothing"`. */
  apply(event, at = null) {
    switch (event.type) {
      case "hashmap_sync":
        this.#sync(event);
        return "everything";
      case "block_update":
        this.#putBlock(event.block_name, event.block_data);
        return "block";
      case "progress":
        this.#progress(event);
        return this.#note({ at, kind: "progress", stage: event.stage, text: event.message });
      case "generation_complete":
        this.hashmap = { ...this.hashmap, status: "completed", metadata: { ...this.hashmap.metadata, progress_percentage: 100, estimated_completion: null } };
        this.#note({ at, kind: "complete", text: event.filename ?? "", ...(this.#asked !== null && this.#asked === this.texts() && { isUnchanged: true }) });
        this.#asked = null;
        return "end";
      case "generation_error":
        return this.#failed(event, at);
      default:
        return "nothing";
    }
  }

  /** Adds what somebody said to the notes: `{at, kind: "prompt", text}`. `before` is what `texts()` gave before it was asked. */
  say(note, before = null) {
    this.#asked = before;
    this.#note(note);
  }

  /** Puts the server's word in the place of what was known; what was said on the way stays. */
  replace(hashmap) {
    this.hashmap = structuredClone(hashmap);
  }

  /** The blocks in their order, as `[{name, target, part, status, sql, order, …}]`; of one target where it is named. */
  blocks(target) {
    const all = Object.entries(this.hashmap.blocks).map(([name, block]) => ({ name, ...partsOfBlock(name), ...block }));
    return all.filter((block) => target === undefined || block.target === target).sort((one, other) => one.order - other.order);
  }

  /** The targets in the order of their first blocks. */
  get targets() {
    return [...new Set(this.blocks().map(({ target }) => target))];
  }

  /** The file of a target as far as it is there: its completed blocks, in order. The same bytes as the file that the server writes, once all are. */
  file(target = this.targets[0]) {
    const texts = this.blocks(target).filter(({ status, sql }) => status === "completed" && sql !== "").map(({ sql }) => sql);
    return texts.length === 0 ? "" : `${texts.join("\n")}\n`;
  }

  /** All that is written, to tell whether a prompt changes any of it; `null` while it is not complete. */
  texts() {
    if (this.hashmap.status !== "completed") return null;
    return JSON.stringify(this.blocks().map(({ name, sql }) => [name, sql]));
  }

  /** A run that has only begun knows of no blocks yet: what is shown stays until it has told them, and the next hashmap replaces it. */
  #sync({ complete_hashmap: told, reason }) {
    const isOnlyBegun = reason === "initial_load" && Object.keys(told.blocks).length === 0 && ["pending", "in_progress"].includes(told.status);
    const { blocks, metadata } = this.hashmap;
    if (isOnlyBegun && Object.keys(blocks).length > 0) this.replace({ ...this.hashmap, status: told.status, blocks, metadata: { ...metadata, progress_percentage: 0 } });
    else this.replace(told);
  }

  #putBlock(name, data) {
    const { status, metadata } = this.hashmap;
    const blocks = { ...this.hashmap.blocks, [name]: { ...this.hashmap.blocks[name], ...data } };
    const all = Object.values(blocks);
    const completed = all.filter((block) => block.status === "completed").length;
    const total = Math.max(metadata.total_blocks ?? 0, all.length);
    const share = Math.floor((100 * completed) / total);
    this.hashmap = {
      ...this.hashmap,
      status: status === "pending" ? "in_progress" : status,
      blocks,
      metadata: { ...metadata, total_blocks: total, completed_blocks: completed, progress_percentage: Math.max(share, metadata.progress_percentage ?? 0) },
    };
  }

  #progress({ progress_percentage }) {
    const { status, metadata } = this.hashmap;
    const share = Math.max(metadata.progress_percentage ?? 0, progress_percentage ?? 0);
    this.hashmap = { ...this.hashmap, status: status === "pending" ? "in_progress" : status, metadata: { ...metadata, progress_percentage: share } };
  }

  #failed({ code, message, block_name, suggestion }, at) {
    const block = block_name && this.hashmap.blocks[block_name];
    // One that is complete all the same was to be changed, and stays as it was.
    if (block && block.status !== "completed") this.#putBlock(block_name, { status: "error" });
    if (!block_name) this.hashmap = { ...this.hashmap, status: "error" };
    this.#note({ at, kind: "failure", code, block: block_name ?? null, text: message, suggestion });
    return block_name ? "block" : "end";
  }

  /** A progress that is told again after a cut is said once. */
  #note(note) {
    const last = this.notes.at(-1);
    if (last && last.kind === note.kind && last.text === note.text && last.stage === note.stage) return "nothing";
    this.notes = [...this.notes, note].slice(-mostNotes);
    return "note";
  }
}
