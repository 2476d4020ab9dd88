const elements = new Set(
  ("a abbr b bdi bdo blockquote br button caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s " +
    "samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr").split(" "),
);
const attributes = new Set(
  ("align alt checked class colspan decoding dir disabled hidden href loading open rel reversed rowspan src start tabindex target title type").split(" "),
);
const ours = /^(?:markdown(?:-block|-unit|-tail)?|table-scroll|task(?:-list)?|code-[a-z]+|is-open|math-block|plain-block)$/;

/** What we say to those who listen to the page. */
const spoken = /^(?:div role=group|div aria-label=Table|input aria-label=(?:Done|To do))$/;

/** What stands under `root` that nothing an answer says may bring there. Knows nothing of the sanitizer. */
export function forbidden(root) {
  const problems = [];
  for (const element of root.querySelectorAll("*")) {
    const name = element.localName;
    if (element.namespaceURI !== "http://www.w3.org/1999/xhtml" || !elements.has(name)) problems.push(`<${name}>`);
    const isCode = element.closest(".code-block") !== null;
    if (["figure", "figcaption", "button"].includes(name) && !isCode) problems.push(`<${name}> outside of code`);
    for (const { name: attribute, value } of element.attributes) {
      if (spoken.test(`${name} ${attribute}=${value}`)) continue;
      if (isCode && /^(?:data-index|aria-label|aria-live)$/.test(attribute)) continue;
      if (!attributes.has(attribute)) problems.push(`${name}[${attribute}=${value}]`);
      if (attribute === "class" && !value.split(/\s+/).filter(Boolean).every((word) => ours.test(word))) problems.push(`${name}.${value}`);
    }
    if (name === "a" && !isSafeLink(element)) problems.push(`link to ${element.getAttribute("href")}`);
    if (name === "img" && !isOwn(element)) problems.push(`picture from ${element.getAttribute("src")}`);
    if (name === "input" && !(element.type === "checkbox" && element.disabled)) problems.push("an input");
  }
  if (document.forms.length + document.scripts.length + frames.length !== 1) problems.push("a form, a script or a frame");
  return problems;
}

const isSafeLink = (anchor) => ["http:", "https:", "mailto:"].includes(anchor.protocol) && anchor.target === "_blank" && anchor.relList.contains("noopener");
const isOwn = (image) => /^data:image\/(?!svg)/.test(image.src) || image.src.startsWith(`${location.origin}/`);
