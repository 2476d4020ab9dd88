import Glibc
import Testing

@testable import Mapping

/// Every case in every dialect against `Tests/Fixtures/dialects`. What stands there was run on the engines, which gave the same rows;
/// `THROUGHLINE_WRITE_FIXTURES=1` writes it anew, to be read and run before it is committed.
@Suite struct SpellingTests {
  @Test(arguments: Dialect.allCases.filter { $0 != .pyspark })
  func `every case is spelled as its engine was asked`(dialect: Dialect) throws {
    var written = ""
    for (name, expression) in SpellingCases.all { written += "-- \(name)\n" + PlanShorthand.text(SpellingCases.plan(expression), dialect) }
    for (name, expression) in SpellingCases.aggregates {
      written += "-- \(name)\n" + PlanShorthand.text(SpellingCases.aggregatePlan(expression), dialect)
    }
    let path = Self.folder + dialect.rawValue + ".sql"
    if getenv("THROUGHLINE_WRITE_FIXTURES") != nil { try Self.write(written, to: path) }
    let expected = Self.cases(try Self.read(path))
    let found = Self.cases(written)
    #expect(found.map(\.name) == expected.map(\.name))
    for (one, other) in zip(found, expected) { #expect(one.sql == other.sql, "\(one.name)") }
  }

  private static let folder = "\(#filePath)".split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 } + "/Fixtures/dialects/"

  private static func cases(_ text: String) -> [(name: Substring, sql: String)] {
    var cases: [(name: Substring, sql: String)] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("-- ") { cases.append((line.dropFirst(3), "")) } else if !cases.isEmpty { cases[cases.count - 1].sql += line + "\n" }
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

  private static func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    _ = fputs(text, file)
  }
}
