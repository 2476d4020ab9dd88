/// Text that grows while an element is open, within a limit.
struct XMLText: ~Copyable {
  private var scratch = ByteScratch()
  private let maxBytes: Int

  init(maxBytes: Int) { self.maxBytes = maxBytes }

  var bytes: UnsafeBufferPointer<UInt8> { scratch.bytes }
  var isEmpty: Bool { scratch.isEmpty }
  var string: String { String(decoding: scratch.bytes, as: UTF8.self) }

  mutating func removeAll() { scratch.removeAll() }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(WorkbookError) {
    if scratch.count + bytes.count > maxBytes { throw .beyond("bytes of text in one cell", limit: maxBytes) }
    scratch.append(bytes)
  }

  mutating func append(_ bytes: [UInt8]) throws(WorkbookError) {
    for byte in bytes { try append(byte) }
  }

  mutating func append(_ byte: UInt8) throws(WorkbookError) {
    if scratch.count >= maxBytes { throw .beyond("bytes of text in one cell", limit: maxBytes) }
    scratch.append(byte)
  }

  /// Takes what Excel escapes for what it means; see `ExcelEscapes`.
  mutating func unescape() { scratch.shorten(to: ExcelEscapes.unescape(scratch.mutableBytes)) }
}
