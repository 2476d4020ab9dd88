import Primitives
import Wire

/// The texts of `--help`.
enum CommandHelp {
  private static let width = 100
  private static let indent = 6

  static func text(_ command: CommandName?) -> String { command.map(details) ?? overview() }

  private static func overview() -> String {
    let longest = CommandName.allCases.map(\.rawValue.count).max() ?? 0
    let commands = CommandName.allCases.map { command in
      "  \(command.rawValue)\(String(repeating: " ", count: longest - command.rawValue.count + 2))\(command.summary)\n"
    }
    return """
      Throughline keeps AI answers from getting lost: ordered, stored, resumable, traced and counted.

      usage: throughline COMMAND [OPTIONS]

      \(commands.joined())
      `throughline COMMAND --help` tells a command's options. Without any, `throughline serve` listens on this machine,
      keeps its data in ./data and answers with an embedded demonstration provider.

      """
  }

  private static func details(_ command: CommandName) -> String {
    if command == .mapping { return MappingHelp.overview() }
    let takesFlags = command.settings != .none || !command.options.isEmpty
    var text = "usage: throughline \(command.rawValue)\(takesFlags ? " [OPTIONS]" : "")\(command.operand.map { " \($0)" } ?? "")\n\n"
    text += "\(command.summary)\n"
    guard takesFlags else { return text }
    text += "\noptions:\n"
    for option in command.options {
      text += entry(
        "\(option.flag) \(option.words.joined(separator: "|"))",
        option.words.count > 1 ? "\(option.meaning) Default \(option.words.first ?? "")." : option.meaning)
    }
    if command.settings != .none {
      text += entry("--config FILE", "Configuration file: JSON with // comments. Environment: THROUGHLINE_CONFIG.")
    }
    text += entry("--help", "Print this.")
    for group in SettingTable.groups {
      let settings = command.takenSettings.filter { $0.group == group.name }
      guard !settings.isEmpty else { continue }
      text += "\n\(group.title):\n"
      for setting in settings { text += entry("\(setting.flag ?? "") \(setting.placeholder)", meaning(setting)) }
    }
    if command.settings == .all {
      text += "\nA flag wins over the environment, the environment over the file. Secrets have no flag; see docs/configuration.md.\n"
    }
    return text
  }

  private static func meaning(_ setting: Setting) -> String {
    let variables = [setting.variable, setting.vendorVariable].compactMap { $0 }.joined(separator: ", ")
    let standard = setting.standard.isNull ? "" : " Default \(String(decoding: setting.standard.encoded(), as: UTF8.self))."
    return "\(setting.summary)\(standard) Environment: \(variables)."
  }

  static func entry(_ head: String, _ meaning: String) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines = [margin]
    for word in meaning.split(separator: " ") {
      if lines[lines.count - 1].count + word.count >= width { lines.append(margin) }
      lines[lines.count - 1] += (lines[lines.count - 1].count == indent ? "" : " ") + word
    }
    return "  \(head)\n" + lines.joined(separator: "\n") + "\n"
  }
}
