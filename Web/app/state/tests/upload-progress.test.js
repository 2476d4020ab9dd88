import assert from "node:assert/strict";
import { test } from "node:test";
import { sendWithProgress } from "../upload-progress.js";

/** A window whose requests are in the test's hands. */
function scriptedWindow() {
  const requests = [];
  class XMLHttpRequest {
    upload = {};
    headers = {};
    open = (method, url) => Object.assign(this, { method, url });
    setRequestHeader = (name, value) => (this.headers[name] = value);
    getAllResponseHeaders = () => "content-type: application/json\r\nx-odd: a:b\r\n";
    send = (body) => requests.push(Object.assign(this, { body }));
    abort = () => this.onabort();
  }
  return { window: { XMLHttpRequest, Headers, Response, fetch: (...request) => Promise.resolve(request) }, requests };
}

test("who does not ask how far it is gets a plain request", async () => {
  const { window } = scriptedWindow();
  assert.deepEqual(await sendWithProgress(window, "/x", { method: "GET" }), ["/x", { method: "GET" }]);
});

test("how much has left is told, and the answer is an answer", async () => {
  const { window, requests } = scriptedWindow();
  const shares = [];
  const answer = sendWithProgress(window, "/x", { method: "POST", headers: { accept: "*/*" }, body: "1234", onUpload: (share) => shares.push(share) });
  const [request] = requests;
  request.upload.onprogress({ loaded: 1, total: 4, lengthComputable: true });
  request.upload.onprogress({ loaded: 1, total: 0, lengthComputable: false });
  request.upload.onload();
  Object.assign(request, { status: 422, response: new Blob(['{"code":"x"}']) });
  request.onload();
  const response = await answer;
  assert.deepEqual([request.method, request.headers, request.body], ["POST", { accept: "*/*" }, "1234"]);
  assert.deepEqual(shares, [0.25, 1]);
  assert.equal(response.status, 422);
  assert.equal(response.headers.get("x-odd"), "a:b");
  assert.deepEqual(await response.json(), { code: "x" });
});

test("an answer without a body, no answer, and an abort", async () => {
  const { window, requests } = scriptedWindow();
  const send = (signal) => sendWithProgress(window, "/x", { onUpload: () => {}, signal });
  const empty = send();
  Object.assign(requests[0], { status: 204, response: new Blob() }).onload();
  assert.equal((await empty).status, 204);
  const none = send();
  requests[1].onerror();
  await assert.rejects(none, TypeError);
  const abort = new AbortController();
  const stopped = send(abort.signal);
  abort.abort(new Error("enough"));
  await assert.rejects(stopped, { message: "enough" });
});
