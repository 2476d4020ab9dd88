/**
 * As `window.fetch`, for requests whose `onUpload(share)` wants to know how much of the body has left: `fetch` cannot tell, the older interface can.
 */
export function sendWithProgress(window, url, { onUpload, ...options } = {}) {
  if (!onUpload) return window.fetch(url, options);
  return new Promise((resolve, reject) => {
    const request = new window.XMLHttpRequest();
    const stop = () => request.abort();
    const leave = (action, value) => {
      options.signal?.removeEventListener("abort", stop);
      action(value);
    };
    request.open(options.method ?? "GET", url);
    request.responseType = "blob";
    for (const [name, value] of Object.entries(options.headers ?? {})) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => lengthComputable && onUpload(loaded / total);
    request.upload.onload = () => onUpload(1);
    request.onload = () => leave(resolve, responseOf(window, request));
    request.onerror = () => leave(reject, new TypeError("the request did not reach the server"));
    request.onabort = () => leave(reject, options.signal?.reason ?? new DOMException("aborted", "AbortError"));
    options.signal?.addEventListener("abort", stop, { once: true });
    request.send(options.body ?? null);
  });
}

function responseOf(window, request) {
  const headers = new window.Headers();
  for (const line of request.getAllResponseHeaders().trim().split(/[\r\n]+/)) {
    const at = line.indexOf(":");
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  const hasNoBody = [204, 205, 304].includes(request.status);
  return new window.Response(hasNoBody ? null : request.response, { status: request.status, statusText: request.statusText, headers });
}
