import CJSON
import Primitives

/// Reads JSON documents, reusing the parser's memory from one to the next. Belongs to one thread at a time.
@safe
package final class JSONReader {
  private let parser: OpaquePointer
  private let maxDepth: Int

  /// - Parameter maxDepth: deepest nesting of arrays and objects that is taken.
  package init(maxDepth: Int = 64) {
    self.maxDepth = maxDepth
    guard let parser = unsafe cjson_parser_create(maxDepth) else { preconditionFailure("no memory for a JSON parser") }
    unsafe self.parser = parser
  }

  deinit { unsafe cjson_parser_destroy(parser) }

  /// Parses one document and lends a view of it for the duration of `body`. Escapes that name no character (lone surrogates) make it malformed.
  package func read<Result>(_ bytes: ArraySlice<UInt8>, _ body: (JSONView) throws -> Result) throws -> Result {
    // Some versions of the parser skip it; RFC 8259 §8.1 wants none.
    if bytes.first == 0xEF, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw JSONFailure.malformed(reason: "the text begins with a byte order mark") }
    var nodes: UnsafePointer<cjson_node>?
    var count = 0
    var message: UnsafePointer<CChar>?
    let status = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe cjson_parse(parser, source.baseAddress, source.count, &nodes, &count, &message)
    }
    guard status == Int32(CJSON_OK.rawValue), let nodes = unsafe nodes else {
      throw failure(status: status, message: unsafe message.map { unsafe String(cString: $0) } ?? "")
    }
    return try body(unsafe JSONView(nodes))
  }

  /// Parses one document into a tree. A key twice in one object is refused. A lone surrogate escape is read as U+0000, which no text field
  /// takes, so that validation can name the field (`422`) where the syntax (`400`) has nothing to say.
  package func value(_ bytes: ArraySlice<UInt8>) throws(JSONFailure) -> JSONValue {
    do {
      return try read(bytes) { try $0.value(pointer: "") }
    } catch JSONFailure.malformed(let reason) where reason == Self.badString {
      guard let mended = Self.replacingLoneSurrogates(bytes) else { throw .malformed(reason: reason) }
      do { return try read(mended[...]) { try $0.value(pointer: "") } } catch let failure as JSONFailure { throw failure } catch {
        throw .malformed(reason: "\(error)")
      }
    } catch let failure as JSONFailure { throw failure } catch { throw .malformed(reason: "\(error)") }
  }

  private static let badString = "a string holds a bad escape"

  private func failure(status: Int32, message: String) -> JSONFailure {
    switch UInt32(status) {
    case CJSON_TOO_DEEP.rawValue: .tooDeep(limit: maxDepth)
    case CJSON_BAD_UTF8.rawValue: .invalidUTF8
    case CJSON_BAD_STRING.rawValue: .malformed(reason: Self.badString)
    default: .malformed(reason: message)
    }
  }

  /// The text with each `\uD800`–`\uDFFF` escape that has no partner made `\u0000` (same length); `nil` when there is none.
  private static func replacingLoneSurrogates(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var mended = Array(bytes)
    var changed = false
    var at = 0
    func unit(_ start: Int) -> UInt32? {
      guard start + 6 <= mended.count, mended[start] == 0x5C, mended[start + 1] == 0x75 else { return nil }
      var value: UInt32 = 0
      for byte in mended[(start + 2)..<(start + 6)] {
        guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
        value = value * 16 + UInt32(digit)
      }
      return value
    }
    while at < mended.count {
      guard mended[at] == 0x5C else {
        at += 1
        continue
      }
      guard let value = unit(at) else {
        at += 2
        continue
      }
      if (0xD800..<0xDC00).contains(value), let low = unit(at + 6), (0xDC00..<0xE000).contains(low) {
        at += 12
        continue
      }
      if (0xD800..<0xE000).contains(value) {
        for offset in 2..<6 { mended[at + offset] = 0x30 }
        changed = true
      }
      at += 6
    }
    return changed ? mended : nil
  }
}
