import App
import Testing

@Suite struct ProgramTests {
  private let console = MemoryConsole()

  private func run(_ arguments: String..., services: CommandServices = CommandServices(), machine: KnownMachine = KnownMachine()) async -> ExitCode {
    await Program(services: services, environment: [:], console: console, machine: machine).run(arguments)
  }

  @Test func `version and help are done`() async {
    #expect(await run("version") == .done)
    #expect(console.output == "throughline \(BuildVersion.text)\n")
    #expect(await run() == .done)
    #expect(console.output.contains("usage: throughline COMMAND"))
  }

  @Test func `the help names every word of a choice`() async {
    #expect(await run("serve", "--help") == .done)
    #expect(console.output.contains("--role all|gateway|worker\n"))
    #expect(!console.output.contains("CHOICE"))
  }

  @Test(arguments: CommandName.allCases)
  func `the help of a command names its flags, operand and settings`(_ command: CommandName) async {
    #expect(await run(command.rawValue, "--help") == .done)
    #expect(console.output.hasPrefix("usage: throughline \(command.rawValue)"))
    #expect(console.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
    let takesSettings = ![.version, .help, .mapping].contains(command)
    #expect(console.output.contains("THROUGHLINE_STORE") == takesSettings)
    #expect(console.output.contains("--limits-url") == [.serve, .doctor, .config].contains(command))
  }

  @Test func `config prints what is in effect`() async {
    #expect(await run("config", "--threads", "2") == .done)
    #expect(console.output.contains("\"threads\": 2,  // flag --threads"))
  }

  @Test func `refused input ends with 2 and one line`() async {
    for arguments in [["nonsense"], ["config", "--threads", "x"], ["serve", "--role", "worker"], ["config", "--config", "/nonexistent/x.json"]] {
      let console = MemoryConsole()
      #expect(await Program(services: CommandServices(), environment: [:], console: console, machine: KnownMachine()).run(arguments) == .refused)
      #expect(console.complaints.count == 1)
      #expect(console.output.isEmpty)
    }
  }

  @Test func `an address that others reach is refused before anything starts`() async {
    var services = CommandServices()
    services.serve = { _, _ in
      Issue.record("it was started")
      return .done
    }
    #expect(await run("serve", "--listen", "0.0.0.0:8080", services: services) == .refused)
    #expect(console.complaints.first?.contains("will not listen on 0.0.0.0:8080") == true)
  }

  @Test func `commands reach their services with what was configured`() async {
    var services = CommandServices()
    services.serve = { loaded, _ in loaded.values.threads == 3 ? .done : .problems }
    services.migrate = { loaded, _ in loaded.values.dataFolder == "/d" ? .done : .problems }
    services.backup = { _, file, console in
      console.write(file)
      return .done
    }
    services.trace = { _, id, format, _ in id == "x" && format == .json ? .problems : .done }
    services.hasKeys = { _ in true }
    #expect(await run("serve", "--threads", "3", "--listen", "0.0.0.0:1", services: services) == .done)
    #expect(await run("migrate", "--data", "/d", services: services) == .done)
    #expect(await run("backup", "f.db", services: services) == .done)
    #expect(console.output == "f.db")
    #expect(await run("trace", "x", "--format", "json", services: services) == .problems)
  }

  @Test func `a command that the program does not carry is refused`() async {
    #expect(await run("backup", "f.db") == .refused)
    #expect(console.complaints == [#"this program does not carry the command "backup"; see throughline --help"#])
  }

  @Test func `doctor is content with a good machine`() async {
    #expect(await run("doctor") == .done)
    #expect(console.output.hasPrefix("ok       data folder     ./data can be written\n"))
    #expect(!console.output.contains("failed"))
  }

  @Test func `doctor asks further checks and reports a failure by its exit code`() async {
    var services = CommandServices()
    services.doctorChecks = [DoctorCheck("schema") { _, _ in .failed("newer than this program", advice: "update") }]
    #expect(await run("doctor", services: services) == .problems)
    #expect(console.output.hasSuffix("failed   schema          newer than this program\n                         update\n"))
  }
}
