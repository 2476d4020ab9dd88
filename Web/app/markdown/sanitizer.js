import createPurifier from "../../vendor/purify.js";
import { allowedAttributes, allowedTags, isAllowedAttribute } from "./allowed-markup.js";
import { plainMarkup } from "./plain-markup.js";

const configuration = Object.freeze({
  ALLOWED_TAGS: allowedTags,
  ALLOWED_ATTR: allowedAttributes,
  // The pattern of addresses is for addresses; what the others may be is in the list.
  ADD_URI_SAFE_ATTR: allowedAttributes.filter((name) => name !== "href" && name !== "src"),
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|data:image\/|\/)/i,
  ALLOWED_NAMESPACES: ["http://www.w3.org/1999/xhtml"],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  ALLOW_SELF_CLOSE_IN_ATTR: false,
  SAFE_FOR_XML: true,
  SANITIZE_DOM: true,
  RETURN_DOM_FRAGMENT: true,
});

const imageData = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp|x-icon)[;,]/i;

/** The address, if a link may lead there: `http:`, `https:` or `mailto:`, else `null`. */
function linkTarget(address) {
  const url = /^(?:https?:\/\/|mailto:)/i.test(address.trim()) ? parse(address) : null;
  return url && ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
}

/** Whether a picture can be shown without asking a stranger for it. */
function isOwnImage(address) {
  if (address === "" || imageData.test(address)) return address !== "";
  const url = parse(address, document.baseURI);
  return url !== null && url.origin === location.origin && /^https?:$/.test(url.protocol);
}

function parse(address, base) {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}

/** A picture from elsewhere is a link with the picture's description. */
function replaceImage(image) {
  const target = linkTarget(image.getAttribute("src") ?? "");
  const stand = image.ownerDocument.createElement(target ? "a" : "span");
  stand.textContent = image.getAttribute("alt") || target || "";
  if (target) setLink(stand, target);
  image.replaceWith(stand);
}

function setLink(anchor, target) {
  anchor.setAttribute("href", target);
  anchor.setAttribute("target", "_blank");
  anchor.setAttribute("rel", "noopener noreferrer nofollow");
}

const purifier = createPurifier(window);
// Read once; given with each call it would cost as much as the sanitizing.
purifier.setConfig(configuration);

purifier.addHook("uponSanitizeAttribute", (element, event) => {
  if (!isAllowedAttribute(element.localName, event.attrName, event.attrValue)) event.keepAttr = false;
});

// Here the elements still lie in a document that loads nothing.
purifier.addHook("afterSanitizeAttributes", (element) => {
  if (element.localName === "a") {
    const target = linkTarget(element.getAttribute("href") ?? "");
    if (target) setLink(element, target);
    else element.removeAttribute("href");
  } else if (element.localName === "img") {
    if (isOwnImage(element.getAttribute("src") ?? "")) {
      element.setAttribute("loading", "lazy");
      element.setAttribute("decoding", "async");
    } else replaceImage(element);
  } else if (element.localName === "input") {
    if (element.getAttribute("type")?.toLowerCase() === "checkbox") element.setAttribute("disabled", "");
    else element.remove();
  }
});

/**
 * A fragment of what in `html` is text and its form: the elements and attributes of `allowed-markup.js` and nothing else. Links lead to `http:`, `https:` or
 * `mailto:` in a window of their own, pictures are data or our own, boxes can be ticked by nobody.
 */
export function sanitize(html) {
  const fragment = purifier.sanitize(plainMarkup(html));
  for (const anchor of fragment.querySelectorAll("a:not([href])")) anchor.replaceWith(...anchor.childNodes);
  return fragment;
}
