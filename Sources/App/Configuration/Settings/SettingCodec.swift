import Primitives

/// How values of one type are read and shown: the text form is that of flags and environment variables, the JSON form that of the file.
struct SettingCodec<Value: Sendable>: Sendable {
  /// One word for the table of settings.
  var typeName: String
  /// What a value must be, in the words of an error.
  var expected: String
  /// Of a choice all words that it takes.
  var words: [String] = []
  /// `nil` when the text is no such value.
  var fromText: @Sendable (String) -> Value?
  /// `nil` when the JSON is no such value.
  var fromJSON: @Sendable (JSONValue) -> Value?
  var toJSON: @Sendable (Value) -> JSONValue

  /// A type whose JSON form is a string that holds the text form.
  init(
    typeName: String, expected: String, parse: @escaping @Sendable (String) -> Value?, show: @escaping @Sendable (Value) -> String
  ) {
    self.typeName = typeName
    self.expected = expected
    fromText = parse
    fromJSON = { json in json.string.flatMap(parse) }
    toJSON = { .string(show($0)) }
  }

  /// A type whose value may be missing: `null` in the file.
  static func optional<Present>(_ codec: SettingCodec<Present>) -> SettingCodec where Value == Present? {
    var optional = SettingCodec(
      typeName: codec.typeName, expected: codec.expected, parse: { text in codec.fromText(text).map { .some($0) } }, show: { _ in "" })
    optional.fromJSON = { json in json.isNull ? .some(nil) : codec.fromJSON(json).map { .some($0) } }
    optional.toJSON = { value in value.map(codec.toJSON) ?? .null }
    optional.words = codec.words
    return optional
  }
}

extension SettingCodec where Value == String {
  /// Any text without control characters.
  static var text: SettingCodec { text(expected: "a text without control characters") { _ in true } }

  /// A text that `accepts`.
  static func text(expected: String, accepts: @escaping @Sendable (String) -> Bool) -> SettingCodec {
    SettingCodec(
      typeName: "text", expected: expected,
      parse: { text in text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } && accepts(text) ? text : nil },
      show: { $0 })
  }
}

extension SettingCodec where Value == Secret {
  /// A text that is never shown. The mask that listings show instead is refused, so that a listing used as a file fails early.
  static var secret: SettingCodec {
    SettingCodec(
      typeName: "secret", expected: "a secret text (not the mask that a listing shows)",
      parse: { text in
        let isClean = text.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
        return isClean && !text.isEmpty && text != Secret.mask ? Secret(text) : nil
      }, show: { _ in Secret.mask })
  }
}

extension SettingCodec where Value == Int {
  /// A whole number.
  static func integer(_ range: ClosedRange<Int>) -> SettingCodec {
    let parse: @Sendable (String) -> Int? = { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    var codec = SettingCodec(
      typeName: "integer", expected: "a whole number from \(range.lowerBound) to \(range.upperBound)", parse: parse, show: { "\($0)" })
    codec.fromJSON = { json in json.integer.flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? $0 : nil } }
    codec.toJSON = { .integer(Int64($0)) }
    return codec
  }
}

extension SettingCodec where Value: CaseIterable & RawRepresentable & Sendable, Value.RawValue == String {
  /// One of a type's words.
  static func choice(_ type: Value.Type = Value.self) -> SettingCodec { choice(named: { $0.rawValue }) }
}

extension SettingCodec where Value: CaseIterable & Sendable {
  /// One of a type's words, by their names.
  static func choice(named name: @escaping @Sendable (Value) -> String) -> SettingCodec {
    let words = Value.allCases.map(name)
    var codec = SettingCodec(
      typeName: "choice", expected: "one of \(words.map { "\"\($0)\"" }.joined(separator: ", "))",
      parse: { text in Value.allCases.first { name($0) == text } }, show: name)
    codec.words = words
    return codec
  }
}

extension SettingCodec where Value == [String] {
  /// Texts that `accepts`; separated by commas on the command line, an array in the file.
  static func list(expected: String, accepts: @escaping @Sendable (String) -> Bool) -> SettingCodec {
    let check: @Sendable ([String]) -> [String]? = { items in items.allSatisfy { !$0.isEmpty && accepts($0) } ? items : nil }
    var codec = SettingCodec(
      typeName: "list", expected: expected,
      parse: { text in
        check(text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmingSpaces })
      },
      show: { $0.joined(separator: ",") })
    codec.fromJSON = { json in
      guard let elements = json.array else { return nil }
      let texts = elements.compactMap(\.string)
      return texts.count == elements.count ? check(texts) : nil
    }
    codec.toJSON = { .array($0.map { .string($0) }) }
    return codec
  }
}

extension String {
  /// The text without spaces at its ends.
  var trimmingSpaces: String {
    var rest = self[...]
    while rest.first == " " { rest = rest.dropFirst() }
    while rest.last == " " { rest = rest.dropLast() }
    return String(rest)
  }
}
