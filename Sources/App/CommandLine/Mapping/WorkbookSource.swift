import Mapping
import Wire
import Workbook

/// From a file to what it says.
struct WorkbookSource {
  let source: MappingCommand.Source
  let console: any Console

  /// Reads, finds the layout, and plans.
  /// - Throws: `MappingFailure.refused` where the file is no workbook that one reads; a plan that is refused is returned.
  func compiled() throws(MappingFailure) -> CompiledMapping {
    try compiled(try workbook())
  }

  /// - Parameter answers: expressions that take the place of rules in words.
  func compiled(_ workbook: Workbook, answers: [RuleAnswer] = []) throws(MappingFailure) -> CompiledMapping {
    console.progress("planning \(source.file)")
    let plan = PlanOptions(tables: source.tables, answers: answers)
    let compiled = MappingCompiler.compile(
      workbook, options: CompileOptions(vocabulary: try vocabulary(), corrections: try corrections(), plan: plan))
    try checkTables(compiled)
    return compiled
  }

  func layout() throws(MappingFailure) -> DetectedLayout {
    let workbook = try workbook()
    console.progress("looking at \(source.file)")
    return LayoutDetector.detect(workbook, vocabulary: try vocabulary(), corrections: try corrections())
  }

  func workbook() throws(MappingFailure) -> Workbook {
    console.progress("reading \(source.file)")
    do throws(WorkbookError) { return try WorkbookFile.read(path: source.file) } catch {
      throw .refused(file: source.file, [Diagnostic(error)])
    }
  }

  private func vocabulary() throws(MappingFailure) -> HeaderVocabulary {
    var vocabulary = HeaderVocabulary.standard
    guard let file = source.headers else { return vocabulary }
    let bytes = try Self.read(file)
    do throws(HeaderVocabulary.Failure) { try vocabulary.add(bytes) } catch { throw .failed("\(file): \(error.found); \(error.fix)") }
    return vocabulary
  }

  private func corrections() throws(MappingFailure) -> LayoutCorrections? {
    guard let file = source.layout else { return nil }
    let bytes = try Self.read(file)
    do throws(LayoutCorrections.Failure) { return try LayoutCorrections(reading: bytes) } catch {
      throw .failed("\(file): \(error.pointer.isEmpty ? "" : "\(error.pointer): ")\(error.found); \(error.fix)")
    }
  }

  private static func read(_ file: String) throws(MappingFailure) -> [UInt8] {
    do throws(TextFileError) { return try TextFile.read(file) } catch {
      throw .failed("cannot read \(ConfigurationError.quoted(file)): \(error)")
    }
  }

  /// A table that was asked for and is not there is told, not passed over.
  private func checkTables(_ compiled: CompiledMapping) throws(MappingFailure) {
    guard let tables = source.tables, !compiled.plan.isRefused else { return }
    var known: [String] = []
    for row in compiled.document.rows where !known.contains(row.targetTable.text) { known.append(row.targetTable.text) }
    for table in tables {
      guard let wanted = TableName(reading: table), compiled.plan.targets.contains(where: { wanted.isSuffix(of: $0.table) }) else {
        let hint = NearestName.hint(for: table, among: known)
        throw .failed(
          "\(source.file) describes no target table \(ConfigurationError.quoted(table))\(hint.isEmpty ? "; it has \(known.joined(separator: ", "))" : hint)"
        )
      }
    }
  }
}
