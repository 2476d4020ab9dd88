import Mapping
import Testing

/// What a dialect spells by several functions of its own doubles with each that stands in another: that has an end.
@Suite struct NestedExpressionTests {
  private static let functions = [
    "SPLIT_PART(§, '-', 2)", "CAST(CAST(§ AS VARCHAR(10)) AS DATE)", "LPAD(§, 5, '0')", "DATE_ADD(§, 1, 'MONTH')", "TO_CHAR(§, 'DD MON YYYY')",
    "TITLE(§)", "MOD(§, 3)", "POWER(§, 2)", "ROUND(§, 2)", "GREATEST(§, 1)", "TO_DATE(§, 'DD MON YY')", "LAST_DAY(§)", "REVERSE(§)",
  ]

  private static func nested(_ function: String, _ depth: Int) -> String {
    (0..<depth).reduce("a") { inner, _ in function.split(separator: "§", omittingEmptySubsequences: false).joined(separator: inner) }
  }

  @Test(arguments: functions)
  func `a function within itself stays open where it would grow beyond every file`(_ function: String) {
    let plan = planned {
      $0.map("x", "a", table: "t", from: "a", rule: Self.nested(function, 12))
      $0.map("x", "b", table: "t", from: "b")
    }
    for dialect in Dialect.allCases {
      let generated = GeneratedMapping(plan, dialect: dialect, form: .select)
      let bytes = generated.targets.first?.text.utf8.count ?? 0
      #expect(bytes < 1 << 20, "\(dialect.rawValue): \(bytes) bytes")
      let isOpen = generated.targets.first?.text.contains("open: ") ?? false
      let isTold = generated.diagnostics.contains { $0.code == .dialectUnsupported || $0.code == .cannotCast }
      #expect(isOpen == isTold, "\(dialect.rawValue)")
    }
  }

  @Test(arguments: functions, Dialect.allCases)
  func `a function within itself is written as it is`(_ function: String, _ dialect: Dialect) {
    let plan = planned { $0.map("x", "a", table: "t", from: "a", rule: Self.nested(function, 2)) }
    #expect(!GeneratedMapping(plan, dialect: dialect, form: .select).diagnostics.contains { $0.found.contains("more than") })
  }
}
