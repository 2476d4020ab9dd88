/// The catalogue's scalar functions, each with one meaning (docs/mapping-functions.md). `CASE` and `CAST` are expressions of their own; `IF` is read as `CASE`.
package enum ScalarFunction: String, Sendable, CaseIterable {
  case concat = "CONCAT", upper = "UPPER", lower = "LOWER", title = "TITLE", trim = "TRIM", leftTrim = "LTRIM", rightTrim = "RTRIM", substring =
    "SUBSTRING"
  case left = "LEFT", right = "RIGHT", length = "LENGTH", replace = "REPLACE", splitPart = "SPLIT_PART", leftPad = "LPAD", rightPad = "RPAD"
  case reverse = "REVERSE", position = "POSITION", regexpReplace = "REGEXP_REPLACE"
  case abs = "ABS", round = "ROUND", ceil = "CEIL", floor = "FLOOR", mod = "MOD", power = "POWER", sqrt = "SQRT", sign = "SIGN", greatest = "GREATEST"
  case least = "LEAST"
  case toDate = "TO_DATE", toTimestamp = "TO_TIMESTAMP", toChar = "TO_CHAR", extract = "EXTRACT", dateTrunc = "DATE_TRUNC", dateAdd = "DATE_ADD"
  case dateDiff = "DATE_DIFF", currentDate = "CURRENT_DATE", currentTimestamp = "CURRENT_TIMESTAMP", lastDay = "LAST_DAY"
  case coalesce = "COALESCE", nullif = "NULLIF", md5 = "MD5", sha256 = "SHA256"
}

package enum AggregateFunction: String, Sendable, CaseIterable {
  case count = "COUNT", sum = "SUM", average = "AVG", minimum = "MIN", maximum = "MAX", stringAggregate = "STRING_AGG"
}

package enum WindowFunction: String, Sendable, CaseIterable {
  case rowNumber = "ROW_NUMBER", rank = "RANK", denseRank = "DENSE_RANK", lag = "LAG", lead = "LEAD", firstValue = "FIRST_VALUE", lastValue =
    "LAST_VALUE"
}
