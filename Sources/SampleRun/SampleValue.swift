import Mapping
import Primitives
import Workbook

/// A value as engines take and give it.
package enum SampleValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  /// Of engines that have them; SQLite's are 0 and 1.
  case boolean(Bool)
  case text(String)

  /// What a person reads; `nil` for NULL.
  package var text: String? {
    switch self {
    case .null: nil
    case .integer(let value): "\(value)"
    case .real(let value): CellValue.number(value).text
    case .boolean(let value): value ? "true" : "false"
    case .text(let text): text
    }
  }

  var json: JSONValue {
    switch self {
    case .null: .null
    case .integer(let value): .integer(value)
    case .real(let value): .double(value)
    case .boolean(let value): .bool(value)
    case .text(let text): .string(text)
    }
  }

  /// What a cell of sample data is in a column of this type: a number in a text column is its digits, a date is ISO text.
  init(_ cell: CellValue?, as type: DataType) {
    guard let cell else {
      self = .null
      return
    }
    switch type {
    case .integer, .decimal, .double: self = Self.number(cell)
    case .boolean: self = Self.truth(cell)
    case .date: self = .text(String(Self.moment(cell).prefix(10)))
    case .timestamp:
      let moment = Self.moment(cell)
      self = .text(moment.utf8.count == 10 ? "\(moment) 00:00:00" : moment)
    case .text, .time, .binary, .json: self = .text(Self.moment(cell))
    case .unknown: self = Self.asItIs(cell)
    }
  }

  private static func asItIs(_ cell: CellValue) -> SampleValue {
    switch cell {
    case .number(let value): Int64(exactly: value).map { .integer($0) } ?? .real(value)
    case .boolean(let value): .integer(value ? 1 : 0)
    case .string, .date, .error: .text(moment(cell))
    }
  }

  private static func number(_ cell: CellValue) -> SampleValue {
    switch cell {
    case .number, .boolean: return asItIs(cell)
    case .string(let text), .date(let text), .error(let text):
      if let whole = Int64(text) { return .integer(whole) }
      return Double(text).map { .real($0) } ?? .text(text)
    }
  }

  private static func truth(_ cell: CellValue) -> SampleValue {
    switch cell.text.lowercased() {
    case "true", "1", "yes", "y", "t": .integer(1)
    case "false", "0", "no", "n", "f": .integer(0)
    default: .text(cell.text)
    }
  }

  /// Engines write a blank where ISO 8601 has its T.
  private static func moment(_ cell: CellValue) -> String {
    guard case .date(let text) = cell else { return cell.text }
    return text.replacing("T", with: " ", maxReplacements: text.hasPrefix("P") ? 0 : 1)
  }
}
