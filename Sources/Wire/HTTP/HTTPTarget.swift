/// A request target taken apart (RFC 9112 section 3.2): `/a%20b/c?x=1`, `http://host/a?x=1` or, for OPTIONS, `*`.
package struct HTTPTarget: Sendable, Equatable {
  /// One `name=value` of the query, decoded; a name without `=` has an empty value.
  package struct QueryItem: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// As it came.
  package let raw: String
  /// The path as it came, still encoded: `/a%20b/c`.
  package let path: String
  /// The path's parts, decoded: `["a b", "c"]`. A slash that came encoded is part of its segment. `/` has none.
  package let segments: [String]
  /// The query's items in order, decoded, `+` read as a space.
  package let query: [QueryItem]
  /// Host and port of an absolute target; it wins over the Host header.
  package let authority: String?

  /// Reads a target; anything but visible ASCII, a broken percent escape, an escape that is no UTF-8 and an encoded NUL are refused.
  package init(_ text: String, method: HTTPMethod) throws(HTTPFailure) {
    let bytes = Array(text.utf8)
    raw = text
    if bytes == [0x2A] {
      guard method == .options else { throw .malformed("the target * belongs to OPTIONS; give a path that begins with /") }
      path = "*"
      segments = []
      query = []
      authority = nil
      return
    }
    var rest = bytes[...]
    if rest.first != 0x2F {
      guard let (found, remaining) = Self.splitAbsolute(rest) else {
        throw .malformed("a target begins with / or is a whole http URL; found \(text.prefix(80))")
      }
      authority = String(decoding: found, as: UTF8.self)
      rest = remaining
    } else {
      authority = nil
    }
    for byte in rest where byte <= 0x20 || byte >= 0x7F || byte == 0x23 {
      throw .malformed("a target has visible ASCII characters only and no #; encode others with %")
    }
    let mark = rest.firstIndex(of: 0x3F) ?? rest.endIndex
    let pathBytes = rest[..<mark]
    // Most targets are nothing but a path; then both share one storage.
    path = pathBytes.count == bytes.count ? text : pathBytes.isEmpty ? "/" : String(decoding: pathBytes, as: UTF8.self)
    segments = try Self.segments(of: pathBytes)
    query = mark < rest.endIndex ? try Self.items(of: rest[(mark + 1)...]) : []
  }

  /// The first value of that name in the query.
  package func queryValue(_ name: String) -> String? { query.first { $0.name == name }?.value }

  private static func splitAbsolute(_ text: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>)? {
    for scheme in ["http://", "https://"] where text.count > scheme.utf8.count && HTTPCharacters.equal(text.prefix(scheme.utf8.count), scheme) {
      let behind = text.dropFirst(scheme.utf8.count)
      let end = behind.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? behind.endIndex
      let authority = behind[..<end]
      guard HTTPHost.isValid(authority), !authority.isEmpty else { return nil }
      return (authority, behind[end...])
    }
    return nil
  }

  private static func segments(of path: ArraySlice<UInt8>) throws(HTTPFailure) -> [String] {
    guard path.count > 1 else { return [] }
    var segments: [String] = []
    for part in path.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
      segments.append(try decode(part, plusIsSpace: false))
    }
    return segments
  }

  private static func items(of query: ArraySlice<UInt8>) throws(HTTPFailure) -> [QueryItem] {
    var items: [QueryItem] = []
    for part in query.split(separator: 0x26) {
      let equals = part.firstIndex(of: 0x3D) ?? part.endIndex
      let name = try decode(part[..<equals], plusIsSpace: true)
      let value = equals < part.endIndex ? try decode(part[(equals + 1)...], plusIsSpace: true) : ""
      items.append(QueryItem(name: name, value: value))
    }
    return items
  }

  private static func decode(_ text: ArraySlice<UInt8>, plusIsSpace: Bool) throws(HTTPFailure) -> String {
    guard text.contains(where: { $0 == 0x25 || plusIsSpace && $0 == 0x2B }) else { return String(decoding: text, as: UTF8.self) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case 0x25:
        guard index + 2 < text.endIndex, let high = HTTPCharacters.hexValue(text[index + 1]), let low = HTTPCharacters.hexValue(text[index + 2])
        else {
          throw .malformed("a % in the target is followed by two hexadecimal digits; write %25 for the character itself")
        }
        decoded.append(high << 4 | low)
        index += 3
      case 0x2B where plusIsSpace:
        decoded.append(0x20)
        index += 1
      default:
        decoded.append(text[index])
        index += 1
      }
    }
    guard !decoded.contains(0) else { throw .malformed("the target has an encoded NUL; leave it out") }
    guard let string = String(validating: decoded, as: UTF8.self) else {
      throw .malformed("the target's escapes are no UTF-8; encode the text as UTF-8")
    }
    return string
  }
}
