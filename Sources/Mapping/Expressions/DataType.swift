/// A column's type, as every dialect has one for it.
package enum DataType: Sendable, Hashable {
  /// 16, 32 or 64 bits.
  case integer(bits: Int)
  /// `nil`: as many digits as the engine gives.
  case decimal(precision: Int?, scale: Int?)
  case double
  case boolean
  /// Characters, not bytes; `nil`: as many as one likes. Casting to it does not truncate.
  case text(length: Int?)
  case date
  case timestamp(withTimeZone: Bool)
  case time
  case binary
  case json
  /// A literal NULL, or a column of which nothing is known.
  case unknown
}
