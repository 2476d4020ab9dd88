/// Lookups in words.
extension RuleReader {
  private static let taking = [
    "take", "to get", "to fetch", "to take", "get", "fetch", "return", "retrieve", "to retrieve", "use", "pick", "select", "bring", "pull",
    "populate",
  ]
  private static let matching = ["matching on", "matched on", "matching", "by", "on", "using", "based on", "through", "via", "with", "where", "for"]

  /// "join to X by Y, take Z", "Lookup Z from X on Y".
  static func lookup(_ start: Phrase) -> LookupRule? {
    var phrase = start
    let isJoin = phrase.takes(oneOf: ["left outer join", "left join", "inner join", "join", "lookup", "look up", "look - up", "vlookup"])
    guard isJoin || phrase.takes(oneOf: ["get", "take", "fetch", "retrieve", "bring", "pull"]) else { return nil }
    let behind = phrase
    phrase.skip(["with", "to", "in", "into", "on", "from", "the", "table", "against"])
    if isJoin, let rule = tableFirst(phrase) { return rule }
    phrase = behind
    return columnFirst(phrase, isLookup: isJoin)
  }

  /// "X by Y, take Z".
  private static func tableFirst(_ start: Phrase) -> LookupRule? {
    var phrase = start
    guard let table = table(&phrase), phrase.takes(oneOf: matching) else { return nil }
    guard let keys = keys(&phrase, table) else { return nil }
    phrase.skip([",", ";", "and", "then", "->", ":"])
    guard phrase.takes(oneOf: taking) else { return nil }
    phrase.skip(["the", "value of", "column", "field"])
    guard let result = name(&phrase) else { return nil }
    phrase.skip(["column", "field", "value"])
    return phrase.isAtEnd ? LookupRule(table: table, keys: keys, result: result) : nil
  }

  /// "Z from X on Y".
  private static func columnFirst(_ start: Phrase, isLookup: Bool) -> LookupRule? {
    var phrase = start
    phrase.skip(["the", "value of", "column", "field"])
    guard let result = name(&phrase) else { return nil }
    phrase.skip(["column", "field", "value"])
    guard phrase.takes(oneOf: isLookup ? ["from", "in"] : ["from"]) else { return nil }
    phrase.skip(["the", "table"])
    guard let table = table(&phrase) else { return nil }
    phrase.skip([",", "table", "by joining", "joining", "join"])
    guard phrase.takes(oneOf: matching), let keys = keys(&phrase, table), phrase.isAtEnd else { return nil }
    return LookupRule(table: table, keys: keys, result: result)
  }

  private static func table(_ phrase: inout Phrase) -> TableName? {
    guard let word = identifier(&phrase) else { return nil }
    phrase.skip(["table", "dimension"])
    let parts = word.split(separator: ".").map(String.init)
    return parts.isEmpty ? nil : TableName(parts: parts)
  }

  private static func identifier(_ phrase: inout Phrase) -> String? {
    switch phrase.piece {
    case .name(let text)?:
      phrase.position += 1
      return text
    case .text(let text)? where !text.isEmpty && text.allSatisfy({ $0.isLetterOrDigit || $0 == "." }):
      phrase.position += 1
      return text
    case .word(let word)?
    where !["the", "a", "an", "to", "by", "on", "from", "and", "all", "of", "it", "its", "take", "with", "using", "each"].contains(word.lowercased())
      && !word.contains("'") && !word.contains("’"):
      phrase.position += 1
      return word
    default: return nil
    }
  }

  /// A column's name without what stands before a point.
  private static func name(_ phrase: inout Phrase) -> String? {
    identifier(&phrase).flatMap { $0.split(separator: ".").last.map(String.init) }
  }

  /// `customer_id`, `customer_id and region`, `o.cust_id = c.id`.
  private static func keys(_ phrase: inout Phrase, _ table: TableName) -> [LookupRule.Key]? {
    phrase.skip(["the", "key", "column", "columns", "field", "fields", "same"])
    var keys: [LookupRule.Key] = []
    while true {
      guard let first = identifier(&phrase) else { return nil }
      if phrase.takes(oneOf: ["= =", "=", "equals"]) {
        guard let second = identifier(&phrase) else { return nil }
        keys.append(key(first, second, table))
      } else {
        let parts = first.split(separator: ".")
        guard let last = parts.last else { return nil }
        keys.append(.init(column: String(last), source: nil))
      }
      phrase.skip(["column", "field"])
      let end = phrase.position
      guard phrase.takes(oneOf: [", and", "and", ",", "&"]), !taking.contains(where: { phrase.word() == $0 || phrase.word() == "then" }) else {
        phrase.position = end
        return keys
      }
    }
  }

  /// Which side of `a = b` is the looked-up table's: the one that names it, else the second.
  private static func key(_ first: String, _ second: String, _ table: TableName) -> LookupRule.Key {
    func owner(_ name: String) -> String? {
      let parts = name.split(separator: ".")
      return parts.count > 1 ? parts[parts.count - 2].lowercased() : nil
    }
    let isFirst = owner(first) == table.last.lowercased() && owner(second) != table.last.lowercased()
    let own = isFirst ? first : second
    return .init(column: own.split(separator: ".").last.map(String.init) ?? own, source: Phrase.column(isFirst ? second : first))
  }
}
