/// What `throughline copy` copies.
package struct CopyCommand: Sendable, Equatable {
  /// The path of a SQLite file; `nil` for the one in the data folder.
  package var source: String?
  /// The URL of a PostgreSQL database; `nil` for the configured one.
  package var target: Secret?

  package init(source: String? = nil, target: Secret? = nil) {
    self.source = source
    self.target = target
  }
}
