/// Why a text is no expression: where, what stands there, and what could have stood there instead.
package struct ExpressionFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// UTF-8 bytes from the text's begin.
  package var offset: Int
  package var found: String
  package var expected: String

  package init(at offset: Int, found: String, expected: String) {
    self.offset = offset
    self.found = found
    self.expected = expected
  }

  package var description: String { "found \(found) at \(offset + 1), expected \(expected)" }
}
