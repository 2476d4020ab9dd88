/** 32 hexadecimal digits that nobody else makes. Also where `crypto.randomUUID` is missing, as on a page over plain HTTP. */
export function randomID(crypto = globalThis.crypto) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
