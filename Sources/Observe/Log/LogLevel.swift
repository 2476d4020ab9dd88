/// How much a record matters. Normal work never logs above `info`; `trace` adds one record a chunk.
package enum LogLevel: UInt8, CaseIterable, Sendable, Comparable {
  case trace, debug, info, warning, error

  /// The word in configuration and in JSON lines.
  package var name: String {
    switch self {
    case .trace: "trace"
    case .debug: "debug"
    case .info: "info"
    case .warning: "warning"
    case .error: "error"
    }
  }

  /// Reads the word; `nil` for any other.
  package init?(name: String) {
    guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  /// Five upper-case columns, so that what follows stands in line.
  var column: StaticString {
    switch self {
    case .trace: "TRACE"
    case .debug: "DEBUG"
    case .info: "INFO "
    case .warning: "WARN "
    case .error: "ERROR"
    }
  }

  package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}
