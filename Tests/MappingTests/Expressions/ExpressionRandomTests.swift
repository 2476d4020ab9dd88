import Mapping
import Testing

/// Texts made of the grammar's own pieces at random: always the same ones.
@Suite struct ExpressionRandomTests {
  private struct Sequence: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let pieces = [
    "a", "t.a", "b", "d", "\"x\"", "'x'", "''", "1", "2.50", "0", "-", "+", "*", "/", "%", "||", "&", "&&", "=", "==", "<>", "<", "(", ")", "(", ")",
    ",", ",", ";", "::int", "::date", "[0]", ".trim()", ".substring(1, 2)",
    "?", ":", "!", "NOT", "AND", "OR", "IS NULL", "IS NOT NULL", "IN (1, 2)", "IN", "BETWEEN", "LIKE", "CASE", "WHEN", "THEN", "ELSE", "END", "NULL",
    "TRUE", "DATE '2026-01-31'", "UPPER(", "SUBSTR(", "COALESCE(", "SPLIT(", "IF(",
    "DATEADD(day,", "DATEDIFF(", "TO_CHAR(", "'YYYY'", "CONCAT_WS(", "COUNT(*)", "SUM(", "MAX(", "OVER (", "PARTITION BY a", "ORDER BY b",
    "ROW_NUMBER() OVER (ORDER BY a)", "CAST(", "AS", "INTEGER)", "INTERVAL '1' DAY", "TRUNC(", "[x y]", "row1.a",
    "EXTRACT(YEAR FROM", "CONVERT(date,", "103)", "DECODE(", "STRING_AGG(", "DISTINCT", "x'", "--", "é", "\u{0}", "^", "TRIM(BOTH", "FROM", "LAG(",
    "RIGHT(", "STUFF(", "REPT('ab', 3)", "9223372036854775807", "REGEXP_REPLACE(", "=",
  ]

  private static let scope = TableScope([
    .init(
      table: TableName(parts: ["t"]), alias: "t",
      columns: [.init(name: "a", type: .text(length: 9)), .init(name: "b", type: .integer(bits: 32)), .init(name: "d", type: .date)]),
    .init(table: TableName(parts: ["u"]), alias: "u"),
  ])

  /// What is read is printed as text that reads as the same; what is resolved resolves to itself.
  static func complaint(_ text: String) -> String? {
    _ = RuleReader.read(text, sourceColumns: ["a", "first name"])
    guard let expression = try? ExpressionParser.parse(text) else { return nil }
    guard let again = try? ExpressionParser.parse(expression.description) else { return "\(text) is \(expression), which is not read again" }
    if again != expression { return "\(text) is \(expression), then \(again)" }
    let resolver = ExpressionResolver(scope)
    guard let first = try? resolver.resolve(expression) else { return nil }
    guard let second = try? resolver.resolve(first.expression) else {
      return "\(text) is resolved as \(first.expression), which is not resolved again"
    }
    return second.expression == first.expression ? nil : "\(text) is resolved as \(first.expression), then \(second.expression)"
  }

  @Test func `texts of the grammar's pieces keep their meaning`() {
    var random = Sequence(state: 1)
    var complaints: [String] = []
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined(
        separator: Bool.random(using: &random) ? " " : "")
      if let complaint = Self.complaint(text) { complaints.append(complaint) }
    }
    #expect(complaints.prefix(10) == [])
  }

  @Test func `expressions with a piece changed keep their meaning`() {
    var random = Sequence(state: 2)
    var complaints: [String] = []
    for (source, _) in ExpressionParserTests.readings {
      for _ in 0..<8 {
        var characters = Array(source)
        let place = Int.random(in: 0...characters.count, using: &random)
        if Bool.random(using: &random), place < characters.count { characters.remove(at: place) }
        characters.insert(contentsOf: Array(Self.pieces.randomElement(using: &random) ?? ""), at: min(place, characters.count))
        if let complaint = Self.complaint(String(characters)) { complaints.append(complaint) }
      }
    }
    #expect(complaints.prefix(10) == [])
  }
}
