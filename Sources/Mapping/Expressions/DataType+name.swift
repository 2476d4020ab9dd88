extension DataType: CustomStringConvertible {
  /// The type's one name, in PostgreSQL's manner: `VARCHAR(40)`, `TEXT`, `TIMESTAMP WITH TIME ZONE`. It reads as the same type.
  package var name: String {
    switch self {
    case .integer(let bits): bits <= 16 ? "SMALLINT" : bits <= 32 ? "INTEGER" : "BIGINT"
    case .decimal(let precision?, let scale): "DECIMAL(\(precision),\(scale ?? 0))"
    case .decimal(nil, _): "DECIMAL"
    case .double: "DOUBLE"
    case .boolean: "BOOLEAN"
    case .text(let length?): "VARCHAR(\(length))"
    case .text(nil): "TEXT"
    case .date: "DATE"
    case .timestamp(let withTimeZone): withTimeZone ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP"
    case .time: "TIME"
    case .binary: "BINARY"
    case .json: "JSON"
    case .unknown: "UNKNOWN"
    }
  }

  package var description: String { name }

  package var isText: Bool { if case .text = self { true } else { false } }

  package var isNumber: Bool {
    switch self {
    case .integer, .decimal, .double: true
    default: false
    }
  }

  package var isTimestamp: Bool { if case .timestamp = self { true } else { false } }

  /// Whether some value of it has a meaning as the other (docs/mapping-functions.md, Casts).
  package func canCast(to other: DataType) -> Bool {
    if self == other || self == .unknown || other == .unknown { return true }
    switch (self, other) {
    case (.text, .binary), (.binary, .text): return false
    case (.text, _), (.json, .text): return true
    case (.binary, .binary), (.json, .json), (.boolean, .boolean): return true
    case (_, .text): return true
    case (.integer, _), (.decimal, _), (.double, _): return other.isNumber || other == .boolean
    case (.boolean, _): return other.isNumber
    case (.date, _): return other.isTimestamp
    case (.timestamp, _): return other == .date || other == .time || other.isTimestamp
    default: return false
    }
  }

  /// What is to be done instead of a cast that is not possible, in one sentence.
  package func castAdvice(to other: DataType) -> String {
    switch (self, other) {
    case (.integer, .date), (.decimal, .date), (.integer, .timestamp), (.decimal, .timestamp):
      "write TO_DATE(CAST(x AS VARCHAR), 'YYYYMMDD') if the number is made of a date's digits"
    case (.date, .integer), (.timestamp, .integer), (.date, .decimal), (.timestamp, .decimal):
      "write CAST(TO_CHAR(x, 'YYYYMMDD') AS INTEGER) if the number is to be made of the date's digits"
    default: "change the target's type, or write a transformation that makes one of the other"
    }
  }
}
