/// Values that come from no source, and constants.
extension RuleReader {
  static func generated(_ start: Phrase) -> GeneratedColumn? {
    var phrase = start
    // `valid_from = load date`.
    if let name = assigned(&phrase) {
      if let value = phrase.value(), phrase.isAtEnd { return value == name.expression ? name : nil }
      return times(phrase).map { _ in name }
    }
    phrase = start
    phrase.skip([
      "scd type 2", "scd - 2", ":", "-", "scd2", "scd", "type 2", "set to", "set", "populate with", "populate", "generate", "generated", "use", "the",
      "as", "with", "add",
      "assign", "create", "a", "an", "unique",
    ])
    if let slow = slowlyChanging(phrase, isNamed: phrase.position > 0 && start.word().map { $0.hasPrefix("scd") || $0 == "type" } ?? false) {
      return slow
    }
    if let time = times(phrase) { return time }
    return surrogateKey(phrase)
  }

  /// The generated column that the rule itself names before an equals sign.
  private static func assigned(_ phrase: inout Phrase) -> GeneratedColumn? {
    guard case .word(let name)? = phrase.piece, let column = GeneratedColumn(named: name),
      !phrase.sourceColumns.contains(where: { $0.lowercased() == name.lowercased() })
    else { return nil }
    phrase.position += 1
    guard phrase.takes("=") || phrase.takes(":") || phrase.takes("->") else { return nil }
    return column
  }

  private static func slowlyChanging(_ start: Phrase, isNamed: Bool) -> GeneratedColumn? {
    var phrase = start
    let words = (0..<min(5, phrase.pieces.count - phrase.position)).compactMap { phrase.word($0) }
    guard words.count == phrase.pieces.count - phrase.position, let first = words.first else { return nil }
    let rest = words.joined(separator: "").filter { $0 != "_" }
    if let column = GeneratedColumn(named: rest.replacing("column", with: "").replacing("field", with: "")) { return column }
    guard isNamed || ["effective", "valid", "row", "record"].contains(first) else { return nil }
    phrase.skip(["effective", "valid", "row", "record"])
    if phrase.takes(oneOf: ["start date", "from date", "start", "from", "begin date", "date", "effective date"]), phrase.isAtEnd {
      return .validFrom
    }
    phrase = start
    phrase.skip(["effective", "valid", "row", "record"])
    if phrase.takes(oneOf: ["end date", "to date", "end", "to", "until", "expiry date", "expiration date"]), phrase.isAtEnd { return .validTo }
    phrase = start
    if isNamed, phrase.takes(oneOf: ["current flag", "current indicator", "active flag", "is current", "current"]), phrase.isAtEnd {
      return .isCurrent
    }
    return nil
  }

  /// "current timestamp", "load date".
  static func times(_ start: Phrase) -> GeneratedColumn? {
    var phrase = start
    phrase.skip(["set to", "populate with", "use", "the", "=", "etl", "dwh", "dw", "job", "batch", "record", "row"])
    let isKnown = phrase.takes(oneOf: [
      "current", "system", "sys", "load", "loading", "insert", "inserted", "insertion", "run", "execution", "processing", "process", "ingestion",
      "audit", "todays",
      "today's", "today’s", "creation", "created",
    ])
    guard isKnown else {
      if phrase.takes(oneOf: ["today", "load_date", "current_date", "sysdate date"]), phrase.isAtEnd { return .currentDate }
      if phrase.takes(oneOf: ["now", "load_timestamp", "load_ts", "load_dts", "current_timestamp"]), phrase.isAtEnd { return .currentTimestamp }
      phrase = start
      if phrase.takes(oneOf: ["date of load", "date of loading", "date of insertion", "date of processing"]), phrase.isAtEnd { return .currentDate }
      if phrase.takes(oneOf: ["time of load", "timestamp of load", "date and time of load", "timestamp of insertion"]), phrase.isAtEnd {
        return .currentTimestamp
      }
      return nil
    }
    phrase.skip(["system", "etl"])
    if phrase.takes(oneOf: [
      "date and time", "date time", "date / time", "datetime", "date & time", "timestamp", "time stamp", "time", "dttm", "ts", "dts",
    ]) {
      phrase.skip(["of load", "of the load", "of insertion", "of etl", "of run", "utc"])
      return phrase.isAtEnd ? .currentTimestamp : nil
    }
    guard phrase.takes("date") else { return nil }
    phrase.skip(["of load", "of the load", "of insertion", "of etl", "of run", "of the day"])
    return phrase.isAtEnd ? .currentDate : nil
  }

  /// "auto increment", "surrogate key", "sequence over customer_id".
  private static func surrogateKey(_ start: Phrase) -> GeneratedColumn? {
    var phrase = start
    let text = phrase.rest.lowercased().filter { !$0.isWhitespace }
    if phrase.position == 0, isSequence(text) { return .surrogateKey(over: []) }
    let isKey = phrase.takes(oneOf: [
      "auto increment key", "auto increment id", "auto increment column", "auto - increment", "auto increment", "auto incremented",
      "auto - incremented",
      "autoincremented", "autoincrement", "auto generated key", "auto generated id", "auto - generated", "auto generated", "autogenerated",
      "auto number",
      "surrogate key generated", "surrogate key", "surrogate id", "surrogate", "sequence generated", "sequence generator", "sequence number",
      "sequence key",
      "sequence id", "sequence", "sequential number", "sequential id", "sequential key", "identity column", "identity key", "system generated key",
      "system generated id", "system - generated key", "running number", "serial number", "row number", "unique key", "row id",
      "künstlicher schlüssel",
      "surrogatschlüssel", "суррогатный ключ", "автоинкремент", "klucz sztuczny", "autoinkrement", "clave subrogada", "autoincremental",
    ])
    guard isKey else { return nil }
    phrase.skip([
      "generated", "generate", "starting from 1", "starting with 1", "starting at 1", "from 1", "start with 1", "( 1 , 1 )", "(pk)", "( pk )",
    ])
    if phrase.isAtEnd { return .surrogateKey(over: []) }
    guard phrase.takes(oneOf: ["over the key", "over", "ordered by", "order by", "sorted by", "based on", "on", "by", "for each", "per"]) else {
      return nil
    }
    phrase.skipArticles()
    if phrase.takes(oneOf: ["key", "natural key", "business key", "primary key"]), phrase.isAtEnd { return .surrogateKey(over: []) }
    let keys = phrase.columnList()
    guard phrase.isAtEnd, !keys.isEmpty, keys.allSatisfy({ if case .column = $0 { true } else { false } }) else { return nil }
    return .surrogateKey(over: keys)
  }

  /// What engines call the next number: `seq.NEXTVAL`, `nextval('seq')`, `Numeric.sequence("s1", 1, 1)`, `IDENTITY(1,1)`.
  private static func isSequence(_ text: String) -> Bool {
    guard text.utf8.count <= 200, !text.contains(";") else { return false }
    if text == "monotonically_increasing_id()" || text == "f.monotonically_increasing_id()" || text == "identity(1,1)" { return true }
    if text.hasPrefix("nextval("), text.hasSuffix("')") { return true }
    if text.hasPrefix("numeric.sequence("), text.hasSuffix(",1,1)") { return true }
    let parts = text.split(separator: ".")
    return parts.count > 1 && parts.last == "nextval" && parts.allSatisfy { $0.allSatisfy(\.isLetterOrDigit) }
  }

  // MARK: Copies and constants

  /// "copy from X", "same as o.name": a column and nothing else.
  static func copied(_ start: Phrase) -> Expression? {
    var phrase = start
    guard
      phrase.takes(oneOf: [
        "direct mapping from", "direct map from", "direct move from", "direct move of", "direct copy from", "direct copy of", "direct from",
        "direct load from",
        "mapped directly from", "directly mapped from", "map directly from", "straight move from", "straight map from", "copy from", "copy of",
        "copied from", "copy",
        "same as", "move from", "load from", "take from", "taken from", "pull from", "populate from", "map from", "mapped from", "kopie von",
        "übernahme aus",
        "копия из", "kopia z", "copia de", "direct",
      ])
    else { return nil }
    phrase.skip([":", "-", "->"])
    guard let column = phrase.columnName(), phrase.isAtEnd else { return nil }
    return column
  }

  /// "Constant 'X'", "Hardcode to 1", "Default to 0" (where there is no source whose NULLs it could be about).
  static func constant(_ start: Phrase) -> Expression? {
    var phrase = start
    // A day alone, which as an expression would be a subtraction.
    if let value = phrase.value(), phrase.isAtEnd { return value }
    phrase = start
    let isConstant = phrase.takes(oneOf: [
      "hard coded", "hard - coded", "hard code", "hard - code", "hardcoded", "hardcode", "constant", "const", "fixed value", "fixed", "static value",
      "static",
      "literal", "konstante", "konstant", "константа", "stała", "constante", "hardcodear", "valor fijo", "fester wert",
    ])
    if !isConstant {
      let isAssigned = phrase.takes(oneOf: [
        "always set to", "always", "set to", "set as", "set", "assign", "populate with", "populate as", "fill with",
      ])
      let isDefault = !isAssigned && start.sourceColumns.isEmpty && phrase.takes(oneOf: ["default", "defaulted", "default value", "defaults"])
      guard isAssigned || isDefault else { return nil }
    }
    phrase.skip(["value", "values", "text", "string", "to", "as", "with", "the", "of", "is", ":", "=", "->", "number"])
    let behind = phrase
    if let value = phrase.value(), phrase.isAtEnd { return value }
    phrase = behind
    guard isConstant, case .word(let word)? = phrase.piece, phrase.pieces.count == phrase.position + 1 else { return nil }
    let isSource = phrase.sourceColumns.contains { Phrase.letters($0) == Phrase.letters(word) }
    return isSource || ["blank", "empty", "null", "none", "value", "date"].contains(word.lowercased()) ? nil : .literal(.text(word))
  }

  /// "if null then 0", "replace nulls with 'N/A'", "default to 0".
  static func defaulted(_ start: Phrase) -> Expression? {
    var phrase = start
    var column: Expression?
    func made(_ phrase: inout Phrase) -> Expression? {
      guard let value = phrase.value(), value != .literal(.null) else { return nil }
      let end = phrase
      // "else X" is the column again.
      if phrase.takes(oneOf: ["else", "otherwise", ", else", ", otherwise"]) {
        phrase.skip(["take", "use", "same value", "same", "direct", "copy", "as is", "as - is", "keep", "source value", "source", "value", "the"])
        if !phrase.isAtEnd {
          guard let other = phrase.columnName(), column == nil || column == other else { return nil }
          column = other
        }
      } else {
        phrase = end
        phrase.skip([
          "if it is null", "when it is null", "if null", "when null", "if nulls", "for null", "for nulls", "if missing", "when missing",
          "if source is null", "if not present",
        ])
      }
      guard phrase.isAtEnd, let source = column ?? phrase.onlySource else { return nil }
      return .call(.coalesce, [source, value])
    }
    if phrase.takes(oneOf: ["if", "when", "where", "in case of", "in case"]) {
      let inner = phrase
      if !phrase.takes("null") {
        phrase = inner
        if !phrase.takes(oneOf: ["it is", "source is", "value is", "is", "the value is", "the source is"]) {
          guard let named = phrase.columnName(), phrase.takes(oneOf: ["is", "="]) || phrase.word() == "null" else { return nil }
          column = named
        }
        guard phrase.takes("null") else { return nil }
      }
      phrase.skip([
        ",", "then", "set to", "set", "use", "default to", "default", "replace with", "put", "as", "->", "to", "populate with", "populate", "return",
        "=",
      ])
      return made(&phrase)
    }
    if phrase.takes(oneOf: [
      "replace null values with", "replace null values by", "replace nulls with", "replace nulls by", "replace null with", "replace null by",
      "defaulted null values to",
      "default null values to", "default nulls to", "default null to", "defaulted nulls to", "null values to", "nulls to", "null to", "null ->",
      "nulls as", "null as",
      "null =", "fill nulls with", "fill null with", "fill missing values with", "convert nulls to", "convert null to", "change null to",
      "change nulls to", "handle null with",
      "handle nulls with", "coalesce to", "coalesce with", "set nulls to", "set null to", "null values replaced with", "nulls replaced with",
      "null values as",
      "replace missing values with", "treat null as", "treat nulls as",
    ]) {
      return made(&phrase)
    }
    if phrase.takes(oneOf: ["replace null", "replace nulls", "replace null values", "default null", "fill nulls", "fill null"]),
      phrase.takes(oneOf: ["in", "of", "for"]),
      let named = phrase.columnName(), phrase.takes(oneOf: ["with", "by", "to", "as"])
    {
      column = named
      return made(&phrase)
    }
    phrase = start
    if phrase.takes(oneOf: [
      "default to", "default value is", "default value", "default is", "defaults to", "defaulted to", "default as", "default :", "default =",
      "default",
    ]) {
      return made(&phrase)
    }
    // "0 if null", "set to 0 when null".
    phrase.skip(["set to", "use", "set"])
    if phrase.value() != nil, phrase.takes(oneOf: ["if null", "when null", "if it is null", "if missing"]) {
      phrase = start
      phrase.skip(["set to", "use", "set"])
      return made(&phrase)
    }
    return nil
  }
}
