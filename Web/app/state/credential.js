import { ref } from "../../vendor/vue.js";

const place = "throughline.credential";

/**
 * What the page says to be let in: an API key or a token, kept for this tab only. `fetch` sends it with every request; where the server wants one and has none
 * that it believes, `required` turns true, requests wait for `signIn`, and are then made again.
 */
export class Credential {
  required = ref(false);
  /** Whether what was given was refused. */
  isRefused = ref(false);
  #storage;
  #fetch;
  #waiting = [];

  constructor(storage, fetch) {
    this.#storage = storage;
    this.#fetch = fetch;
  }

  /** As `window.fetch`. */
  fetch = async (url, options = {}) => {
    for (;;) {
      const used = this.#storage.getItem(place);
      const headers = used === null ? options.headers : { ...options.headers, authorization: `Bearer ${used}` };
      const response = await this.#fetch(url, { ...options, headers });
      if (response.status !== 401) return response;
      // Somebody else may have signed in while this one was on its way.
      if (this.#storage.getItem(place) === used) await this.#signedIn(used !== null, options.signal);
    }
  };

  signIn(text) {
    this.#storage.setItem(place, text.trim());
    this.isRefused.value = false;
    this.required.value = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  #signedIn(wasRefused, signal) {
    this.isRefused.value ||= wasRefused;
    this.required.value = true;
    return new Promise((resolve, reject) => {
      const give = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== give);
        reject(signal.reason);
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting.push(give);
    });
  }
}
