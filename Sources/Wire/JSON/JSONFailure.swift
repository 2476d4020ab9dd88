/// Why a text is not a JSON document that we take.
package enum JSONFailure: Error, Equatable, Sendable {
  /// Not JSON, with the parser's reason.
  case malformed(reason: String)
  /// Not UTF-8.
  case invalidUTF8
  /// Nested deeper than the limit.
  case tooDeep(limit: Int)
  /// The same key twice in one object, with the JSON pointer of that object (RFC 6901).
  case duplicateKey(String, pointer: String)
}
