/// The texts of `throughline mapping --help` and of each of its verbs.
enum MappingHelp {
  static func overview() -> String {
    let longest = MappingVerb.allCases.map(\.rawValue.count).max() ?? 0
    let verbs = MappingVerb.allCases.map { verb in
      "  \(verb.rawValue)\(String(repeating: " ", count: longest - verb.rawValue.count + 2))\(verb.summary)\n"
    }
    return """
      usage: throughline mapping VERB [OPTIONS] FILE

      \(CommandName.mapping.summary)

      \(verbs.joined())
      FILE is a workbook: .xlsx, .ods or .csv. `throughline mapping VERB --help` tells a verb's options.

      \(exitCodes)
      """
  }

  static func details(_ verb: MappingVerb) -> String {
    let options = verb.options.isEmpty ? "" : " [OPTIONS]"
    var text = "usage: throughline mapping \(verb.rawValue)\(options) \(verb.operands.joined(separator: " "))\n\n\(verb.summary)\n\noptions:\n"
    for option in verb.options { text += CommandHelp.entry("\(option.flag)\(option.value.map { " \($0)" } ?? "")", option.meaning) }
    text += CommandHelp.entry("--help", "Print this.")
    return switch verb {
    case .template: text
    case .diff: text + "\nEnds with 0 when both say the same, with 1 when they do not, with 2 when one of them is refused.\n"
    default: text + "\n\(exitCodes)"
    }
  }

  private static let exitCodes =
    "Ends with 0 when everything is resolved, with 1 when something is left open, with 2 when the workbook is refused.\n"
}
