/**
 * Makes the children of `current` like those of `wanted` and leaves every node in place that can stay: selections, scroll positions and loaded pictures
 * live on. `adopt(current, wanted)` may take over a pair of elements; then it answers true.
 */
export function morphChildren(current, wanted, adopt) {
  let old = current.firstChild;
  for (let next = wanted.firstChild; next; ) {
    const following = next.nextSibling;
    if (old && old.nodeType === next.nodeType && old.nodeName === next.nodeName) {
      const stays = old;
      old = old.nextSibling;
      morphNode(stays, next, adopt);
    } else if (old) {
      const gone = old;
      old = old.nextSibling;
      gone.replaceWith(next);
    } else {
      current.append(next);
    }
    next = following;
  }
  while (old) {
    const gone = old;
    old = old.nextSibling;
    gone.remove();
  }
}

/** Makes `current` like `wanted`, a node of the same name. */
export function morphNode(current, wanted, adopt) {
  if (current.nodeType !== Node.ELEMENT_NODE) return setText(current, wanted.data);
  if (adopt(current, wanted)) return undefined;
  for (const { name } of [...current.attributes]) {
    // Somebody may have unfolded it.
    if (!wanted.hasAttribute(name) && !(name === "open" && current.localName === "details")) current.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) if (current.getAttribute(name) !== value) current.setAttribute(name, value);
  return morphChildren(current, wanted, adopt);
}

/** Changes as little of a text node as possible: a selection that ends in it stays. */
export function setText(node, text) {
  if (node.data === text) return;
  if (text.startsWith(node.data)) node.appendData(text.slice(node.data.length));
  else node.data = text;
}
