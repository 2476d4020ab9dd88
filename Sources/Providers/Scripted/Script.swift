import Domain
import Primitives

/// What the demonstration answers: a pure function of the last user message, so that the same question always gets the same answer.
struct Script: Equatable {
  var steps: [ScriptStep] = []

  static let notice = "This is Throughline's built-in demonstration: no language model wrote this answer, it follows a fixed script.\n\n"

  private static let maxWords = 200_000

  /// - Parameter messages: a conversation in OpenAI's shape.
  init(messages: JSONValue) {
    let question = Self.question(in: messages)
    if let answer = Self.mappingAnswer(to: question) {
      steps = [.text(answer.text), .usage, answer.fails ? .fail(Self.asked) : .finish(reason: "stop")]
      return
    }
    let words = Self.words(of: question)
    let isEcho = words.first == "echo"
    if isEcho {
      let text = question.drop { !$0.isLetter && !$0.isNumber }.dropFirst(4).drop { $0.isWhitespace }
      steps = [.text(Self.notice), .text(String(text))]
    } else {
      say(words)
    }
    steps.append(.usage)
    if !isEcho, words.contains("fail") {
      steps.append(.fail(Self.asked))
    } else {
      steps.append(.finish(reason: "stop"))
    }
  }

  private static let asked = ModelFailure(code: .providerCut, message: "the demonstration was asked to fail, and did", retryable: true)

  /// What is answered to a rule of a data mapping, or to what a person wants changed of one: what stands in backticks on the question's first line, each a line.
  private static func mappingAnswer(to question: String) -> (text: String, fails: Bool)? {
    guard let line = question.split(separator: "\n").first, line.hasPrefix("Mapping rule: ") || line.hasPrefix("Mapping request: ") else {
      return nil
    }
    let quoted = line.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    if words(of: String(line)).contains("fail") { return ("", true) }
    if quoted.isEmpty { return ("OPEN: the built-in demonstration writes no rules; it only repeats what stands in backticks", false) }
    return ("```sql\n\(quoted.joined(separator: "\n"))\n```\n", false)
  }

  private mutating func say(_ words: [String]) {
    if words.contains("reason") { steps.append(.reasoning(ScriptTexts.reasoning)) }
    steps.append(.text(Self.notice))
    if let at = words.firstIndex(of: "long") {
      let asked = at + 1 < words.count ? Int(words[at + 1]) : nil
      steps.append(.text(ScriptTexts.long(words: min(max(asked ?? 3000, 1), Self.maxWords))))
    } else {
      let runsCode = words.contains("run") || words.contains("tool")
      var sections: [[ScriptStep]] = []
      if words.contains("nested") { sections.append([.text(ScriptTexts.nested)]) }
      if words.contains("table") { sections.append([.text(ScriptTexts.table)]) }
      if words.contains("html") { sections.append([.text(ScriptTexts.html)]) }
      if words.contains("code") || runsCode { sections.append([.text(ScriptTexts.code)] + (runsCode ? ScriptTexts.run : [])) }
      if sections.isEmpty, !words.contains("fail") { sections.append([.text(ScriptTexts.help)]) }
      steps += sections.joined(separator: [.text("\n")])
    }
    if words.contains("fail") { steps.append(.text(ScriptTexts.failing)) }
  }

  /// Leaves out what an earlier call had said already: `text`, and whatever came before its end. Where the script does not begin with the
  /// text, it is said whole in a paragraph of its own.
  mutating func skip(_ text: String) {
    let whole = steps.reduce(into: "") { if case .text(let part) = $1 { $0 += part } }
    guard whole.utf8.starts(with: text.utf8) else {
      steps.insert(.text("\n\n"), at: 0)
      return
    }
    var left = text.utf8.count
    while left > 0, let step = steps.first {
      steps.removeFirst()
      guard case .text(let part) = step else { continue }
      if part.utf8.count > left { steps.insert(.text(String(decoding: part.utf8.dropFirst(left), as: UTF8.self)), at: 0) }
      left -= min(left, part.utf8.count)
    }
  }

  /// The text of the last user message; its parts joined.
  private static func question(in messages: JSONValue) -> String {
    guard let message = messages.array?.last(where: { $0["role"]?.string == "user" }) else { return "" }
    if let text = message["content"]?.string { return text }
    return (message["content"]?.array ?? []).compactMap { $0["text"]?.string }.joined(separator: "\n")
  }

  private static func words(of text: String) -> [String] {
    text.prefix(10_000).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
