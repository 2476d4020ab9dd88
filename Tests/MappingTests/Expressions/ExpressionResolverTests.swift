import Mapping
import Testing

@Suite struct ExpressionResolverTests {
  static let orders = SelectBranch.SourceTable(
    table: TableName(parts: ["sales", "orders"]), alias: "o",
    columns: [
      .init(name: "id", type: .integer(bits: 32), isNullable: false), .init(name: "Customer_ID", type: .integer(bits: 64)),
      .init(name: "amount", type: .decimal(precision: 10, scale: 2)), .init(name: "code", type: .text(length: 10)),
      .init(name: "ordered", type: .date),
      .init(name: "shipped", type: .timestamp(withTimeZone: false)), .init(name: "is_paid", type: .boolean),
      .init(name: "name", type: .text(length: 5)),
    ])
  static let customers = SelectBranch.SourceTable(
    table: TableName(parts: ["customers"]), alias: "c",
    columns: [.init(name: "id", type: .integer(bits: 32)), .init(name: "name", type: .text(length: 40), isNullable: false)])
  static let blank = SelectBranch.SourceTable(table: TableName(parts: ["events"]), alias: "e")

  static func resolve(_ source: String, _ scope: TableScope = TableScope([orders, customers])) -> String {
    do {
      let resolved = try ExpressionResolver(scope).resolve(try ExpressionParser.parse(source))
      return "\(resolved.expression) : \(resolved.type.name)\(resolved.isNullable ? "" : " NOT NULL")"
    } catch let failure as ResolutionFailure {
      return failure.code.rawValue
    } catch {
      return "FAILS: \(error)"
    }
  }

  @Test(arguments: [
    // Names.
    ("o.ID", "o.id : INTEGER NOT NULL"), ("customer_id", "o.Customer_ID : BIGINT"), ("sales.orders.amount", "o.amount : DECIMAL(10,2)"),
    ("orders.amount", "o.amount : DECIMAL(10,2)"),
    ("id", "ambiguous_source"), ("nothing", "unknown_column"), ("o.nothing", "unknown_column"), ("x.id", "unknown_table"),
    ("row1.amount", "o.amount : DECIMAL(10,2)"),
    ("\"amount\"", "o.amount : DECIMAL(10,2)"), ("\"hello\"", "'hello' : TEXT NOT NULL"), ("[c].[NAME]", "c.name : VARCHAR(40) NOT NULL"),
    // `+`
    ("code + ' '", "o.code || ' ' : TEXT"), ("amount + 1", "o.amount + 1 : DECIMAL(13,2)"), ("code + 1", "o.code || '1' : TEXT"),
    ("'#' + o.id", "'#' || CAST(o.id AS TEXT) : TEXT NOT NULL"),
    ("ordered + 7", "DATE_ADD(o.ordered, 7, 'DAY') : DATE"), ("ordered - 7", "DATE_ADD(o.ordered, -7, 'DAY') : DATE"),
    ("shipped - ordered", "DATE_DIFF('DAY', o.ordered, o.shipped) : INTEGER"),
    ("ordered + 0.5", "DATE_ADD(o.ordered, CAST(0.5 AS INTEGER), 'DAY') : DATE"), ("ordered + ordered", "cannot_cast"),
    // Numbers.
    ("o.id / 2", "o.id / 2 : DOUBLE"), ("o.id % 2", "MOD(o.id, 2) : INTEGER"), ("amount * 1.5", "o.amount * 1.5 : DECIMAL(12,3)"),
    ("ROUND(amount, 1)", "ROUND(o.amount, 1) : DECIMAL(10,1)"),
    ("ABS(code)", "ABS(CAST(o.code AS DOUBLE)) : DOUBLE"), ("TRUNC(amount)", "SIGN(o.amount) * FLOOR(ABS(o.amount)) : DECIMAL(19,0)"),
    ("TRUNC(shipped)", "DATE_TRUNC('DAY', o.shipped) : TIMESTAMP"),
    ("amount + ordered", "DATE_ADD(o.ordered, CAST(o.amount AS INTEGER), 'DAY') : DATE"), ("-code", "-CAST(o.code AS DOUBLE) : DOUBLE"),
    ("amount * is_paid", "o.amount * CAST(o.is_paid AS INTEGER) : DECIMAL(20,2)"),
    // Comparisons.
    ("o.id = '5'", "o.id = 5 : BOOLEAN NOT NULL"), ("code = 5", "CAST(o.code AS DOUBLE) = 5 : BOOLEAN"),
    ("ordered >= '2026-01-01'", "o.ordered >= DATE '2026-01-01' : BOOLEAN"),
    ("ordered > 'soon'", "cannot_cast"), ("ordered = 5", "cannot_cast"), ("is_paid = 1", "o.is_paid = TRUE : BOOLEAN"),
    ("is_paid = 'Y'", "o.is_paid = TRUE : BOOLEAN"), ("code = NULL", "bad_expression"),
    ("amount IN ('1', 2)", "o.amount IN (1, 2) : BOOLEAN"), ("shipped > ordered", "o.shipped > CAST(o.ordered AS TIMESTAMP) : BOOLEAN"),
    // Choices.
    ("COALESCE(amount, 0)", "COALESCE(o.amount, 0) : DECIMAL(12,2) NOT NULL"),
    ("COALESCE(amount, 'none')", "COALESCE(CAST(o.amount AS TEXT), 'none') : TEXT NOT NULL"),
    ("CASE WHEN is_paid THEN 1 ELSE 'x' END", "CASE WHEN o.is_paid THEN '1' ELSE 'x' END : TEXT NOT NULL"),
    ("CASE WHEN o.id THEN 1 END", "CASE WHEN o.id <> 0 THEN 1 END : INTEGER"),
    ("NULLIF(code, '')", "NULLIF(o.code, '') : VARCHAR(10)"), ("GREATEST(amount, NULL)", "GREATEST(o.amount, NULL) : DECIMAL(10,2)"),
    ("CASE WHEN is_paid THEN NULL ELSE 2 END", "CASE WHEN o.is_paid THEN NULL ELSE 2 END : INTEGER"),
    // Conversions.
    ("UPPER(o.id)", "UPPER(CAST(o.id AS TEXT)) : TEXT NOT NULL"), ("CONCAT(code, amount)", "CONCAT(o.code, CAST(o.amount AS TEXT)) : TEXT NOT NULL"),
    ("YEAR(ordered)", "EXTRACT('YEAR', o.ordered) : INTEGER"),
    ("YEAR(code)", "EXTRACT('YEAR', CAST(o.code AS DATE)) : INTEGER"), ("YEAR(amount)", "cannot_cast"), ("CAST(ordered AS INTEGER)", "cannot_cast"),
    ("TO_DATE(shipped)", "CAST(o.shipped AS DATE) : DATE"),
    ("TO_DATE(o.id, 'YYYYMMDD')", "TO_DATE(CAST(o.id AS TEXT), 'YYYYMMDD') : DATE"), ("TO_CHAR(amount, 'YYYY')", "cannot_cast"),
    ("DATE_ADD(ordered, 1, 'HOUR')", "DATE_ADD(o.ordered, 1, 'HOUR') : TIMESTAMP"),
    ("SPLIT_PART(code, '-', 0)", "bad_expression"), ("LEFT(code, '2')", "LEFT(o.code, 2) : TEXT"), ("LEFT(code, 'x')", "cannot_cast"),
    // Aggregates and windows.
    ("SUM(amount)", "SUM(o.amount) : DECIMAL(38,2)"), ("COUNT(*)", "COUNT(*) : BIGINT NOT NULL"), ("AVG(o.id)", "AVG(o.id) : DOUBLE"),
    ("SUM(MAX(amount))", "aggregate_mixed"),
    ("SUM(amount) OVER (PARTITION BY code)", "SUM(o.amount) OVER (PARTITION BY o.code) : DECIMAL(38,2)"),
    ("SUM(ROW_NUMBER() OVER (ORDER BY code))", "aggregate_mixed"),
    ("ROW_NUMBER() OVER (ORDER BY SUM(amount))", "aggregate_mixed"),
    ("LAG(code, 1, 0) OVER (ORDER BY ordered)", "LAG(o.code, 1, '0') OVER (ORDER BY o.ordered) : TEXT"),
    ("SUM(ordered)", "cannot_cast"), ("STRING_AGG(o.id, ',')", "STRING_AGG(CAST(o.id AS TEXT), ',') : TEXT"),
    ("STRING_AGG(code, c.name)", "bad_expression"),
  ]) func `names, types and conversions are found`(_ source: String, _ expected: String) {
    #expect(Self.resolve(source) == expected)
  }

  @Test func `the row's own table comes first`() {
    #expect(Self.resolve("id", TableScope([Self.orders, Self.customers], defaultAlias: "C")) == "c.id : INTEGER")
    #expect(Self.resolve("amount", TableScope([Self.orders, Self.customers], defaultAlias: "c")) == "o.amount : DECIMAL(10,2)")
  }

  @Test func `without a schema names are taken as they stand`() {
    let one = TableScope([Self.blank], mentioned: ["Kind"])
    #expect(Self.resolve("foo + 1", one) == "e.foo + 1 : UNKNOWN")
    #expect(Self.resolve("\"kind\" || \"x\"", one) == "e.kind || 'x' : TEXT")
    #expect(Self.resolve("foo = 5", one) == "e.foo = 5 : BOOLEAN")
    #expect(Self.resolve("foo", TableScope([Self.blank, Self.blank])) == "ambiguous_source")
    #expect(Self.resolve("foo", TableScope([Self.orders, Self.blank])) == "e.foo : UNKNOWN")
  }

  @Test func `a failure names what is near`() {
    do {
      _ = try ExpressionResolver(TableScope([Self.orders])).resolve(.column(alias: nil, name: "amuont"))
      Issue.record("resolved")
    } catch {
      #expect(error.fix == "write amount")
      #expect(error.code == .unknownColumn)
    }
  }

  @Test func `a condition is wanted where a condition stands`() throws {
    let resolver = ExpressionResolver(TableScope([Self.orders]))
    #expect(try resolver.resolveCondition(ExpressionParser.parse("is_paid")).expression.description == "o.is_paid")
    #expect(try resolver.resolveCondition(ExpressionParser.parse("id")).expression.description == "o.id <> 0")
    #expect(throws: ResolutionFailure.self) { try resolver.resolveCondition(ExpressionParser.parse("ordered")) }
  }

  @Test func `dialects ask for the types of parts`() throws {
    let typing = ExpressionTyping([Self.orders])
    let resolved = try ExpressionResolver(TableScope([Self.orders])).resolve(ExpressionParser.parse("CASE WHEN is_paid THEN amount * 2 ELSE id END"))
    #expect(typing.type(of: resolved.expression) == resolved.type)
    #expect(typing.type(of: .column(alias: "O", name: "AMOUNT")) == .decimal(precision: 10, scale: 2))
    #expect(typing.type(of: .column(alias: "z", name: "q")) == .unknown)
  }

  @Test func `a tree does not double without end`() throws {
    let source = String(repeating: "TRUNC(", count: 50) + "amount" + String(repeating: ")", count: 50)
    #expect(throws: ResolutionFailure.self) { try ExpressionResolver(TableScope([Self.orders])).resolve(ExpressionParser.parse(source)) }
  }

  @Test func `what is resolved resolves to itself`() throws {
    let resolver = ExpressionResolver(TableScope([Self.orders, Self.customers]))
    for (source, _) in ExpressionParserTests.readings {
      guard let first = try? resolver.resolve(ExpressionParser.parse(source)) else { continue }
      #expect(try resolver.resolve(first.expression).expression == first.expression)
    }
  }
}
