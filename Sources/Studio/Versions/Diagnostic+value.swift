import Mapping
import Primitives

extension Diagnostic {
  /// `{severity, code, cell, found, fix}`.
  package var json: JSONValue {
    .object([
      "severity": .string(severity.rawValue), "code": .string(code.rawValue), "cell": place.map { .string("\($0)") } ?? .null,
      "found": .string(found), "fix": .string(fix),
    ])
  }
}
