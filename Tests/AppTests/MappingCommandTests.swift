import App
import Testing

@Suite struct MappingCommandTests {
  @Test func `verbs are read with their flags and operands`() throws {
    #expect(try CommandLineParser.parse(["mapping", "inspect", "a.xlsx", "--cells"]) == .mapping(.cells(file: "a.xlsx")))
    #expect(try CommandLineParser.parse(["mapping", "--help"]) == .help(.mapping))
    #expect(try CommandLineParser.parse(["help", "mapping"]) == .help(.mapping))
    #expect(throws: CommandLineError.self) { try CommandLineParser.parse(["mapping", "inspect"]) }
  }

  @Test(arguments: MappingVerb.allCases)
  func `every verb has help`(_ verb: MappingVerb) async {
    let console = MemoryConsole()
    let program = Program(services: CommandServices(), environment: [:], console: console, machine: KnownMachine())
    #expect(await program.run(["mapping", verb.rawValue, "--help"]) == .done)
    #expect(console.output.hasPrefix("usage: throughline mapping \(verb.rawValue)"))
    #expect(console.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
  }
}
