/** What is longer is shown in part. */
export const mostTextBytes = 256_000;
/** What is larger is not read without being asked for. */
const mostMediaBytes = 32_000_000;
const images = /^image\/(png|jpeg|gif|webp|avif|bmp|svg\+xml|x-icon|vnd\.microsoft\.icon)$/;
const texts = /^(text\/.*|application\/(json|ld\+json|x-ndjson|xml|xhtml\+xml|javascript|ecmascript|typescript|yaml|x-yaml|toml|sql|graphql|x-sh|x-httpd-php|rtf|csv)|.*\+(json|xml))$/;
const byName = {
  image: /\.(png|jpe?g|gif|webp|avif|bmp|svg|ico)$/i,
  audio: /\.(mp3|ogg|oga|wav|flac|m4a|opus)$/i,
  video: /\.(mp4|webm|ogv|mov)$/i,
  text: /(\.(txt|md|csv|tsv|json|jsonl|ndjson|xml|html?|css|js|mjs|ts|tsx|jsx|py|rb|rs|go|swift|c|h|cc|cpp|hpp|java|kt|sh|sql|ya?ml|toml|ini|conf|log|diff|patch|tex|env)|(^|\/)(dockerfile|makefile|license|readme))$/i,
};
const mediaTypes = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp", avif: "image/avif", bmp: "image/bmp", svg: "image/svg+xml", ico: "image/x-icon" };

/** How a file can be shown: `"image"`, `"audio"`, `"video"`, `"text"`, or `"none"`: it can only be saved. */
export function previewOf({ media_type, name, bytes }) {
  const type = (media_type ?? "").split(";")[0].trim().toLowerCase();
  const isVague = type === "" || type === "application/octet-stream";
  const named = isVague ? Object.keys(byName).find((kind) => byName[kind].test(name ?? "")) : undefined;
  const kind = named ?? (images.test(type) ? "image" : /^(audio|video)\//.exec(type)?.[1] ?? (texts.test(type) ? "text" : "none"));
  return kind !== "text" && bytes > mostMediaBytes ? "none" : kind;
}

/** The type under which a file's bytes are shown: its own, or what its name says. */
export function shownType({ media_type, name }) {
  const type = (media_type ?? "").split(";")[0].trim().toLowerCase();
  return type !== "" && type !== "application/octet-stream" ? type : (mediaTypes[/\.(\w+)$/.exec(name ?? "")?.[1]?.toLowerCase()] ?? "");
}

/** `{text, isCut}` of a file's bytes, or `null` when they are no text. */
export function readText(bytes, limit = mostTextBytes) {
  const isCut = bytes.length > limit;
  const text = new TextDecoder().decode(isCut ? bytes.subarray(0, limit) : bytes);
  return text.includes("\u0000") ? null : { text: isCut ? text.replace(/\ufffd+$/, "") : text, isCut };
}
