import Wire

/// Reads a vendor's JSON with one leniency: half of a character that a model wrote as `\ud83d` alone becomes U+FFFD instead of the end
/// of the answer.
enum VendorJSON {
  static func read(_ json: ArraySlice<UInt8>, _ reader: JSONReader, _ body: (JSONView) throws -> Void) throws {
    do {
      try reader.read(json, body)
    } catch let failure as JSONFailure {
      guard case .malformed = failure, let mended = replacingLoneSurrogates(json) else { throw failure }
      try reader.read(mended[...], body)
    }
  }

  /// The text with each surrogate escape that has no partner made `\ufffd`; `nil` when there is none.
  private static func replacingLoneSurrogates(_ json: ArraySlice<UInt8>) -> [UInt8]? {
    var mended = Array(json)
    var changed = false
    var at = 0
    while at < mended.count {
      guard mended[at] == UInt8(ascii: "\\") else {
        at += 1
        continue
      }
      guard let unit = unit(mended, at) else {
        at += 2
        continue
      }
      if (0xD800..<0xDC00).contains(unit), let low = self.unit(mended, at + 6), (0xDC00..<0xE000).contains(low) {
        at += 12
        continue
      }
      if (0xD800..<0xE000).contains(unit) {
        mended.replaceSubrange((at + 2)..<(at + 6), with: "fffd".utf8)
        changed = true
      }
      at += 6
    }
    return changed ? mended : nil
  }

  /// The number of a `\uXXXX` at that place.
  private static func unit(_ bytes: [UInt8], _ start: Int) -> UInt32? {
    guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u") else { return nil }
    return UInt32(String(decoding: bytes[(start + 2)..<(start + 6)], as: UTF8.self), radix: 16)
  }
}
