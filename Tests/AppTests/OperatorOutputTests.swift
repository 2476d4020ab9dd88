import App
import TestKit
import Testing

@Suite struct OperatorOutputTests {
  private let folder = TemporaryFolder()
  private let console = MemoryConsole()

  private func run(_ arguments: String...) async -> ExitCode {
    await Program(services: .embedded, environment: [:], console: console, machine: KnownMachine()).run(arguments + ["--data", folder.path])
  }

  @Test func `a key's label neither ends its line nor speaks to the terminal`() async {
    #expect(await run("key", "create", "--user", "ann", "--label", "ci\u{1B}[31m\nrevoked") == .done)
    #expect(await run("key", "create", "--user", "ann", "--label", "build") == .done)
    #expect(await run("key", "list") == .done)
    let lines = console.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[2].hasSuffix(#"  "ci\u001b[31m\nrevoked""#))
    #expect(lines[3].hasSuffix("  build"))
  }
}
