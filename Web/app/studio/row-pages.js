/**
 * Which rows of a long sheet are here, in pages: those near the view are asked for, those long unseen are forgotten. Pure: it asks nobody itself.
 * Rows are numbered from 1; page 0 has the rows 1 to `size`.
 */
export class RowPages {
  #size;
  #most;
  #pages = new Map();
  #asked = new Set();

  constructor({ size = 200, most = 60 } = {}) {
    this.#size = size;
    this.#most = most;
  }

  /** The pages that these rows need and that nobody has asked for, each as `{page, first, last}`; they count as asked for from now on. */
  want(first, last) {
    const wanted = [];
    for (let page = this.#pageOf(Math.max(1, first)); page <= this.#pageOf(Math.max(1, last)); page += 1) {
      if (this.#pages.has(page)) this.#touch(page);
      else if (!this.#asked.has(page)) {
        this.#asked.add(page);
        wanted.push({ page, first: page * this.#size + 1, last: (page + 1) * this.#size });
      }
    }
    return wanted;
  }

  /** Takes in the rows of a page; what is not among them is empty. */
  put(page, rows) {
    this.#asked.delete(page);
    this.#pages.set(page, new Map(rows.map((row) => [row.row, row])));
    while (this.#pages.size > this.#most) this.#pages.delete(this.#pages.keys().next().value);
  }

  /** The page did not come and may be asked for again. */
  failed(page) {
    this.#asked.delete(page);
  }

  /** A row's `{row, hidden, cells}`; `null` for an empty one, `undefined` for one that is not here. */
  row(number) {
    const page = this.#pages.get(this.#pageOf(number));
    return page && (page.get(number) ?? null);
  }

  #pageOf = (row) => Math.floor((row - 1) / this.#size);

  #touch(page) {
    const rows = this.#pages.get(page);
    this.#pages.delete(page);
    this.#pages.set(page, rows);
  }
}
