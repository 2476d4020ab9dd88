import Primitives

extension Timestamp {
  /// RFC 3339 in UTC with microseconds, `2026-11-20T21:05:36.123456Z`: several boundaries are crossed within one millisecond.
  var rfc3339Microseconds: String {
    let rest = ((microseconds % 1000) + 1000) % 1000
    let digits = String(rest)
    return rfc3339.dropLast() + String(repeating: "0", count: 3 - digits.count) + digits + "Z"
  }
}
