/**
 * What the client refuses, under the same codes as the server (`code`, as in its problem documents).
 * `status` is the HTTP status when the server refused; `problem` its problem document, if it sent one.
 */
export class ClientError extends Error {
  constructor(code, message, { status, problem, cause } = {}) {
    super(message, { cause });
    this.name = "ClientError";
    this.code = code;
    this.status = status;
    this.problem = problem;
  }
}
