/* global hljs */
importScripts("../../vendor/highlight.js");

self.onmessage = ({ data: { id, code, language } }) => {
  let markup = null;
  try {
    if (hljs.getLanguage(language)) markup = hljs.highlight(language, code, true).value;
  } catch {
    // A grammar that fails on this text: it stays without colours.
  }
  self.postMessage({ id, markup });
};
self.postMessage({ ready: true });
