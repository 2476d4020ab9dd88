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
      guard has("--cells") else { throw refusal("mapping inspect wants --cells") }
      return .cells(file: operands[0])
    }

    private func has(_ flag: String) -> Bool { values[flag] != nil }

    private func refusal(_ text: String) -> CommandLineError { MappingCommandParser.refusal(text, verb) }
  }
}
