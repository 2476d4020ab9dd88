import { ClientError } from "./client-error.js";

const passingStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * What an answer that refuses says, as a `ClientError`: the code and the words of its problem document (RFC 9457, or OpenAI's form), each
 * wrong field with its pointer, and how long `Retry-After` (RFC 9110 §10.2.3) asks to wait. Reads the body; never rejects.
 */
export async function responseError(response) {
  const { status } = response;
  const problem = await response.json().catch(() => null);
  const said = problem?.error ?? problem;
  const code = typeof said?.code === "string" ? said.code : `http.${status}`;
  return new ClientError(code, messageOf(said, status), {
    status,
    problem,
    passing: passingStatuses.has(status),
    retryAfterMs: retryAfterMs(response.headers),
  });
}

function messageOf(problem, status) {
  const detail = problem?.detail ?? problem?.message ?? `the server answered ${status}`;
  const errors = Array.isArray(problem?.errors) ? problem.errors : [];
  return [detail, ...errors.map(({ pointer, detail: what }) => `${pointer || "the body"}: ${what}`)].join("; ");
}

/** A date is taken relative to the answer's own, so that the two clocks need not agree. */
function retryAfterMs(headers) {
  const text = headers.get("retry-after") ?? "";
  if (/^[0-9]+$/.test(text)) return 1_000 * Number(text);
  const ms = Date.parse(text) - Date.parse(headers.get("date"));
  return ms > 0 ? ms : 0;
}
