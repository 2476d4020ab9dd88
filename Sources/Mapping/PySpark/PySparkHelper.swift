/// Functions that a generated file brings along where Spark has none of the meaning, or one that depends on a setting. A file has those that it calls.
enum PySparkHelper: String, Sendable, CaseIterable {
  case tryCast = "try_cast"
  case doubleFromText = "double_from_text"
  case booleanFromText = "boolean_from_text"
  case dateFromText = "date_from_text"
  case timestampFromText = "timestamp_from_text"
  case textFromDouble = "text_from_double"
  case title
  case joinTexts = "join_texts"

  /// What this one calls itself.
  var needs: Set<PySparkHelper> {
    switch self {
    case .doubleFromText, .dateFromText, .timestampFromText, .textFromDouble: [.tryCast]
    case .tryCast, .booleanFromText, .title, .joinTexts: []
    }
  }

  func called(_ arguments: PythonExpression...) -> PythonExpression { .call(rawValue, arguments) }

  /// The function's text, without a line end at its end.
  var definition: String {
    switch self {
    case .tryCast:
      #"""
      def try_cast(value: Column, to: str) -> Column:
          """NULL where a value does not cast, whatever spark.sql.ansi.enabled says; Spark 3 needs it off."""
          return value.try_cast(to) if hasattr(Column, "try_cast") else value.cast(to)
      """#
    case .doubleFromText:
      #"""
      def double_from_text(text: Column) -> Column:
          """NULL where the text is no number: without the NaN, Infinity and 1d that Spark reads."""
          digits = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
          return F.when(F.trim(text).rlike(digits), try_cast(F.trim(text), "double"))
      """#
    case .booleanFromText:
      #"""
      def boolean_from_text(text: Column) -> Column:
          """NULL where the word is neither of yes nor of no."""
          word = F.lower(text)
          yes = word.isin("true", "t", "yes", "y", "on", "1")
          return F.when(yes, True).when(word.isin("false", "f", "no", "n", "off", "0"), False)
      """#
    case .dateFromText:
      #"""
      def date_from_text(text: Column) -> Column:
          """NULL where the text is neither a date nor a timestamp of ISO 8601."""
          iso = r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}([.]\d+)?)?)?$"
          return F.when(text.rlike(iso), try_cast(F.substring(text, 1, 10), "date"))
      """#
    case .timestampFromText:
      #"""
      def timestamp_from_text(text: Column) -> Column:
          """NULL where the text is neither a date nor a timestamp of ISO 8601."""
          iso = r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}([.]\d+)?)?)?$"
          return F.when(text.rlike(iso), try_cast(text, "timestamp"))
      """#
    case .textFromDouble:
      #"""
      def text_from_double(number: Column) -> Column:
          """The shortest digits that read back the same, without an exponent."""
          digits = F.format_number(try_cast(number, "decimal(38,18)"), 18)
          return F.coalesce(F.regexp_replace(digits, r",|[.]?0+$", ""), number.cast("string"))
      """#
    case .title:
      #"""
      def title(text: Column) -> Column:
          """Each run of letters and digits with its first letter upper and its others lower."""
          words = F.split(F.lower(text), r"(?<![\p{L}\p{N}])(?=[\p{L}\p{N}])")
          rest = 2147483647
          raised = F.transform(
              words, lambda word: F.concat(F.upper(F.substring(word, 1, 1)), F.substring(word, 2, rest))
          )
          return F.array_join(raised, "")
      """#
    case .joinTexts:
      #"""
      def join_texts(text: Column, separator: str, *keys, distinct=None, window=None) -> Column:
          """The texts of a group, joined in the order of keys (an expression, and whether it descends;
          NULLs last), or in their own order where there are none; NULL of nothing. distinct: each once,
          "up" or "down" in their own order."""

          def compared(left: Column, right: Column) -> Column:
              a, b = left["text"], right["text"]
              result = F.when(a < b, -1).when(a > b, 1).otherwise(0)
              for index, (_, descends) in reversed(list(enumerate(keys))):
                  a, b = left[f"key_{index}"], right[f"key_{index}"]
                  result = (
                      F.when(a.isNull() & b.isNotNull(), 1)
                      .when(a.isNotNull() & b.isNull(), -1)
                      .when(a < b, 1 if descends else -1)
                      .when(a > b, -1 if descends else 1)
                      .otherwise(result)
                  )
              return result

          def over(column: Column) -> Column:
              return column if window is None else column.over(window)

          if keys:
              named = [key.alias(f"key_{index}") for index, (key, _) in enumerate(keys)]
              row = F.when(text.isNotNull(), F.struct(text.alias("text"), *named))
              rows = F.array_sort(over(F.collect_list(row)), compared)
              texts = F.transform(rows, lambda row: row["text"])
          else:
              texts = over((F.collect_set if distinct else F.collect_list)(text))
              texts = F.sort_array(texts, asc=distinct != "down")
          return F.when(over(F.count(text)) > 0, F.array_join(texts, separator))
      """#
    }
  }
}
