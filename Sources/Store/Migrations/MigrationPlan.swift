/// What a database has of the schema, against what this program knows of it. Pure.
package struct MigrationPlan {
  /// A step that was applied, as the database remembers it.
  package struct Applied: Sendable, Equatable {
    package var version: Int
    package var name: String
    package var checksum: String

    package init(version: Int, name: String, checksum: String) {
      self.version = version
      self.name = name
      self.checksum = checksum
    }
  }

  /// The steps to apply, in order.
  package let missing: [Migration]

  /// - Parameters:
  ///   - known: the steps of this program, in order.
  ///   - applied: those of the database, in order.
  /// - Throws: `newerSchema`; `unusable` for a step that was changed after it was applied.
  package init(known: [Migration], applied: [Applied]) throws(StoreError) {
    let newest = known.last?.version ?? 0
    if let found = applied.last?.version, found > newest {
      throw StoreError(
        .newerSchema(found: found, known: newest),
        "the data has schema version \(found), this program knows up to \(newest); use the newer program, or restore a backup made before it")
    }
    for step in known {
      guard let earlier = applied.first(where: { $0.version == step.version }), earlier.checksum != step.checksum else { continue }
      throw StoreError(
        .unusable,
        "schema step \(step.version) was applied as \(earlier.name) with other content than this program has; use the program that made the data")
    }
    missing = known.filter { step in !applied.contains { $0.version == step.version } }
  }

  /// - Throws: `unusable` unless nothing is missing.
  package func checkComplete() throws(StoreError) {
    guard let step = missing.first else { return }
    throw StoreError(.unusable, "the data lacks schema step \(step.version) (\(step.name)); run `throughline migrate` first")
  }
}
