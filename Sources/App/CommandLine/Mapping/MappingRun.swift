/// `throughline mapping`: from a workbook to what it says. Needs no server and no store.
struct MappingRun {
  let console: any Console

  func run(_ command: MappingCommand) -> ExitCode {
    do throws(MappingFailure) {
      defer { console.progress(nil) }
      switch command {
      case .help(let verb):
        console.write(MappingHelp.details(verb))
        return .done
      case .cells(let file): return try cells(file)
      }
    } catch {
      switch error {
      case .failed(let line): console.complain(line)
      }
      return .refused
    }
  }
}
