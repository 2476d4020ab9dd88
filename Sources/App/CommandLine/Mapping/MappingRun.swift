import Domain
import Mapping
import SampleRun
import SampleRunPostgres
import Studio
import Wire
import Workbook

/// `throughline mapping`: from a workbook to files. Needs no server and no store.
struct MappingRun {
  let console: any Console
  /// The configuration, which has the providers that a model is asked through.
  let load: (SettingFlags) throws(ConfigurationError) -> LoadedConfiguration

  func run(_ command: MappingCommand) async -> ExitCode {
    let isJSON = command.isJSON
    do throws(MappingFailure) {
      defer { console.progress(nil) }
      return try await perform(command)
    } catch {
      switch error {
      case .failed(let line): console.complain(line)
      case .refused(let file, let diagnostics): tellRefusal(of: file, diagnostics, isJSON: isJSON)
      }
      return .refused
    }
  }

  private func perform(_ command: MappingCommand) async throws(MappingFailure) -> ExitCode {
    switch command {
    case .help(let verb):
      console.write(MappingHelp.details(verb))
      return .done
    case .template(let file): return try template(file)
    case .cells(let file): return try cells(file)
    case .inspect(let source, let json): return try inspect(source, json: json)
    case .plan(let source, let json): return try plan(source, json: json)
    case .diff(let before, let after, let json): return try diff(before, after, json: json)
    case .generate(let generation): return try await generate(generation)
    case .document(let source, let folder, let html): return try document(source, folder, html: html)
    }
  }

  /// One line for standard error whatever was asked for; the rest on standard output.
  private func tellRefusal(of file: String, _ diagnostics: [Diagnostic], isJSON: Bool) {
    let errors = diagnostics.filter { $0.severity == .error && $0.isStructural }
    let more = errors.count > 1 ? " (and \(errors.count - 1) more)" : ""
    console.complain(ConfigurationError.oneLine("\(file) is refused: \(errors.first.map { "\($0)" } ?? "nothing was found in it")\(more)"))
    if isJSON {
      var writer = JSONWriter(capacity: 1024)
      writer.beginObject()
      writer.key("diagnostics")
      Diagnostic.write(diagnostics, to: &writer)
      writer.endObject()
      write(writer)
    } else {
      console.write(MappingListing.text(diagnostics))
    }
  }

  // MARK: Verbs

  private func template(_ file: String) throws(MappingFailure) -> ExitCode {
    if let size = FileSet.size(of: file), size > 0 { throw .failed("\(file) is there already; give the template another name") }
    let bytes: [UInt8]
    do throws(WorkbookError) { bytes = try XLSXWriter.write(MappingTemplate.workbook()) } catch { throw .failed("\(error)") }
    try save { () throws(TextFileError) in try FileSet.write(bytes, atomicallyTo: file) }
    console.write("\(file)\n")
    return .done
  }

  private func inspect(_ source: MappingCommand.Source, json: Bool) throws(MappingFailure) -> ExitCode {
    let layout = try WorkbookSource(source: source, console: console).layout()
    console.progress(nil)
    if json {
      var writer = JSONWriter(capacity: 4096)
      writer.beginObject()
      layout.writeFields(to: &writer)
      writer.key("diagnostics")
      Diagnostic.write(layout.diagnostics, to: &writer)
      writer.endObject()
      write(writer)
    } else {
      console.write(MappingListing.text(layout))
    }
    guard let refusal = layout.diagnostics.first(where: { $0.isStructural && $0.severity == .error }) else {
      return layout.diagnostics.contains { $0.severity == .error } ? .problems : .done
    }
    console.complain(ConfigurationError.oneLine("\(source.file) is refused: \(refusal)"))
    return .refused
  }

  private func plan(_ source: MappingCommand.Source, json: Bool) throws(MappingFailure) -> ExitCode {
    let plan = try WorkbookSource(source: source, console: console).compiled().plan
    if plan.isRefused { throw .refused(file: source.file, plan.diagnostics) }
    console.progress(nil)
    console.write(json ? String(decoding: plan.encoded(), as: UTF8.self) + "\n" : MappingListing.text(plan))
    return ExitCode(plan.exitStatus)
  }

  private func diff(_ before: MappingCommand.Source, _ after: MappingCommand.Source, json: Bool) throws(MappingFailure) -> ExitCode {
    let (old, new) = (try planned(before), try planned(after))
    let comparison = PlanComparison.compare(old, new)
    console.progress(nil)
    if json {
      var writer = JSONWriter(capacity: 4096)
      comparison.write(to: &writer)
      write(writer)
    } else {
      console.write("\(comparison)")
    }
    return comparison.isEmpty ? .done : .problems
  }

  private func document(_ source: MappingCommand.Source, _ folder: String, html: Bool) throws(MappingFailure) -> ExitCode {
    let plan = try planned(source)
    try save(DocumentationFiles.files(plan, asHTML: html), to: folder)
    return ExitCode(plan.exitStatus)
  }

  private func generate(_ generation: MappingCommand.Generation) async throws(MappingFailure) -> ExitCode {
    let compiled: CompiledMapping
    do throws(MappingFailure) { compiled = try await answered(generation) } catch {
      if case .refused(_, let diagnostics) = error { try write(MappingReport(refused: diagnostics), of: generation) }
      throw error
    }
    let isParsed = generation.dialect == .postgres && generation.form != .dbt
    let generated = GeneratedMapping(
      compiled.plan, dialect: generation.dialect, form: generation.form, objection: { isParsed ? Self.objection(ofPostgreSQL: $0) : nil }
    ) { done, count in
      console.progress("writing \(done + 1) of \(count)")
    }
    let samples = samples(of: compiled, generation)
    let report = MappingReport(generated, figures: samples?.figures ?? [:], failures: samples?.failures ?? [:])
    if generated.isRefused {
      try write(report, of: generation)
      throw .refused(file: generation.source.file, generated.diagnostics)
    }
    try save(generated.files, to: generation.folder, tells: !generation.json)
    try write(report, of: generation)
    if generation.json { write(Self.encoded(report)) } else { console.write(MappingListing.text(generated.diagnostics)) }
    if let samples { tell(samples, of: generation) }
    return ExitCode(generated.exitStatus)
  }

  /// The plan, in which a model has answered the rules that are in words where one is to be asked.
  private func answered(_ generation: MappingCommand.Generation) async throws(MappingFailure) -> CompiledMapping {
    let source = WorkbookSource(source: generation.source, console: console)
    let workbook = try source.workbook()
    let compiled = try source.compiled(workbook)
    let plan = compiled.plan
    guard let model = generation.model, !plan.isRefused else { return compiled }
    let writer = QuestionWriter(workbook: workbook, plan: plan, order: GenerationOrder(generation: "mapping", reason: .generate))
    let questions = plan.targets.flatMap { writer.questions(about: $0) }
    guard !questions.isEmpty else { return compiled }
    var flags = SettingFlags()
    flags.file = generation.configuration
    let loaded: LoadedConfiguration
    do throws(ConfigurationError) { loaded = try load(flags) } catch { throw .failed(error.description) }
    let answers = try await RuleAnswers(configuration: loaded.values, model: model, console: console).answers(to: questions)
    return answers.isEmpty ? compiled : try source.compiled(workbook, answers: answers)
  }

  // MARK: Parts

  /// What PostgreSQL's own parser has against a script.
  private static func objection(ofPostgreSQL script: String) -> String? {
    PostgresSyntax.check(script).map { "PostgreSQL stops in line \($0.line): \($0.message)" }
  }

  /// What the workbook's samples give; `nil` where nobody wants to know.
  private func samples(of compiled: CompiledMapping, _ generation: MappingCommand.Generation) -> SampleReport? {
    guard generation.report != nil || generation.json || generation.wantsSamples, !compiled.plan.isRefused else { return nil }
    if generation.wantsSamples { console.progress("running the samples") }
    let source = generation.samplesFrom.map { PostgresSampleSource(url: $0.reveal()) }
    let database: any SampleDatabase = if let url = generation.sampleOn { PostgresSampleDatabase(url: url.reveal()) } else { SQLiteSampleDatabase() }
    return SampleRun.run(compiled.plan, samples: compiled.document.samples, from: source, shown: 0, on: database)
  }

  /// Figures for those who asked for a run; why there was none for everybody, unless there was nothing to run and nobody asked.
  private func tell(_ samples: SampleReport, of generation: MappingCommand.Generation) {
    let isWanted = generation.wantsSamples
    if isWanted, !generation.json { console.write(MappingListing.text(samples)) }
    for target in samples.targets {
      guard let failure = target.failure, isWanted || failure.code != .missing else { continue }
      console.complain(ConfigurationError.oneLine("the samples of \(target.table) were not run: \(failure)"))
    }
  }

  private func planned(_ source: MappingCommand.Source) throws(MappingFailure) -> Plan {
    let plan = try WorkbookSource(source: source, console: console).compiled().plan
    if plan.isRefused { throw .refused(file: source.file, plan.diagnostics) }
    return plan
  }

  private func write(_ report: MappingReport, of generation: MappingCommand.Generation) throws(MappingFailure) {
    guard let file = generation.report else { return }
    let bytes = Self.encoded(report).bytes + [UInt8(ascii: "\n")]
    try save { () throws(TextFileError) in try FileSet.write(bytes, atomicallyTo: file) }
  }

  private static func encoded(_ report: MappingReport) -> JSONWriter {
    var writer = JSONWriter(capacity: 4096)
    report.write(to: &writer)
    return writer
  }

  /// Writes files and names each in a line of its own.
  private func save(_ files: [OutputFile], to folder: String, tells: Bool = true) throws(MappingFailure) {
    let trimmed = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    try save { () throws(TextFileError) in try FileSet.write(files.map { ($0.name, Array($0.text.utf8)) }, to: trimmed) }
    console.progress(nil)
    if tells { console.write(files.map { "\(trimmed)/\($0.name)\n" }.joined()) }
  }

  private func save(_ work: () throws(TextFileError) -> Void) throws(MappingFailure) {
    do throws(TextFileError) { try work() } catch { throw .failed("\(error)") }
  }

  private func write(_ writer: JSONWriter) { console.write(String(decoding: writer.bytes, as: UTF8.self) + "\n") }
}

extension ExitCode {
  /// How a command on a plan ends.
  init(_ status: Plan.ExitStatus) {
    switch status {
    case .resolved: self = .done
    case .open: self = .problems
    case .refused: self = .refused
    }
  }
}

extension MappingCommand {
  /// Whether what is printed is for programs.
  var isJSON: Bool {
    switch self {
    case .inspect(_, let json), .plan(_, let json), .diff(_, _, let json): json
    case .generate(let generation): generation.json
    case .template, .cells, .document, .help: false
    }
  }
}
