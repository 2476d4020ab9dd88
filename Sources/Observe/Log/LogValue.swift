/// A value in a log record: kept as what it is, so that JSON lines carry numbers as numbers.
package enum LogValue: Sendable, Equatable {
  case text(String)
  case integer(Int64)
  case number(Double)
  case flag(Bool)
  /// Leaves the field out.
  case absent

  /// The text, or nothing at all when there is none.
  package static func optional(_ text: String?) -> LogValue { text.map { .text($0) } ?? .absent }

  /// An integer of any width; one beyond 64 bits signed is written as text.
  package static func count(_ value: some BinaryInteger) -> LogValue {
    Int64(exactly: value).map { .integer($0) } ?? .text("\(value)")
  }
}

extension LogValue: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self = .text(value) }
}

extension LogValue: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int64) { self = .integer(value) }
}

extension LogValue: ExpressibleByBooleanLiteral {
  package init(booleanLiteral value: Bool) { self = .flag(value) }
}
