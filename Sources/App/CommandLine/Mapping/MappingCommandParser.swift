import Mapping

/// Reads what follows `throughline mapping`, in the manner of `CommandLineParser`.
enum MappingCommandParser {
  static func parse(_ arguments: ArraySlice<String>) throws(CommandLineError) -> Command {
    guard let first = arguments.first else { throw refusal("mapping wants one of \(verbs)", nil) }
    if arguments.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
      return MappingVerb(rawValue: first).map { .mapping(.help($0)) } ?? .help(.mapping)
    }
    guard let verb = MappingVerb(rawValue: first) else {
      let hint = NearestName.hint(for: first, among: MappingVerb.allCases.map(\.rawValue))
      throw refusal("mapping wants one of \(verbs), found \(ConfigurationError.quoted(first))\(hint)", nil)
    }
    var line = Line(verb: verb)
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() { try line.take(argument, &rest) }
    return .mapping(try line.command())
  }

  fileprivate static func refusal(_ text: String, _ verb: MappingVerb?) -> CommandLineError {
    CommandLineError(text, topic: "mapping\(verb.map { " \($0.rawValue)" } ?? "")")
  }

  private static var verbs: String { MappingVerb.allCases.map(\.rawValue).joined(separator: ", ") }

  private struct Line {
    let verb: MappingVerb
    private var flagsEnded = false
    private var operands: [String] = []
    private var values: [String: [String]] = [:]

    init(verb: MappingVerb) { self.verb = verb }

    mutating func take(_ argument: String, _ rest: inout ArraySlice<String>) throws(CommandLineError) {
      if flagsEnded || !argument.hasPrefix("-") || argument == "-" {
        operands.append(argument)
        return
      }
      if argument == "--" {
        flagsEnded = true
        return
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
      let flag = parts[0]
      guard let option = verb.options.first(where: { $0.flag == flag }) else {
        let hint = NearestName.hint(for: flag, among: verb.options.map(\.flag) + ["--help"])
        throw refusal("unknown flag \(ConfigurationError.quoted(flag))\(hint)")
      }
      guard option.value != nil else {
        guard parts.count == 1 else { throw refusal("\(flag) takes no value") }
        values[flag] = []
        return
      }
      let following = parts.count == 2 ? parts[1] : rest.popFirst()
      guard let value = following, !value.isEmpty, parts.count == 2 || !value.hasPrefix("--") else { throw refusal("\(flag) wants a value") }
      values[flag, default: []].append(value)
    }

    func command() throws(CommandLineError) -> MappingCommand {
      guard operands.count == verb.operands.count, !operands.contains("") else {
        let wanted = verb.operands.joined(separator: " and ")
        throw refusal("mapping \(verb.rawValue) wants \(wanted), found \(operands.isEmpty ? "none" : "\(operands.count)")")
      }
      switch verb {
      case .template: return .template(file: operands[0])
      case .inspect: return has("--cells") ? .cells(file: operands[0]) : .inspect(source(0), json: has("--json"))
      case .plan: return .plan(source(0), json: has("--json"))
      case .diff: return .diff(before: source(0), after: source(1), json: has("--json"))
      case .document: return .document(source(0), folder: try required("--out"), html: has("--html"))
      case .generate:
        return .generate(
          MappingCommand.Generation(
            source: source(0), dialect: try choice("--dialect", try required("--dialect")), form: try choice("--as", last("--as") ?? "select"),
            folder: try required("--out"), report: last("--report"), json: has("--json"), model: last("--model"), configuration: last("--config"),
            sampleOn: try database("--sample-on"), samplesFrom: try database("--samples-from")))
      }
    }

    private func source(_ index: Int) -> MappingCommand.Source {
      MappingCommand.Source(file: operands[index], tables: values["--table"], layout: last("--layout"), headers: last("--headers"))
    }

    private func has(_ flag: String) -> Bool { values[flag] != nil }

    private func last(_ flag: String) -> String? { values[flag]?.last }

    private func required(_ flag: String) throws(CommandLineError) -> String {
      if let value = last(flag) { return value }
      throw refusal("mapping \(verb.rawValue) wants \(flag)")
    }

    /// What stands in its place may have a password in it, and is not told again.
    private func database(_ flag: String) throws(CommandLineError) -> Secret? {
      guard let url = last(flag) else { return nil }
      guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else { throw refusal("\(flag) takes \"postgres://…\"") }
      return Secret(url)
    }

    private func choice<Choice: CaseIterable & RawRepresentable>(
      _ flag: String, _ word: String
    ) throws(CommandLineError) -> Choice where Choice.RawValue == String {
      if let choice = Choice(rawValue: word) { return choice }
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw refusal("\(flag) takes one of \(words), found \(ConfigurationError.quoted(word))")
    }

    private func refusal(_ text: String) -> CommandLineError { MappingCommandParser.refusal(text, verb) }
  }
}
