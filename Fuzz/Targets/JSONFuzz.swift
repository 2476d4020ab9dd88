import Primitives
import Wire

/// Documents: what is read, is written and read again as the same, and its text is stable from then on.
enum JSONFuzz {
  static func complaint(_ input: [UInt8]) -> String? {
    let reader = JSONReader()
    guard let value = try? reader.value(input[...]) else { return text(input, reader) }
    let written = value.encoded()
    guard let again = try? reader.value(written[...]) else { return "cannot be read again: \(String(decoding: written, as: UTF8.self))" }
    // Compared as bytes, since equal strings may be spelled differently.
    return again.encoded() == written ? text(input, reader) : "changes when written: \(String(decoding: written, as: UTF8.self))"
  }

  /// Any text is a string that comes back byte by byte.
  private static func text(_ input: [UInt8], _ reader: JSONReader) -> String? {
    let said = String(decoding: input, as: UTF8.self)
    let written = JSONValue.object([JSONField(said, .string(said))]).encoded()
    guard let read = try? reader.value(written[...]), let field = read.fields?.first, case .string(let heard) = field.value else { return "not read" }
    return heard.utf8.elementsEqual(said.utf8) && field.key.utf8.elementsEqual(said.utf8) ? nil : "said \(said), read \(heard)"
  }
}
