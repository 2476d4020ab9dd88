/**
 * What the client refuses, under the same codes as the server (`code`, as in its problem documents).
 * `status` is the HTTP status when the server refused; `problem` its problem document, if it sent one. `passing` says that waiting may
 * mend it, and `retryAfterMs` how long the server asked to wait at least (0 when it did not).
 */
export class ClientError extends Error {
  constructor(code, message, { status, problem, cause, passing = false, retryAfterMs = 0 } = {}) {
    super(message, { cause });
    this.name = "ClientError";
    this.code = code;
    this.status = status;
    this.problem = problem;
    this.passing = passing;
    this.retryAfterMs = retryAfterMs;
  }
}
