extension ScalarFunction {
  /// How many arguments it takes in an expression tree.
  package var arity: ClosedRange<Int> {
    switch self {
    case .currentDate, .currentTimestamp: 0...0
    case .upper, .lower, .title, .length, .reverse, .abs, .ceil, .floor, .sqrt, .sign, .lastDay, .md5, .sha256: 1...1
    case .trim, .leftTrim, .rightTrim, .round: 1...2
    case .left, .right, .position, .mod, .power, .toDate, .toTimestamp, .toChar, .extract, .dateTrunc, .nullif: 2...2
    case .substring: 2...3
    case .replace, .splitPart, .leftPad, .rightPad, .regexpReplace, .dateAdd, .dateDiff: 3...3
    case .concat, .greatest, .least, .coalesce: 1...1000
    }
  }

  /// The call as it should be written.
  package var usage: String {
    switch self {
    case .upper, .lower, .title, .length, .reverse, .md5, .sha256: "\(rawValue)(text)"
    case .trim, .leftTrim, .rightTrim: "\(rawValue)(text), or \(rawValue)(text, characters)"
    case .substring: "SUBSTRING(text, start, length), counted from 1"
    case .left, .right: "\(rawValue)(text, count)"
    case .replace: "REPLACE(text, from, to)"
    case .splitPart: "SPLIT_PART(text, separator, number)"
    case .leftPad, .rightPad: "\(rawValue)(text, length, fill)"
    case .position: "POSITION(needle, text)"
    case .regexpReplace: "REGEXP_REPLACE(text, pattern, replacement)"
    case .abs, .ceil, .floor, .sqrt, .sign: "\(rawValue)(number)"
    case .round: "ROUND(number, places)"
    case .mod, .power: "\(rawValue)(number, number)"
    case .concat, .greatest, .least, .coalesce: "\(rawValue)(value, …)"
    case .toDate, .toTimestamp: "\(rawValue)(text, pattern)"
    case .toChar: "TO_CHAR(date, pattern)"
    case .extract: "EXTRACT(unit FROM date)"
    case .dateTrunc: "DATE_TRUNC(unit, date)"
    case .dateAdd: "DATE_ADD(date, count, unit)"
    case .dateDiff: "DATE_DIFF(unit, start, end)"
    case .currentDate, .currentTimestamp: "\(rawValue) without arguments"
    case .lastDay: "LAST_DAY(date)"
    case .nullif: "NULLIF(value, value)"
    }
  }
}
