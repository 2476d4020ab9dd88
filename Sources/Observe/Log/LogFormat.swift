/// How a record is written.
package enum LogFormat: String, CaseIterable, Sendable {
  /// `2026-11-20T21:05:36.123Z INFO  gateway message accepted id=… frontend_id=…`
  case text
  /// One JSON object a line.
  case json
}
