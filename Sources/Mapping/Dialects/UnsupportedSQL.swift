/// What a dialect cannot say exactly as the catalogue means it (docs/mapping-functions.md). The column is left open for it.
struct UnsupportedSQL: Error, Equatable {
  /// One sentence without its dialect.
  let reason: String

  init(_ reason: String) {
    self.reason = reason
  }
}
