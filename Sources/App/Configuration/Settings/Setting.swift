import Primitives

/// One row of the table of settings: what it is called everywhere, what it means, and how its value gets in and out.
struct Setting: Sendable {
  /// Path in the file: `limits.url`. Flag and environment variable follow from it.
  let name: String
  let typeName: String
  let expected: String
  /// Of a choice all words that it takes.
  let words: [String]
  /// Never shown, and no flag: command lines can be read by everybody on the machine.
  let isSecret: Bool
  /// The vendor's own variable, read after ours.
  let vendorVariable: String?
  /// What it is for, in one or two sentences.
  let summary: String
  let readText: @Sendable (String, inout Configuration) -> Bool
  let readJSON: @Sendable (JSONValue, inout Configuration) -> Bool
  let show: @Sendable (Configuration) -> JSONValue

  init<Value: Sendable>(
    _ name: String, _ path: any WritableKeyPath<Configuration, Value> & Sendable, _ codec: SettingCodec<Value>, isSecret: Bool = false,
    vendorVariable: String? = nil, _ summary: String
  ) {
    self.name = name
    typeName = codec.typeName
    expected = codec.expected
    words = codec.words
    self.isSecret = isSecret
    self.vendorVariable = vendorVariable
    self.summary = summary
    readText = { text, configuration in
      guard let value = codec.fromText(text) else { return false }
      configuration[keyPath: path] = value
      return true
    }
    readJSON = { json, configuration in
      guard let value = codec.fromJSON(json) else { return false }
      configuration[keyPath: path] = value
      return true
    }
    show = { codec.toJSON($0[keyPath: path]) }
  }

  /// `--limits-url`; `nil` for a secret.
  var flag: String? { isSecret ? nil : flagOfName }

  /// What the flag is, or would be for a secret.
  var flagOfName: String { "--" + String(decoding: name.utf8.map { $0 == 0x2E || $0 == 0x5F ? 0x2D : $0 }, as: UTF8.self) }

  /// `THROUGHLINE_LIMITS_URL`.
  var variable: String {
    "THROUGHLINE_" + String(decoding: name.utf8.map { $0 == 0x2E ? 0x5F : $0 }, as: UTF8.self).uppercased()
  }

  /// The object of the file that it stands in; `nil` at the top.
  var group: String? { name.split(separator: ".").count == 2 ? name.split(separator: ".").first.map { String($0) } : nil }

  /// Its key in that object.
  var key: String { String(name.split(separator: ".").last ?? "") }

  /// What stands for the value in a usage line.
  var placeholder: String { words.isEmpty ? typeName.uppercased() : words.joined(separator: "|") }

  /// The default as the file would say it.
  var standard: JSONValue { show(Configuration()) }
}
