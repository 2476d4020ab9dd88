import Workbook

@testable import Mapping

/// One expression for every point of the catalogue, and a table whose columns have every type.
enum SpellingCases {
  static let table = SelectBranch.SourceTable(
    table: TableName(parts: ["t"]), alias: "o",
    columns: [
      column("id", .integer(bits: 32)), column("txt"), column("sep"), column("pat"), column("num_txt"), column("dt_txt"), column("bool_txt"),
      column("de_txt"),
      column("mon_txt"), column("yy_txt"), column("ymd_txt"), column("dets_txt"), column("n", .integer(bits: 32)), column("big", .integer(bits: 64)),
      column("amt", .decimal(precision: 10, scale: 2)), column("dbl", .double), column("flag", .boolean), column("d", .date), column("d2", .date),
      column("ts", .timestamp(withTimeZone: false)), column("ts2", .timestamp(withTimeZone: false)),
    ])

  private static func column(_ name: String, _ type: DataType = .text(length: nil)) -> SelectBranch.SourceColumn { .init(name: name, type: type) }

  static let all: [(name: String, expression: Expression)] = casts + operators + texts + numbers + dates + windows

  static let types: [(name: String, type: DataType)] = [
    ("int16", .integer(bits: 16)), ("int32", .integer(bits: 32)), ("int64", .integer(bits: 64)), ("dec52", .decimal(precision: 5, scale: 2)),
    ("dec102", .decimal(precision: 10, scale: 2)), ("dec180", .decimal(precision: 18, scale: 0)), ("double", .double), ("bool", .boolean),
    ("text", .text(length: nil)),
  ]

  static let casts: [(name: String, expression: Expression)] = {
    var cases: [(name: String, expression: Expression)] = []
    for (name, type) in types {
      for source in ["num_txt", "n", "big", "amt", "dbl"] {
        cases.append(("cast_\(source)_\(name)", .cast(col(source), type)))
      }
      if name != "text" { cases.append(("cast_num_unk_\(name)", .cast(col("num_unk"), type))) }
    }
    for source in ["dt_txt", "dt_unk", "bool_txt"] {
      cases.append(("cast_\(source)_date", .cast(col(source), .date)))
      cases.append(("cast_\(source)_ts", .cast(col(source), .timestamp(withTimeZone: false))))
      cases.append(("cast_\(source)_bool", .cast(col(source), .boolean)))
    }
    for source in ["d", "ts", "flag"] { cases.append(("cast_\(source)_text", .cast(col(source), .text(length: nil)))) }
    cases.append(("cast_txt_varchar", .cast(col("txt"), .text(length: 3))))
    cases.append(("cast_null", .cast(.literal(.null), .date)))
    cases.append(("cast_flag_int", .cast(col("flag"), .integer(bits: 32))))
    cases.append(("cast_d_ts", .cast(col("d"), .timestamp(withTimeZone: false))))
    cases.append(("cast_ts_d", .cast(col("ts"), .date)))
    return cases
  }()

  static let operators: [(name: String, expression: Expression)] = [
    ("div_int", .binary(.divide, col("n"), col("big"))), ("div_number", .binary(.divide, col("amt"), number(3))),
    ("mod_int", .binary(.remainder, col("n"), col("big"))), ("mod_dec", call(.mod, col("amt"), .literal(.decimal("0.3")))),
    ("mod_dbl", call(.mod, col("dbl"), number(2))),
    (
      "arithmetic",
      .binary(
        .subtract, .binary(.multiply, .binary(.add, col("n"), number(2)), col("amt")), .binary(.subtract, col("n"), .literal(.integer(-1))))
    ), ("minus_minus", .negate(.negate(col("n")))), ("minus_number", .negate(.literal(.integer(-1)))),
    ("join_texts", .binary(.concatenate, .binary(.concatenate, col("txt"), text("-")), col("sep"))),
    (
      "join_numbers",
      .binary(.concatenate, .cast(col("amt"), .text(length: nil)), .binary(.concatenate, text("/"), .cast(col("dbl"), .text(length: nil))))
    ), ("concat", call(.concat, col("txt"), text("'x\\y\n?$ä"), col("sep"))), ("like", .like(col("txt"), pattern: text("a%"), negated: false)),
    ("not_like", .like(col("txt"), pattern: text("_l%\\%"), negated: true)), ("like_column", .like(col("txt"), pattern: col("pat"), negated: false)),
    ("like_brackets", .like(col("txt"), pattern: text("%[*]?%"), negated: false)),
    ("between", .between(col("n"), low: number(1), high: number(5), negated: false)),
    ("not_in", .isIn(col("txt"), [text("alice"), text("bob")], negated: true)),
    (
      "case",
      .searchedCase(
        [
          .init(
            when: .binary(.and, .binary(.greater, col("n"), number(3)), .binary(.or, col("flag"), .isNull(col("amt"), negated: false))),
            then: text("big"))
        ], otherwise: text("small"))
    ), ("text_less", .binary(.less, col("txt"), text("b"))), ("date_from", .binary(.greaterOrEqual, col("d"), text("2026-01-31"))),
    ("date_to_timestamp", .binary(.lessOrEqual, col("d"), col("ts"))),
    ("not", .not(.binary(.equal, col("flag"), .literal(.boolean(true))))), ("is_null", .isNull(col("n"), negated: false)),
    ("date", .literal(.date("2026-02-03"))), ("timestamp", .literal(.timestamp("2026-02-03 04:05:06"))), ("boolean", .literal(.boolean(true))),
  ]

  static let texts: [(name: String, expression: Expression)] = {
    var cases: [(name: String, expression: Expression)] = []
    for function in [ScalarFunction.upper, .lower, .title, .trim, .leftTrim, .rightTrim, .length, .reverse, .md5, .sha256] {
      cases.append((function.rawValue.lowercased(), call(function, col("txt"))))
    }
    cases.append(("trim_set", call(.trim, col("txt"), text("aA "))))
    cases.append(("ltrim_set", call(.leftTrim, col("txt"), text("aA"))))
    for start in [Int64(-2), 0, 2] {
      cases.append(("substring_\(start)", call(.substring, col("txt"), .literal(.integer(start)), number(3))))
      cases.append(("substring_from_\(start)", call(.substring, col("txt"), .literal(.integer(start)))))
    }
    cases.append(("substring_columns", call(.substring, col("txt"), col("n"), col("id"))))
    for count in [Int64(-2), 0, 2] {
      cases.append(("left_\(count)", call(.left, col("txt"), .literal(.integer(count)))))
      cases.append(("right_\(count)", call(.right, col("txt"), .literal(.integer(count)))))
    }
    cases.append(("left_column", call(.left, col("txt"), col("n"))))
    cases.append(("right_column", call(.right, col("txt"), col("n"))))
    cases.append(("replace", call(.replace, col("txt"), text("l"), text("LL"))))
    for part in [Int64(1), 3, -1] { cases.append(("split_part_\(part)", call(.splitPart, col("sep"), text("-"), .literal(.integer(part))))) }
    cases.append(("lpad", call(.leftPad, col("txt"), number(6), text("xy"))))
    cases.append(("rpad", call(.rightPad, col("txt"), number(6))))
    cases.append(("lpad_number", call(.leftPad, .cast(col("n"), .text(length: nil)), number(5), text("0"))))
    cases.append(("position", call(.position, text("l"), col("txt"))))
    cases.append(("regexp_replace", call(.regexpReplace, col("txt"), text("([aeiou])\\w"), text("<\\1>"))))
    return cases
  }()

  static let numbers: [(name: String, expression: Expression)] = [
    ("abs", call(.abs, col("amt"))), ("sign", call(.sign, col("amt"))), ("round_decimal", call(.round, col("amt"), number(1))),
    ("round_double", call(.round, col("dbl"), number(2))), ("round_whole", call(.round, col("dbl"))),
    ("round_quotient", call(.round, .binary(.divide, col("amt"), number(7)), number(2))),
    ("round_tens", call(.round, col("n"), .literal(.integer(-1)))), ("round_decimal_tens", call(.round, col("amt"), .literal(.integer(-1)))),
    ("ceil", call(.ceil, col("amt"))), ("floor", call(.floor, col("dbl"))), ("power", call(.power, col("n"), number(2))),
    ("sqrt", call(.sqrt, col("amt"))), ("greatest", call(.greatest, col("n"), col("big"), number(2))),
    ("least_text", call(.least, col("txt"), col("sep"))), ("coalesce", call(.coalesce, col("n"), number(0))),
    ("nullif", call(.nullif, col("n"), number(3))),
  ]

  static let dates: [(name: String, expression: Expression)] = {
    var cases: [(name: String, expression: Expression)] = [
      ("to_date", call(.toDate, col("dt_txt"))), ("to_timestamp", call(.toTimestamp, col("dt_txt"))),
      ("to_date_german", call(.toDate, col("de_txt"), text("DD.MM.YYYY"))), ("to_date_month", call(.toDate, col("mon_txt"), text("DD-Mon-YYYY"))),
      ("to_date_century", call(.toDate, col("yy_txt"), text("DD/MM/YY"))), ("to_date_digits", call(.toDate, col("ymd_txt"), text("YYYYMMDD"))),
      ("to_timestamp_german", call(.toTimestamp, col("dets_txt"), text("DD.MM.YYYY HH24:MI"))), ("last_day", call(.lastDay, col("d"))),
      ("last_day_timestamp", call(.lastDay, col("ts"))), ("today", call(.currentDate)), ("now", call(.currentTimestamp)),
      ("to_char_ms", call(.toChar, col("ts"), text("MS"))),
    ]
    for (name, pattern) in [
      ("iso", "YYYY-MM-DD"), ("short", "DD.MM.YY"), ("names", "MON Month DY Day"), ("quarter", "Q"), ("time", "HH24:MI:SS"),
      ("half_days", "HH12:MI AM"),
      ("words", "\"Week of\" YYYYMMDD 100%"),
    ] {
      cases.append(("to_char_\(name)", call(.toChar, col("ts"), text(pattern))))
      cases.append(("to_char_\(name)_of_date", call(.toChar, col("d"), text(pattern))))
    }
    for unit in DateUnit.allCases {
      let name = unit.rawValue.lowercased()
      cases.append(("extract_\(name)", call(.extract, text(unit.rawValue), col("ts"))))
      cases.append(("extract_\(name)_of_date", call(.extract, text(unit.rawValue), col("d"))))
      guard unit.isSpan else { continue }
      cases.append(("trunc_\(name)", call(.dateTrunc, text(unit.rawValue), col("ts"))))
      cases.append(("trunc_\(name)_of_date", call(.dateTrunc, text(unit.rawValue), col("d"))))
      cases.append(("add_\(name)", call(.dateAdd, col("ts"), number(1), text(unit.rawValue))))
      cases.append(("add_\(name)_to_date", call(.dateAdd, col("d"), .literal(.integer(-13)), text(unit.rawValue))))
      cases.append(("add_column_\(name)_to_date", call(.dateAdd, col("d"), col("n"), text(unit.rawValue))))
      cases.append(("diff_\(name)", call(.dateDiff, text(unit.rawValue), col("ts"), col("ts2"))))
      cases.append(("diff_\(name)_of_dates", call(.dateDiff, text(unit.rawValue), col("d"), col("d2"))))
    }
    return cases
  }()

  static let windows: [(name: String, expression: Expression)] = {
    let amount = Expression.SortKey(col("amt"), isDescending: true)
    let id = Expression.SortKey(col("id"))
    func window(_ function: WindowFunction, _ arguments: [Expression], partition: [Expression] = [], _ order: [Expression.SortKey]) -> Expression {
      .window(Expression.WindowCall(.window(function), arguments, partition: partition, order: order))
    }
    return [
      ("row_number", window(.rowNumber, [], [amount, id])), ("rank", window(.rank, [], partition: [col("flag")], [.init(col("txt"))])),
      ("lag", window(.lag, [col("n"), number(1), number(0)], [id])),
      ("first_value", window(.firstValue, [col("txt")], partition: [col("flag")], [amount, id])),
      ("last_value", window(.lastValue, [col("txt")], partition: [col("flag")], [amount, id])),
      ("running_sum", .window(.init(.aggregate(.sum), [col("n")], partition: [], order: [id]))),
      ("average_of_all", .window(.init(.aggregate(.average), [col("n")], partition: [col("flag")], order: []))),
    ]
  }()

  static let aggregates: [(name: String, expression: Expression)] = {
    var cases: [(name: String, expression: Expression)] = [
      ("count_rows", .aggregate(.init(.count, []))), ("string_agg", .aggregate(.init(.stringAggregate, [col("txt"), text("|")]))),
      ("string_agg_distinct", .aggregate(.init(.stringAggregate, [col("txt"), text("|")], isDistinct: true))),
      (
        "string_agg_descending",
        .aggregate(
          .init(.stringAggregate, [col("txt"), text("|")], order: [.init(col("amt"), isDescending: true), .init(col("id"), isDescending: true)]))
      ), ("string_agg_ascending", .aggregate(.init(.stringAggregate, [col("txt"), text(";")], order: [.init(col("n")), .init(col("txt"))]))),
    ]
    for function in AggregateFunction.allCases where function != .stringAggregate {
      for source in ["n", "big", "amt", "dbl", "txt", "flag", "d"] {
        if function == .sum || function == .average, ["txt", "flag", "d"].contains(source) { continue }
        cases.append(("\(function.rawValue.lowercased())_\(source)", .aggregate(.init(function, [col(source)]))))
        guard function == .count || function == .sum else { continue }
        cases.append(("\(function.rawValue.lowercased())_distinct_\(source)", .aggregate(.init(function, [col(source)], isDistinct: true))))
      }
    }
    return cases
  }()

  private static func col(_ name: String) -> Expression { .column(alias: "o", name: name) }

  static func plan(_ expression: Expression) -> TargetPlan { PlanShorthand.target([("id", col("id")), ("x", expression)], driving: table) }

  static func aggregatePlan(_ expression: Expression) -> TargetPlan {
    let key = Expression.cast(col("flag"), .integer(bits: 32))
    return PlanShorthand.target([("flag", key), ("x", expression)], driving: table, groupBy: [key], isAggregated: true)
  }
}
