import Mapping
import SampleRun

/// What type a column of samples has in PostgreSQL: that of the sheet `Sources`, else one that all of its values have.
enum PostgresSampleType {
  static func name(of type: DataType, holding values: some Sequence<SampleValue>) -> String {
    switch type {
    case .integer(let bits): bits <= 16 ? "smallint" : bits <= 32 ? "integer" : "bigint"
    case .decimal(let precision?, let scale): "numeric(\(precision), \(scale ?? 0))"
    case .decimal(nil, _): "numeric"
    case .double: "double precision"
    case .boolean: "boolean"
    // A text that is too long is reported, not cut off.
    case .text: "text"
    case .date: "date"
    case .timestamp(let withTimeZone): withTimeZone ? "timestamptz" : "timestamp"
    case .time: "time"
    case .binary: "bytea"
    case .json: "jsonb"
    case .unknown: name(holding: values)
    }
  }

  private static func name(holding values: some Sequence<SampleValue>) -> String {
    var name: String?
    for value in values {
      switch value {
      case .null: continue
      case .integer: name = name ?? "bigint"
      case .real: name = "numeric"
      case .text, .boolean: return "text"
      }
    }
    return name ?? "text"
  }
}
