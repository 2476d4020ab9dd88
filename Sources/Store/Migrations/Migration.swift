import CAssets
import Wire

/// One step of the schema, from `Migrations/{sqlite,postgres}/NNNN-name.sql`. Steps are only ever added, never changed.
package struct Migration: Sendable, Equatable {
  package var version: Int
  package var name: String
  package var sql: String

  package init(version: Int, name: String, sql: String) {
    self.version = version
    self.name = name
    self.sql = sql
  }

  /// SHA-256 of the text: what tells a changed step from the one that was applied.
  package var checksum: String { SHA256.hex(Array(sql.utf8)[...]) }

  /// The steps that this program knows for one kind of database, in order, as they were embedded in it.
  /// - Parameter folder: such as `Migrations/sqlite/`.
  package static func embedded(folder: String) -> [Migration] {
    var count = 0
    guard let files = unsafe cassets_all(&count) else { return [] }
    var steps: [Migration] = []
    for index in 0..<count {
      let file = unsafe files[index]
      let name = unsafe String(cString: file.name)
      guard name.hasPrefix(folder), name.hasSuffix(".sql") else { continue }
      let stem = name.dropFirst(folder.count).dropLast(4)
      guard let version = Int(stem.prefix(4)), stem.dropFirst(4).first == "-" else { continue }
      let sql = unsafe String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
      steps.append(Migration(version: version, name: String(stem.dropFirst(5)), sql: sql))
    }
    return steps.sorted { $0.version < $1.version }
  }
}
