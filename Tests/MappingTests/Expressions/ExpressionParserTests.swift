import Mapping
import Testing

@Suite struct ExpressionParserTests {
  static func text(_ source: String) -> String {
    do throws(ExpressionFailure) { return try ExpressionParser.parse(source).description } catch { return "FAILS: \(error)" }
  }

  static let readings: [(String, String)] = [
    // Operators and their order.
    ("a + b * c - d", "a + b * c - d"), ("(a + b) * c", "(a + b) * c"), ("a - (b - c)", "a - (b - c)"), ("a OR b AND NOT c", "a OR b AND NOT c"),
    ("a != 1", "a <> 1"), ("a ^= 1", "a <> 1"), ("x || 'a' || y", "x || 'a' || y"), ("x & \" \" & y", "CONCAT(x, \" \", y)"), ("-5", "-5"),
    ("a - -5", "a - -5"),
    ("2 ^ 3", "POWER(2, 3)"), ("a % 2 = 0", "a % 2 = 0"), ("price*1.10", "price * 1.10"), ("1e3", "1000"), (".5", "0.5"), ("x;", "x"),
    ("NOT a = b", "NOT a = b"), ("a IS NOT NULL", "a IS NOT NULL"), ("a NOT IN (1, 2)", "a NOT IN (1, 2)"),
    ("a BETWEEN 1 AND 2 AND b", "a BETWEEN 1 AND 2 AND b"),
    ("a LIKE 'x%' ESCAPE '!'", "a LIKE 'x%'"), ("a LIKE '10!%' ESCAPE '!'", "a LIKE '10\\%'"), ("a ILIKE 'x'", "UPPER(a) LIKE UPPER('x')"),
    ("a IS TRUE", "COALESCE(a, FALSE)"), ("a IS NOT FALSE", "COALESCE(a, TRUE)"),
    // Names.
    ("o.customer_id", "o.customer_id"), ("dbo.[Order Details].Qty", "dbo.[Order Details].Qty"), ("`a b`", "[a b]"), ("\"x\"", "\"x\""),
    ("o.\"x\"", "o.x"),
    ("a.order", "a.[order]"), ("имя", "[имя]"), ("[@Name]", "Name"),
    // Literals.
    ("'it''s'", "'it''s'"), ("N'x'", "'x'"), ("DATE '2026-02-28'", "DATE '2026-02-28'"),
    ("TIMESTAMP '2026-01-02T03:04'", "TIMESTAMP '2026-01-02 03:04:00'"),
    ("‘curly’", "'curly'"), ("\u{00A0}a\u{00A0}+ 1", "a + 1"),
    // Casts.
    ("x::varchar(10)", "CAST(x AS VARCHAR(10))"), ("CAST(x AS double precision)", "CAST(x AS DOUBLE)"), ("TRY_CAST(x AS int)", "CAST(x AS INTEGER)"),
    ("CONVERT(varchar(10), d, 103)", "LEFT(TO_CHAR(d, 'DD/MM/YYYY'), 10)"), ("CONVERT(date, x, 103)", "TO_DATE(x, 'DD/MM/YYYY')"),
    ("CONVERT(INT, x)", "CAST(x AS INTEGER)"), ("CONVERT(x, CHAR)", "CAST(x AS TEXT)"),
    ("x::timestamp with time zone", "CAST(x AS TIMESTAMP WITH TIME ZONE)"),
    ("CAST(a AS DECIMAL(10,2)) * 2", "CAST(a AS DECIMAL(10,2)) * 2"), ("SAFE_CAST(x AS INT64)", "CAST(x AS BIGINT)"),
    ("TO_NUMBER(x)", "CAST(x AS DOUBLE)"),
    // Conditions.
    ("ISNULL(a, 0)", "COALESCE(a, 0)"), ("NVL(a, 'x')", "COALESCE(a, 'x')"), ("IFNULL(a,b)", "COALESCE(a, b)"), ("ISNULL(a)", "a IS NULL"),
    ("IF(a > 1; 'x'; 'y')", "CASE WHEN a > 1 THEN 'x' ELSE 'y' END"), ("IIF(a = 1, 2, 3)", "CASE WHEN a = 1 THEN 2 ELSE 3 END"),
    ("DECODE(s, 'A', 'Active', NULL, 'None', 'Other')", "CASE WHEN s = 'A' THEN 'Active' WHEN s IS NULL THEN 'None' ELSE 'Other' END"),
    ("CASE s WHEN 1 THEN 'a' END", "CASE WHEN s = 1 THEN 'a' END"), ("NVL2(a, 1, 0)", "CASE WHEN a IS NOT NULL THEN 1 ELSE 0 END"),
    ("a == null ? \"none\" : a", "CASE WHEN a IS NULL THEN 'none' ELSE a END"),
    ("row1.a != null && row1.b == 1", "[row1].a IS NOT NULL AND [row1].b = 1"),
    ("a == 1 || b == 2", "a = 1 OR b = 2"), ("=IF(AND(A1>1,B1<2),\"x\",\"\")", "CASE WHEN A1 > 1 AND B1 < 2 THEN 'x' ELSE '' END"),
    ("IFS(a=1,'x',TRUE,'y')", "CASE WHEN a = 1 THEN 'x' WHEN TRUE THEN 'y' END"), ("!x.isEmpty() && y == 1", "NOT x = '' AND y = 1"),
    // Text.
    ("SUBSTR(x, 2)", "SUBSTRING(x, 2)"), ("MID(x,1,3)", "SUBSTRING(x, 1, 3)"), ("SUBSTRING(x FROM 2 FOR 3)", "SUBSTRING(x, 2, 3)"),
    ("SUBSTR(x, -3, 2)", "LEFT(RIGHT(x, 3), 2)"),
    ("LEN(x)", "LENGTH(x)"), ("INSTR(x, '-')", "POSITION('-', x)"), ("CHARINDEX('-', x)", "POSITION('-', x)"),
    ("POSITION('-' IN x)", "POSITION('-', x)"),
    ("TRIM(BOTH '0' FROM x)", "TRIM(x, '0')"), ("TRIM(LEADING '0' FROM x)", "LTRIM(x, '0')"), ("PROPER(x)", "TITLE(x)"), ("INITCAP(x)", "TITLE(x)"),
    ("SPLIT(x,',')[0]", "SPLIT_PART(x, ',', 1)"), ("SPLIT(x, '\\\\|')[1]", "SPLIT_PART(x, '|', 2)"),
    ("SPLIT(x, ',')[OFFSET(2)]", "SPLIT_PART(x, ',', 3)"),
    ("ELEMENT_AT(SPLIT(x, ','), -1)", "SPLIT_PART(x, ',', -1)"), ("CONCAT_WS('-', a, b)", "SUBSTRING(CONCAT('-' || a, '-' || b), 2)"),
    ("STUFF(x, 2, 3, 'z')", "CONCAT(SUBSTRING(x, 1, 1), 'z', SUBSTRING(x, 5))"), ("REPLICATE('0', 3)", "'000'"), ("LPAD(x, 5)", "LPAD(x, 5, ' ')"),
    ("REGEXP_REPLACE(x, '(a)', '$1!', 'g')", "REGEXP_REPLACE(x, '(a)', '\\1!')"), ("CHR(10)", "'\n'"), ("LEFT(x)", "LEFT(x, 1)"),
    ("StringHandling.UPCASE(row1.name)", "UPPER([row1].name)"),
    ("row1.street_nbr +\" \"+ row1.street_name", "[row1].street_nbr + ' ' + [row1].street_name"),
    ("row1.name.substring(0, 3).toUpperCase()", "UPPER(SUBSTRING([row1].name, 1, 3))"), ("row1.x.split(\"-\")[1]", "SPLIT_PART([row1].x, '-', 2)"),
    ("name.trim()", "TRIM(name)"), ("row1.a.equals(\"x\")", "[row1].a = 'x'"), ("\"x\".equals(row1.a)", "'x' = [row1].a"),
    // Numbers.
    ("CEILING(x)", "CEIL(x)"), ("TRUNC(x, 2)", "SIGN(x) * FLOOR(ABS(x) * 100) / 100"), ("MAX(a, b)", "GREATEST(a, b)"),
    ("SUM(a, b)", "COALESCE(a, 0) + COALESCE(b, 0)"),
    // Dates.
    ("SYSDATE", "CURRENT_TIMESTAMP"), ("GETDATE()", "CURRENT_TIMESTAMP"), ("TalendDate.getCurrentDate()", "CURRENT_TIMESTAMP"),
    ("CURRENT_DATE", "CURRENT_DATE"),
    ("TODAY()", "CURRENT_DATE"), ("DATEADD(day, 1, d)", "DATE_ADD(d, 1, 'DAY')"), ("DATE_ADD(d, 7)", "DATE_ADD(d, 7, 'DAY')"),
    ("DATE_ADD(d, INTERVAL 1 MONTH)", "DATE_ADD(d, 1, 'MONTH')"),
    ("d + INTERVAL '1' DAY", "DATE_ADD(d, 1, 'DAY')"), ("d - INTERVAL '2 months'", "DATE_ADD(d, -2, 'MONTH')"),
    ("ADD_MONTHS(d, 3)", "DATE_ADD(d, 3, 'MONTH')"),
    ("DATEDIFF(day, a, b)", "DATE_DIFF('DAY', a, b)"), ("DATEDIFF(b, a)", "DATE_DIFF('DAY', a, b)"),
    ("DATE_DIFF(b, a, MONTH)", "DATE_DIFF('MONTH', a, b)"),
    ("DATEDIF(a, b, \"m\")", "DATE_DIFF('MONTH', a, b)"), ("EXTRACT(YEAR FROM d)", "EXTRACT('YEAR', d)"), ("YEAR(d)", "EXTRACT('YEAR', d)"),
    ("DATEPART(month, d)", "EXTRACT('MONTH', d)"),
    ("EXTRACT(DOW FROM d)", "EXTRACT('DAYOFWEEK', d) - 1"), ("TRUNC(d, 'MM')", "DATE_TRUNC('MONTH', d)"),
    ("DATE_TRUNC(d, MONTH)", "DATE_TRUNC('MONTH', d)"),
    ("TO_CHAR(d,'YYYY-MM-DD')", "TO_CHAR(d, 'YYYY-MM-DD')"), ("DATE_FORMAT(d, 'yyyy-MM-dd HH:mm:ss')", "TO_CHAR(d, 'YYYY-MM-DD HH24:MI:SS')"),
    ("TEXT(d, \"dd/mm/yyyy\")", "TO_CHAR(d, 'DD/MM/YYYY')"), ("TalendDate.parseDate(\"dd-MM-yyyy\", row1.d)", "TO_DATE([row1].d, 'DD-MM-YYYY')"),
    ("PARSE_DATE('%d/%m/%Y', d)", "TO_DATE(d, 'DD/MM/YYYY')"), ("TO_DATE(x)", "TO_DATE(x, 'YYYY-MM-DD')"),
    (
      "TO_CHAR(n, '00000')",
      "CASE WHEN n < 0 THEN '-' ELSE '' END || CASE WHEN LENGTH(CAST(ABS(ROUND(n)) AS TEXT)) < 5 THEN LPAD(CAST(ABS(ROUND(n)) AS TEXT), 5, '0') ELSE CAST(ABS(ROUND(n)) AS TEXT) END"
    ),
    ("TEXT(n, \"0.00\")", "CAST(CAST(n AS DECIMAL(38,2)) AS TEXT)"),
    ("TalendDate.getDate(\"yyyy-MM-dd\")", "TO_CHAR(CURRENT_TIMESTAMP, 'YYYY-MM-DD')"),
    ("TalendDate.addDate(row1.d, 5, \"mm\")", "DATE_ADD([row1].d, 5, 'MINUTE')"),
    ("TalendDate.addDate(row1.d, 5, \"MM\")", "DATE_ADD([row1].d, 5, 'MONTH')"), ("ENCODE(SHA256(x::bytea), 'hex')", "SHA256(x)"),
    ("Integer.parseInt(row1.x)", "CAST([row1].x AS INTEGER)"), ("String.valueOf(row1.x)", "CAST([row1].x AS TEXT)"),
    ("EOMONTH(d, 1)", "LAST_DAY(DATE_ADD(d, 1, 'MONTH'))"), ("MONTHNAME(d)", "TO_CHAR(d, 'Month')"), ("TO_CHAR(n)", "CAST(n AS TEXT)"),
    ("to_timestamp(x, 'yyyy-MM-dd''T''HH:mm:ss')", "TO_TIMESTAMP(x, 'YYYY-MM-DD\"T\"HH24:MI:SS')"),
    // Hashes.
    ("SHA2(x, 256)", "SHA256(x)"), ("HASHBYTES('MD5', x)", "MD5(x)"), ("CONVERT(VARCHAR(32), HASHBYTES('MD5', x), 2)", "CAST(MD5(x) AS VARCHAR(32))"),
    ("TO_HEX(MD5(x))", "MD5(x)"),
    // Aggregates and windows.
    ("COUNT(*)", "COUNT(*)"), ("COUNT(DISTINCT x)", "COUNT(DISTINCT x)"),
    ("STRING_AGG(x, ';' ORDER BY y DESC)", "STRING_AGG(x, ';' ORDER BY y DESC)"),
    ("LISTAGG(x, ',') WITHIN GROUP (ORDER BY y)", "STRING_AGG(x, ',' ORDER BY y)"),
    ("GROUP_CONCAT(DISTINCT x SEPARATOR '|')", "STRING_AGG(DISTINCT x, '|')"),
    ("CONCAT_WS(',', COLLECT_SET(x))", "STRING_AGG(DISTINCT x, ',')"), ("ARRAY_JOIN(SORT_ARRAY(COLLECT_LIST(x)), ',')", "STRING_AGG(x, ',')"),
    ("ROW_NUMBER() OVER(PARTITION BY a, b ORDER BY c DESC NULLS LAST)", "ROW_NUMBER() OVER (PARTITION BY a, b ORDER BY c DESC)"),
    ("LAG(x, 1, 0) OVER (ORDER BY d)", "LAG(x, 1, 0) OVER (ORDER BY d)"), ("SUM(x) OVER ()", "SUM(x) OVER ()"),
    ("LAST_VALUE(x) OVER (ORDER BY d ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)", "LAST_VALUE(x) OVER (ORDER BY d)"),
    ("COUNT(*) OVER (PARTITION BY a)", "COUNT(*) OVER (PARTITION BY a)"), ("count_if(a > 1)", "COUNT(CASE WHEN a > 1 THEN 1 END)"),
  ]

  @Test(arguments: readings) func `every spelling has its one meaning`(_ source: String, _ expected: String) {
    #expect(Self.text(source) == expected)
  }

  @Test(arguments: readings) func `what is printed reads as the same`(_ source: String, _ expected: String) throws {
    let first = try ExpressionParser.parse(source)
    #expect(try ExpressionParser.parse(first.description) == first)
  }

  @Test(arguments: [
    "", " ", "a b", "a +", "(a", "a)", "UPPER(a", "UPPER()", "UPPER(a, b)", "SUBSTRING(a)", "1 2", "a; DROP TABLE x", "a -- b", "a /* b */ + c",
    "'open", "\"open", "[open", "nofunction(a)",
    "a = b = c", "SELECT 1", "(SELECT max(x) FROM t)", "EXISTS (SELECT 1)", "a IN (SELECT b FROM c)", "CASE WHEN a THEN b", "CASE END",
    "ROW_NUMBER()", "ROW_NUMBER() OVER ()", "*", "COUNT(DISTINCT a) OVER ()",
    "SUM(x) FILTER (WHERE a)", "SPLIT(a, ',')", "COLLECT_LIST(a)", "CAST(a AS nothing)", "TO_CHAR(a, 'WW')", "TO_CHAR(a, b)",
    "SUM(x) OVER (ORDER BY d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
    "DATEADD(fortnight, 1, d)", "a..b", "a.", "@", "#", "\u{0}", "a ? b", "MONTHS_BETWEEN(a, b)", "DATE '2026-02-30'", "12abc", "UPPER(DISTINCT a)",
    "1e99", "a IS", "a NOT b", "a LIKE", "x[0]", "ORDER BY BY",
  ]) func `everything else is refused with a place`(_ source: String) {
    #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(source) }
  }

  @Test func `a failure says where, what and what instead`() {
    #expect(throws: ExpressionFailure(at: 2, found: "'b'", expected: "an operator or the end")) { try ExpressionParser.parse("a b") }
    #expect(throws: ExpressionFailure(at: 1, found: "a second statement", expected: "one expression in a cell")) {
      try ExpressionParser.parse("a; DROP TABLE x")
    }
    #expect(throws: ExpressionFailure(at: 0, found: "UPPER with 2 arguments", expected: "UPPER(text)")) { try ExpressionParser.parse("UPPER(a, b)") }
    #expect(throws: ExpressionFailure(at: 0, found: "the function UPER, which is not known", expected: "a function of the catalogue; near: UPPER")) {
      try ExpressionParser.parse("UPER(a)")
    }
  }

  @Test func `depth is bounded, width is not`() throws {
    #expect(throws: ExpressionFailure.self) {
      try ExpressionParser.parse(String(repeating: "(", count: 65) + "a" + String(repeating: ")", count: 65))
    }
    #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(String(repeating: "NOT ", count: 5000) + "a") }
    #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(String(repeating: "-", count: 5000) + "a") }
    #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(String(repeating: "a + ", count: 5000) + "a") }
    #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(String(repeating: "CASE WHEN a THEN ", count: 5000)) }
    #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse("a" + String(repeating: ".trim()", count: 5000)) }
    #expect(throws: ExpressionFailure.self) { try ExpressionParser.parse(String(repeating: "a == 1 ? b : ", count: 5000) + "c") }
    // What is written once stands in the tree more than once.
    #expect(throws: ExpressionFailure.self) {
      try ExpressionParser.parse(String(repeating: "CASE ", count: 40) + "a" + String(repeating: " WHEN 1 THEN 2 WHEN 3 THEN 4 END", count: 40))
    }
    #expect(throws: ExpressionFailure.self) {
      try ExpressionParser.parse(String(repeating: "DECODE(", count: 40) + "a" + String(repeating: ", b, c)", count: 40))
    }
    _ = try ExpressionParser.parse(String(repeating: "(", count: 60) + "a" + String(repeating: ")", count: 60))
    _ = try ExpressionParser.parse("a IN (" + (0..<5000).map(String.init).joined(separator: ", ") + ")")
    _ = try ExpressionParser.parse("CASE " + (0..<400).map { "WHEN a = \($0) THEN 'x\($0)'" }.joined(separator: " ") + " END")
    _ = try ExpressionParser.parse((0..<200).map { "c\($0)" }.joined(separator: " || "))
  }

  @Test func `every expression cut anywhere is read or refused, never more`() {
    for (source, _) in Self.readings {
      let characters = Array(source)
      for end in characters.indices {
        _ = try? ExpressionParser.parse(String(characters[..<end]))
        _ = try? ExpressionParser.parse(String(characters[end...]))
      }
    }
  }

  @Test func `walking finds columns, aggregates and windows`() throws {
    let expression = try ExpressionParser.parse("CASE WHEN a.x > 1 THEN SUM(b) ELSE a.x END + ROW_NUMBER() OVER (ORDER BY c)")
    #expect(expression.columns == [.init(alias: "a", name: "x"), .init(alias: nil, name: "b"), .init(alias: nil, name: "c")])
    #expect(expression.containsAggregate)
    #expect(expression.containsWindow)
    #expect(expression.columnsOutsideAggregates == [.init(alias: "a", name: "x"), .init(alias: nil, name: "c")])
    #expect(!expression.isConstant)
    #expect(try ExpressionParser.parse("UPPER('a') || 1").isConstant)
    let renamed = expression.mapColumns { .column(alias: "t", name: $0.name) }
    #expect(renamed.columns.allSatisfy { $0.alias == "t" })
  }
}
