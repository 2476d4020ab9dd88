/// The program: a command line in, an exit code out.
package struct Program: Sendable {
  private let services: CommandServices
  private let environment: [String: String]
  private let console: any Console
  private let machine: any MachineProbe

  package init(
    services: CommandServices, environment: [String: String] = ProcessEnvironment.variables(), console: any Console = StandardConsole(),
    machine: any MachineProbe = SystemProbe()
  ) {
    self.services = services
    self.environment = environment
    self.console = console
    self.machine = machine
  }

  /// - Parameter arguments: without the program's name.
  package func run(_ arguments: [String]) async -> ExitCode {
    do {
      return try await run(CommandLineParser.parse(arguments))
    } catch {
      console.complain("\(error)")
      return .refused
    }
  }

  private func run(_ command: Command) async throws -> ExitCode {
    switch command {
    case .help(let topic): console.write(CommandHelp.text(topic))
    case .version: console.write("throughline \(BuildVersion.text)\n")
    case .config(.example, _): console.write(ConfigurationExample.text())
    case .config(.reference, _): console.write(ConfigurationReference.markdown())
    case .config(.effective, let flags): console.write(ConfigurationListing.text(try load(flags)))
    case .mapping(let command): return await MappingRun(console: console, load: load).run(command)
    case .doctor(let flags): return await doctor(try load(flags))
    case .serve(let flags):
      let loaded = try load(flags)
      try loaded.values.checkExposure(hasKeys: await services.hasKeys(loaded), origin: loaded.origin("listen"))
      return try await carried(.serve, services.serve)(loaded, console)
    case .migrate(let flags): return try await carried(.migrate, services.migrate)(try load(flags), console)
    case .backup(let file, let flags): return try await carried(.backup, services.backup)(try load(flags), file, console)
    case .copy(let places, let flags): return try await carried(.copy, services.copy)(try load(flags), places, console)
    case .key(let command, let flags): return try await carried(.key, services.key)(try load(flags), command, console)
    case .user(let command, let flags): return try await carried(.user, services.user)(try load(flags), command, console)
    case .dead(let word, let flags): return try await carried(.dead, services.dead)(try load(flags), word, console)
    case .trace(let id, let format, let flags): return try await carried(.trace, services.trace)(try load(flags), id, format, console)
    }
    return .done
  }

  private func load(_ flags: SettingFlags) throws(ConfigurationError) -> LoadedConfiguration {
    let read: (String) throws(TextFileError) -> [UInt8] = { path throws(TextFileError) in try TextFile.read(path) }
    return try ConfigurationLoader(environment: environment, readFile: read).load(flags)
  }

  private func carried<Work>(_ command: CommandName, _ work: Work?) throws(CommandLineError) -> Work {
    if let work { return work }
    throw CommandLineError("this program does not carry the command \"\(command.rawValue)\"", help: nil)
  }

  private func doctor(_ loaded: LoadedConfiguration) async -> ExitCode {
    let hasKeys = await services.hasKeys(loaded)
    var failed = false
    for check in Doctor.checks(hasKeys: hasKeys) + services.doctorChecks {
      let finding = check.run(loaded, machine)
      failed = failed || finding.outcome == .failed
      console.write(finding.line(of: check.name))
    }
    for notice in loaded.notices { console.write(DoctorFinding.warning(notice, advice: nil).line(of: "configuration")) }
    return failed ? .problems : .done
  }
}
