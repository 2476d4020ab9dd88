self.onmessage = ({ data: { id, code } }) => {
  while (code === "hang");
  self.postMessage({ id, markup: code.toUpperCase() });
};
self.postMessage({ ready: true });
