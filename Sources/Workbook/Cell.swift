/// A cell that is not empty.
package struct Cell: Sendable, Equatable {
  package var reference: CellReference
  package var value: CellValue
  /// The formula's text without its equals sign; `value` is then what the file holds as its result.
  package var formula: String?

  package init(_ reference: CellReference, _ value: CellValue, formula: String? = nil) {
    self.reference = reference
    self.value = value
    self.formula = formula
  }
}

/// What a cell holds, as the program that wrote the file typed it.
package enum CellValue: Sendable, Equatable {
  case string(String)
  /// IEEE 754 as the file says it.
  case number(Double)
  case boolean(Bool)
  /// ISO 8601: `2026-11-20`, `2026-11-20T13:05:00` (with `.123` where there are milliseconds), `13:05:00` for a time of day,
  /// or `PT36H30M` for a duration.
  case date(String)
  /// `#REF!` and its like.
  case error(String)

  /// What a person reads in the cell: whole numbers without a fraction, `TRUE` and `FALSE`, dates in ISO 8601.
  package var text: String {
    switch self {
    case .string(let text), .date(let text), .error(let text): text
    case .boolean(let value): value ? "TRUE" : "FALSE"
    case .number(let value): Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
  }
}
