import Domain

/// The commands of the program, with what their help says.
package enum CommandName: String, Sendable, CaseIterable {
  case serve, migrate, backup, copy, trace, key, user, dead, doctor, config, mapping, version, help

  /// Which settings a command takes as flags.
  enum Settings: Sendable {
    case none
    /// Those that find the store, and those of the log.
    case store
    case all
  }

  /// An option that is no setting.
  struct Option: Sendable {
    let flag: String
    let words: [String]
    let meaning: String
  }

  var summary: String {
    switch self {
    case .serve: "Start the server."
    case .migrate: "Bring the store to this version's schema."
    case .backup: "Copy the store to a file, while the server runs or not."
    case .copy: "Move everything from a SQLite file, whose server is stopped, to an empty PostgreSQL database."
    case .trace: "Print every boundary that an ID crossed, with its ancestors and descendants."
    case .key: "Make, list, rotate and revoke API keys, beside a running server or without one."
    case .user: "List users, shut them out and let them in again, change their roles."
    case .dead: "List runs that were given up because every worker that took them was lost; ask again, or forget one."
    case .doctor: "Check that this machine and this configuration can run the server."
    case .config: "Print the configuration in effect, with the origin of each value and secrets masked."
    case .mapping: "Turn mapping workbooks into SQL and PySpark; needs no server."
    case .version: "Print the version."
    case .help: "Print this, or the help of a command."
    }
  }

  /// What must follow the command, in the words of its usage line.
  var operand: String? {
    switch self {
    case .backup: "FILE"
    case .trace: "ID"
    case .key: "create|list|revoke KEY|rotate KEY"
    case .user: "list|disable NAME|enable NAME|role NAME ROLE"
    case .dead: "list|retry RUN|drop RUN"
    case .help: "[COMMAND]"
    case .mapping: MappingVerb.allCases.map(\.rawValue).joined(separator: "|")
    case .serve, .migrate, .copy, .doctor, .config, .version: nil
    }
  }

  var settings: Settings {
    switch self {
    case .serve, .doctor, .config: .all
    case .migrate, .backup, .copy, .trace, .dead, .key, .user: .store
    case .mapping, .version, .help: .none
    }
  }

  var options: [Option] {
    switch self {
    case .copy:
      [
        Option(flag: "--from", words: ["STORE"], meaning: "\"sqlite:PATH\". Without it throughline.db in the data folder."),
        Option(
          flag: "--to", words: ["STORE"],
          meaning: "\"postgres://…\". Without it the configured store, which keeps a password off the command line (THROUGHLINE_STORE)."),
      ]
    case .trace:
      [Option(flag: "--format", words: TraceFormat.allCases.map(\.rawValue), meaning: "A table for people, or one JSON object a line.")]
    case .config:
      [
        Option(
          flag: "--print", words: ConfigurationPrint.allCases.map(\.rawValue),
          meaning: "What is in effect, an example file with every setting, or the reference page.")
      ]
    case .key:
      [
        Option(flag: "--user", words: ["NAME"], meaning: "create: whose key it is; made where there is no such user. list: whose keys."),
        Option(flag: "--role", words: ["ROLE"], meaning: "create: \(Self.roles). Without it that of the user, \"member\" for a new one."),
        Option(
          flag: "--scope", words: ["SCOPE"],
          meaning: "create: what it is good for, may be given several times: \(Scope.allCases.map(\.rawValue).joined(separator: ", "))."
            + " Without any, everything that the role may."),
        Option(flag: "--label", words: ["TEXT"], meaning: "create: what it is for, in your words."),
        Option(flag: "--expires", words: ["WHEN"], meaning: "create: after a time such as 90d or 12h, or at an RFC 3339 time. Without it never."),
        Option(flag: "--overlap", words: ["TIME"], meaning: "rotate: how long the old secret is taken, too, such as 10m or 0s. Without it 1h."),
      ]
    case .serve, .migrate, .backup, .dead, .user, .doctor, .mapping, .version, .help: []
    }
  }

  private static let roles = Domain.Role.allCases.map(\.rawValue).joined(separator: ", ")

  /// The settings whose flags the command takes, in the order of the table.
  var takenSettings: [Setting] {
    let withFlags = SettingTable.all.filter { $0.flag != nil }
    switch settings {
    case .none: return []
    case .store: return withFlags.filter { ["data", "store", "store_replica"].contains($0.name) || $0.group == "log" }
    case .all: return withFlags
    }
  }
}
