/// How finely a history is kept, and for how long.
package struct HistoryResolution: Sendable, Equatable {
  /// Seconds that one row covers.
  package let stepSeconds: Int64
  /// Rows that are kept.
  package let rows: Int

  package init(stepSeconds: Int64, rows: Int) {
    self.stepSeconds = stepSeconds
    self.rows = rows
  }

  /// Seconds that the rows reach back when none is missing.
  package var reachSeconds: Int64 { stepSeconds * Int64(rows) }
}

extension [HistoryResolution] {
  /// 5 s for an hour, 30 s for twelve hours, 5 min for fourteen days.
  package static let standard: [HistoryResolution] = [
    HistoryResolution(stepSeconds: 5, rows: 720), HistoryResolution(stepSeconds: 30, rows: 1440), HistoryResolution(stepSeconds: 300, rows: 4032),
  ]
}
