const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function checksum(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = table[(value ^ byte) & 0xff] ^ (value >>> 8);
  return ~value >>> 0;
}

/** Numbers in little-endian order, as `[size in bytes, value]`. */
function record(...fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((total, [size]) => total + size, 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

/**
 * Files as one ZIP archive (APPNOTE 6.3), stored uncompressed, of one date, so that the same files give the same bytes. `files` is `[{name, text}]`; returns a list of
 * byte arrays, as a `Blob` takes them. Pure.
 */
export function zipArchive(files) {
  const encoder = new TextEncoder();
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { name, text } of files) {
    const path = encoder.encode(name);
    const bytes = encoder.encode(text);
    // Version, names in UTF-8, stored, midnight, the first day that the format has.
    const common = [[2, 20], [2, 0x0800], [2, 0], [2, 0], [2, 0x21], [4, checksum(bytes)], [4, bytes.length], [4, bytes.length], [2, path.length], [2, 0]];
    const head = record([4, 0x04034b50], ...common);
    parts.push(head, path, bytes);
    directory.push(record([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), path);
    offset += head.length + path.length + bytes.length;
  }
  const size = directory.reduce((total, part) => total + part.length, 0);
  return [...parts, ...directory, record([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0])];
}
