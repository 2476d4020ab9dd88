const segment = encodeURIComponent;
const uploadMs = 600_000;

const queryOf = (parameters) => {
  const pairs = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
};

/**
 * The calls of the mapping studio: workbooks, and the SQL or PySpark that is made of them. Stands on a `ThroughlineClient`, with its answers,
 * refusals (a workbook's `problem.diagnostics` say what to do) and `{signal}`.
 */
export class StudioClient {
  #client;

  constructor(client) {
    this.#client = client;
  }

  /** `{workbook, name, bytes, sha256, layout}` of a file; the same bytes again answer the same one. `onUpload(share)` hears how much has left. */
  uploadWorkbook(blob, name, options) {
    const type = blob.type || "application/octet-stream";
    return this.#client.request("POST", `/api/workbooks${queryOf({ name })}`, { ...options, body: blob, type, answerMs: uploadMs });
  }

  /** `{items: [workbook], next_cursor}`, newest first. */
  workbooks({ cursor, limit } = {}, options) {
    return this.#get(`/api/workbooks${queryOf({ cursor, limit })}`, options);
  }

  workbook(id, options) {
    return this.#get(`/api/workbooks/${segment(id)}`, options);
  }

  /** Answers `null` when the workbook is gone. */
  deleteWorkbook(id, options) {
    return this.#client.request("DELETE", `/api/workbooks/${segment(id)}`, options);
  }

  /** `{sheet, rows: [{row, hidden, cells}], merged, columns, last_row}` of the rows `first` to `last`, 500 at most. */
  cells(id, { sheet, first, last }, options) {
    return this.#get(`/api/workbooks/${segment(id)}/cells${queryOf({ sheet, first, last })}`, options);
  }

  /** What was understood of a workbook: `{sheets: [{name, kind, header_rows, confidence, blocks}], corrections}`; `corrections` are those remembered, or `null`. */
  layout(id, options) {
    return this.#get(`/api/workbooks/${segment(id)}/layout`, options);
  }

  /** Corrects what was understood; answers the layout after it. Remembered for workbooks of the same shape. */
  correctLayout(id, corrections, options) {
    return this.#send("PUT", `/api/workbooks/${segment(id)}/layout`, corrections, { ...options, answerMs: uploadMs });
  }

  /** `{targets, diagnostics}` of some or all target tables. */
  plan(id, { tables } = {}, options) {
    return this.#get(`/api/workbooks/${segment(id)}/plan${queryOf({ tables: tables?.join(",") })}`, options);
  }

  /**
   * Begins a generation under an ID that the caller made (`newGenerationID`): its hashmap with `stream` and `workbook`. `workbook` is a known
   * one's ID, or a file. The same ID with the same content answers the same and makes nothing twice.
   */
  createGeneration({ id, workbook, name, dialect, form, tables, model }, options) {
    const body = new FormData();
    body.append("generation_id", id);
    if (typeof workbook === "string") body.append("workbook", workbook);
    else body.append("workbook", workbook, workbook.name ?? "workbook.xlsx");
    if (name) body.append("name", name);
    body.append("dialect", dialect);
    body.append("as", form);
    if (tables?.length > 0) body.append("tables", tables.join(","));
    if (model) body.append("model", model);
    return this.#client.request("POST", "/api/generations", { ...options, body, answerMs: uploadMs });
  }

  /** `{items: [generation], next_cursor}`, newest first. */
  generations({ cursor, limit } = {}, options) {
    return this.#get(`/api/generations${queryOf({ cursor, limit })}`, options);
  }

  /** The hashmap. */
  generation(id, options) {
    return this.#get(`/api/generations/${segment(id)}`, options);
  }

  /** For `readGeneration`. */
  generationEventsURL(id) {
    return this.#client.url(`/api/generations/${segment(id)}/events?wire=blocks`);
  }

  /** Has what the prompt's references name made anew. */
  refine(id, { prompt, frontend_id, model }, options) {
    return this.#send("POST", `/api/generations/${segment(id)}/refine`, model ? { prompt, frontend_id, model } : { prompt, frontend_id }, options);
  }

  /** Goes on at the first block that is not done. */
  resume(id, options) {
    return this.#client.request("POST", `/api/generations/${segment(id)}/resume`, options);
  }

  cancelGeneration(id, options) {
    return this.#client.request("POST", `/api/generations/${segment(id)}/cancel`, options);
  }

  /** `{items: [version]}`. */
  versions(id, options) {
    return this.#get(`/api/generations/${segment(id)}/versions`, options);
  }

  version(id, number, options) {
    return this.#get(`/api/generations/${segment(id)}/versions/${number}`, options);
  }

  versionDifference(id, { from, to }, options) {
    return this.#get(`/api/generations/${segment(id)}/diff${queryOf({ from, to })}`, options);
  }

  /** Keeps a person's text in a block through later runs, until it is released. */
  keepBlock(id, name, sql, options) {
    return this.#send("PUT", `/api/generations/${segment(id)}/blocks/${segment(name)}`, { sql }, options);
  }

  /** Gives a block that a person changed back to the generator. */
  releaseBlock(id, name, options) {
    return this.#client.request("DELETE", `/api/generations/${segment(id)}/blocks/${segment(name)}`, options);
  }

  /** `{items: [{name, bytes, sha256}]}`. */
  files(id, options) {
    return this.#get(`/api/generations/${segment(id)}/files`, options);
  }

  /** A file's text. */
  file(id, name, options) {
    return this.#get(`/api/generations/${segment(id)}/files/${segment(name)}`, { ...options, accept: "*/*", read: (response) => response.text() });
  }

  /** Which places of the blocks come from which cells: `{blocks: {name: {spans}}}`. */
  sourceMap(id, options) {
    return this.#get(`/api/generations/${segment(id)}/map`, options);
  }

  /** The result on sample data: the report, with rows. */
  samples(id, options) {
    return this.#get(`/api/generations/${segment(id)}/samples`, { ...options, answerMs: uploadMs });
  }

  /** `{items: [{text, detail}]}`: how a reference that begins so can go on. */
  complete(id, prefix, options) {
    return this.#get(`/api/generations/${segment(id)}/complete${queryOf({ prefix })}`, options);
  }

  #get(path, options) {
    return this.#client.request("GET", path, options);
  }

  #send(method, path, body, options) {
    return this.#client.request(method, path, { ...options, body: JSON.stringify(body), type: "application/json" });
  }
}
