import App
import Testing

@Suite struct CommandLineParserTests {
  private func flags(_ values: [String: String] = [:], file: String? = nil) -> SettingFlags {
    var flags = SettingFlags()
    flags.values = values
    flags.file = file
    return flags
  }

  @Test func `commands are read with their flags and operands`() throws {
    let cases: [([String], Command)] = [
      (["serve"], .serve(flags())),
      (["serve", "--listen", "127.0.0.1:0", "--config=a=b.json"], .serve(flags(["listen": "127.0.0.1:0"], file: "a=b.json"))),
      (["serve", "--threads", "1", "--threads=2"], .serve(flags(["threads": "2"]))),
      (["serve", "--allowed-hosts="], .serve(flags(["allowed_hosts": ""]))),
      (["migrate", "--data", "/d"], .migrate(flags(["data": "/d"]))),
      (["backup", "out.db", "--store", "sqlite:x"], .backup(file: "out.db", flags(["store": "sqlite:x"]))),
      (["backup", "--", "--out"], .backup(file: "--out", flags())),
      (["copy"], .copy(CopyCommand(), flags())),
      (
        ["copy", "--from", "sqlite:a.db", "--to=postgres://h/d", "--data", "/d"],
        .copy(CopyCommand(source: "a.db", target: Secret("postgres://h/d")), flags(["data": "/d"]))
      ),
      (["trace", "--format", "json", "01AB"], .trace(id: "01AB", format: .json, flags())),
      (["trace", "x"], .trace(id: "x", format: .text, flags())),
      (["doctor", "--limits-connections", "10"], .doctor(flags(["limits.connections": "10"]))),
      (["config"], .config(.effective, flags())),
      (["config", "--print=example"], .config(.example, flags())),
      (["version"], .version), (["--version"], .version),
      ([], .help(nil)), (["--help"], .help(nil)), (["-h"], .help(nil)), (["help"], .help(nil)), (["help", "trace"], .help(.trace)),
    ]
    for (arguments, command) in cases { #expect(try CommandLineParser.parse(arguments) == command) }
  }

  @Test(arguments: CommandName.allCases)
  func `every command has help, also beside wrong operands`(_ command: CommandName) throws {
    #expect(try CommandLineParser.parse([command.rawValue, "--help"]) == .help(command))
    #expect(try CommandLineParser.parse([command.rawValue, "a", "b", "-h"]) == .help(command))
  }

  @Test(arguments: [
    (["serv"], #"unknown command "serv"; did you mean "serve"?; see throughline --help"#),
    (["--listen", "x"], #"a command comes first, found "--listen"; see throughline --help"#),
    (["serve", "--lisen", "x"], #"unknown flag "--lisen"; did you mean "--listen"?; see throughline serve --help"#),
    (
      ["serve", "--openai-api-key", "x"],
      "--openai-api-key is no flag, for others can read command lines: set the variable OPENAI_API_KEY; see throughline serve --help"
    ),
    (["serve", "--listen"], "--listen wants a value; see throughline serve --help"),
    (["serve", "--listen", "--data"], "--listen wants a value; see throughline serve --help"),
    (["serve", "extra"], #"serve takes no operand, found "extra"; see throughline serve --help"#),
    (["backup"], "backup wants one FILE, found none; see throughline backup --help"),
    (["backup", "a", "b"], "backup wants one FILE, found 2; see throughline backup --help"),
    (["copy", "--from", "a.db"], #"--from takes "sqlite:PATH", found "a.db"; see throughline copy --help"#),
    (["copy", "--to", "mysql://u:p@h"], #"--to takes "postgres://…", found something else; see throughline copy --help"#),
    (["trace", ""], "trace wants one ID, found 1; see throughline trace --help"),
    (["trace", "x", "--format", "xml"], #"--format takes one of text, json, found "xml"; see throughline trace --help"#),
    (["backup", "f", "--listen", "x"], #"unknown flag "--listen"; see throughline backup --help"#),
    (["version", "--data", "x"], #"unknown flag "--data"; see throughline version --help"#),
    (["help", "serv"], #"unknown command "serv"; did you mean "serve"?; see throughline --help"#),
    (["ser\nve"], #"unknown command "ser ve"; did you mean "serve"?; see throughline --help"#),
  ])
  func `bad use is refused in one line that says what to do`(_ arguments: [String], _ line: String) {
    let error = #expect(throws: CommandLineError.self) { try CommandLineParser.parse(arguments) }
    #expect(error?.description == line)
  }
}
