import Glibc
import Testing

/// A file of `Tests/Fixtures/dialects`: texts under headings `-- name`. `THROUGHLINE_WRITE_FIXTURES=1` writes it anew, to be read and run before it is
/// committed.
struct SQLFixture {
  var cases: [(name: String, sql: String)] = []

  mutating func add(_ name: String, _ sql: String) { cases.append((name, sql)) }

  /// Compares with the file, case by case.
  func expect(toEqual file: String) throws {
    let folder = "\(#filePath)".split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 } + "/Fixtures/dialects/"
    if getenv("THROUGHLINE_WRITE_FIXTURES") != nil { try write(to: folder + file) }
    let expected = Self.cases(of: try Self.read(folder + file))
    #expect(cases.map(\.name) == expected.map(\.name))
    for (one, other) in zip(cases, expected) { #expect(one.sql == other.sql, "\(one.name)") }
  }

  private static func cases(of text: String) -> [(name: String, sql: String)] {
    var cases: [(name: String, sql: String)] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("-- ") { cases.append((String(line.dropFirst(3)), "")) } else if !cases.isEmpty { cases[cases.count - 1].sql += line + "\n" }
    }
    return cases
  }

  private static func read(_ path: String) throws -> String {
    let file = try #require(fopen(path, "r"), "no fixture \(path)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(to path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    _ = fputs(cases.map { "-- \($0.name)\n\($0.sql)" }.joined(), file)
  }
}
