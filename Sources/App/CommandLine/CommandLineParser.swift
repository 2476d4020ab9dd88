import Domain

/// Reads a command line. A flag's value may follow it or stand after `=`; of a flag given twice the last holds; after `--` nothing is a flag.
package enum CommandLineParser {
  /// - Parameter arguments: without the program's name.
  /// - Throws: `CommandLineError`.
  package static func parse(_ arguments: [String]) throws(CommandLineError) -> Command {
    guard let first = arguments.first else { return .help(nil) }
    switch first {
    case "--help", "-h": return .help(nil)
    case "--version": return .version
    default: break
    }
    guard let command = CommandName(rawValue: first) else {
      let kind = first.hasPrefix("-") ? "a command comes first, found" : "unknown command"
      let hint = NearestName.hint(for: first, among: CommandName.allCases.map(\.rawValue))
      throw CommandLineError("\(kind) \(ConfigurationError.quoted(first))\(hint)", help: nil)
    }
    if command == .mapping { return try MappingCommandParser.parse(arguments.dropFirst()) }
    return try parse(command, arguments.dropFirst())
  }

  private static func parse(_ command: CommandName, _ arguments: ArraySlice<String>) throws(CommandLineError) -> Command {
    var line = Line(command: command)
    var rest = arguments
    while let argument = rest.popFirst() {
      if line.flagsEnded || !argument.hasPrefix("-") || argument == "-" {
        line.operands.append(argument)
      } else if argument == "--" {
        line.flagsEnded = true
      } else if argument == "--help" || argument == "-h" {
        return .help(command)
      } else {
        try line.take(flag: argument, &rest)
      }
    }
    return try line.parsed()
  }

  /// A command line that is being read.
  private struct Line {
    let command: CommandName
    var flagsEnded = false
    var operands: [String] = []
    private var settings = SettingFlags()
    private var options: [String: String] = [:]
    private var scopes: [String] = []

    init(command: CommandName) { self.command = command }

    mutating func take(flag argument: String, _ rest: inout ArraySlice<String>) throws(CommandLineError) {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
      let flag = parts[0]
      let taken = command.takenSettings
      let known = taken.compactMap(\.flag) + command.options.map(\.flag) + (command.settings == .none ? [] : ["--config"])
      guard known.contains(flag) else { throw unknown(flag, known: known) }
      let following = parts.count == 2 ? parts[1] : rest.popFirst()
      guard let value = following, parts.count == 2 || !value.hasPrefix("--") else {
        throw CommandLineError("\(flag) wants a value", help: command)
      }
      if flag == "--config" {
        settings.file = value
      } else if let setting = taken.first(where: { $0.flag == flag }) {
        settings.values[setting.name] = value
      } else if flag == "--scope" {
        scopes.append(value)
      } else {
        options[flag] = value
      }
    }

    private func unknown(_ flag: String, known: [String]) -> CommandLineError {
      if let secret = SettingTable.all.first(where: { $0.isSecret && $0.flagOfName == flag }) {
        let variable = secret.vendorVariable ?? secret.variable
        return CommandLineError("\(flag) is no flag, for others can read command lines: set the variable \(variable)", help: command)
      }
      return CommandLineError(
        "unknown flag \(ConfigurationError.quoted(flag))\(NearestName.hint(for: flag, among: known + ["--help"]))", help: command)
    }

    func parsed() throws(CommandLineError) -> Command {
      switch command {
      case .serve: return try without(operands) { .serve(settings) }
      case .migrate: return try without(operands) { .migrate(settings) }
      case .backup: return .backup(file: try operand(), settings)
      case .copy:
        let places = try copyCommand()
        return try without(operands) { .copy(places, settings) }
      case .trace: return .trace(id: try operand(), format: try choice("--format", standard: .text), settings)
      case .key: return .key(try keyCommand(), settings)
      case .user: return .user(try userCommand(), settings)
      case .dead: return .dead(try deadCommand(), settings)
      case .doctor: return try without(operands) { .doctor(settings) }
      case .config:
        let print: ConfigurationPrint = try choice("--print", standard: .effective)
        return try without(operands) { .config(print, settings) }
      case .mapping: return .help(.mapping)
      case .version: return try without(operands) { .version }
      case .help: return try help()
      }
    }

    private func copyCommand() throws(CommandLineError) -> CopyCommand {
      var places = CopyCommand()
      if let from = options["--from"] {
        guard from.hasPrefix("sqlite:"), from.utf8.count > 7 else {
          throw CommandLineError("--from takes \"sqlite:PATH\", found \(ConfigurationError.quoted(from))", help: command)
        }
        places.source = String(from.dropFirst(7))
      }
      if let to = options["--to"] {
        // What was found may hold a password.
        guard to.hasPrefix("postgres://") || to.hasPrefix("postgresql://") else {
          throw CommandLineError("--to takes \"postgres://…\", found something else", help: command)
        }
        places.target = Secret(to)
      }
      return places
    }

    private func keyCommand() throws(CommandLineError) -> KeyCommand {
      let (verb, rest) = (operands.first, Array(operands.dropFirst()))
      switch verb {
      case "create":
        _ = try without(rest) { .version }
        guard let user = options["--user"], User.isName(user) else {
          throw CommandLineError("key create wants --user NAME, found \(ConfigurationError.quoted(options["--user"] ?? ""))", help: command)
        }
        return .create(
          user: user, role: try options["--role"].map { (text) throws(CommandLineError) in try word(text, of: Domain.Role.self, "--role") },
          scopes: Set(
            try scopes.flatMap { $0.split(separator: ",") }.map { (text) throws(CommandLineError) in
              try word(String(text), of: Scope.self, "--scope")
            }), label: options["--label"], expiry: try expiry())
      case "list":
        _ = try without(rest) { .version }
        return .list(user: options["--user"])
      case "revoke": return .revoke(key: try one(rest, "a key"))
      case "rotate":
        guard let overlap = KeyExpiry.seconds(options["--overlap"] ?? "1h") else {
          throw CommandLineError("--overlap takes a time such as 10m, found \(ConfigurationError.quoted(options["--overlap"] ?? ""))", help: command)
        }
        return .rotate(key: try one(rest, "a key"), overlapSeconds: overlap)
      default: throw CommandLineError("key wants one of create, list, revoke, rotate, found \(ConfigurationError.quoted(verb ?? ""))", help: command)
      }
    }

    private func userCommand() throws(CommandLineError) -> UserCommand {
      let (verb, rest) = (operands.first, Array(operands.dropFirst()))
      switch verb {
      case "list":
        _ = try without(rest) { .version }
        return .list
      case "disable": return .disable(name: try one(rest, "a user's name"))
      case "enable": return .enable(name: try one(rest, "a user's name"))
      case "role":
        guard rest.count == 2 else { throw CommandLineError("user role wants a user's name and a role, found \(rest.count) operands", help: command) }
        return .role(name: rest[0], try word(rest[1], of: Domain.Role.self, "user role"))
      default: throw CommandLineError("user wants one of list, disable, enable, role, found \(ConfigurationError.quoted(verb ?? ""))", help: command)
      }
    }

    private func expiry() throws(CommandLineError) -> KeyExpiry? {
      guard let text = options["--expires"] else { return nil }
      if let expiry = KeyExpiry(text) { return expiry }
      throw CommandLineError("--expires takes a time such as 90d or an RFC 3339 time, found \(ConfigurationError.quoted(text))", help: command)
    }

    private func one(_ operands: [String], _ what: String) throws(CommandLineError) -> String {
      if operands.count == 1, let operand = operands.first, !operand.isEmpty { return operand }
      throw CommandLineError(
        "\(command.rawValue) \(self.operands[0]) wants \(what), found \(operands.isEmpty ? "none" : "\(operands.count)")", help: command)
    }

    private func word<Choice: CaseIterable & RawRepresentable>(
      _ text: String, of type: Choice.Type, _ place: String
    ) throws(CommandLineError) -> Choice where Choice.RawValue == String {
      if let choice = Choice(rawValue: text) { return choice }
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandLineError("\(place) takes one of \(words), found \(ConfigurationError.quoted(text))", help: command)
    }

    private func deadCommand() throws(CommandLineError) -> DeadCommandWord {
      switch (operands.first, operands.count) {
      case ("list", 1): return .list
      case ("retry", 2): return .retry(run: operands[1])
      case ("drop", 2): return .drop(run: operands[1])
      default:
        throw CommandLineError(
          "dead wants list, retry RUN or drop RUN, found \(ConfigurationError.quoted(operands.joined(separator: " ")))", help: command)
      }
    }

    private func help() throws(CommandLineError) -> Command {
      guard let topic = operands.first else { return .help(nil) }
      let names = CommandName.allCases.map(\.rawValue)
      guard operands.count == 1, let command = CommandName(rawValue: topic) else {
        throw CommandLineError("unknown command \(ConfigurationError.quoted(topic))\(NearestName.hint(for: topic, among: names))", help: nil)
      }
      return .help(command)
    }

    private func without(_ operands: [String], _ make: () -> Command) throws(CommandLineError) -> Command {
      guard let first = operands.first else { return make() }
      throw CommandLineError("\(command.rawValue) takes no operand, found \(ConfigurationError.quoted(first))", help: command)
    }

    private func operand() throws(CommandLineError) -> String {
      guard operands.count == 1, let operand = operands.first, !operand.isEmpty else {
        throw CommandLineError(
          "\(command.rawValue) wants one \(command.operand ?? "operand"), found \(operands.isEmpty ? "none" : "\(operands.count)")", help: command)
      }
      return operand
    }

    private func choice<Choice: CaseIterable & RawRepresentable>(
      _ flag: String, standard: Choice
    ) throws(CommandLineError) -> Choice where Choice.RawValue == String {
      guard let word = options[flag] else { return standard }
      if let choice = Choice(rawValue: word) { return choice }
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandLineError("\(flag) takes one of \(words), found \(ConfigurationError.quoted(word))", help: command)
    }
  }
}
