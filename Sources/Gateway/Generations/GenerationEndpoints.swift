import Domain
import Mapping
import Observe
import Primitives
import Store
import StreamLog
import Studio
import Transport
import Wire

/// `/api/generations`
enum GenerationEndpoints {
  static func create(_ call: Call) async throws -> HTTPResponse {
    let form = try GenerationForm(call)
    let record = try await workbook(form, call)
    let generations = try call.generations
    let services = call.services
    let workbook = try await generations.workbook(of: record)
    let corrections = try await generations.store.layout(ofShape: record.shape, user: record.user)
    let model = form.model.map { services.models.resolve($0) }
    let id = form.generation ?? "gen_\(services.makeULID())"
    let run = services.makeGenerationRun(
      stream: id, order: GenerationOrder(generation: id, reason: .generate), requested: form.model, model: model, frontendID: form.frontendID,
      call: call, session: try call.session())
    var generation = GenerationRecord(
      id: id, user: call.caller.user, name: form.name ?? stem(of: record.name), workbook: record.id, workbookName: record.name, sha256: record.sha256,
      dialect: form.dialect.rawValue, form: form.form.rawValue, tables: form.tables, model: form.model, corrections: corrections, contentSHA256: "",
      plannedBlocks: [], run: run.id, stream: run.stream, createdAt: run.createdAt, updatedAt: run.createdAt)
    generation.contentSHA256 = contentHash(of: generation)
    // The same again is answered as the first time, whatever became of the layout since.
    if let known = try await generations.store.generation(id), known.contentSHA256 == generation.contentSHA256, known.user == generation.user {
      return answer(known, run: run)
    }
    let first = generation
    do {
      generation.plannedBlocks = try await Task.detached {
        try GenerationCompiler(of: first, workbook: workbook).compile(answers: [], order: nil).draft.blockNames
      }.value
    } catch let refusal as GenerationRefusal {
      // Its layout can be corrected, and then it is generated.
      var problem = Problem(refusal)
      problem.members.append(JSONField("workbook", .string(record.id)))
      throw problem
    }
    if model != nil, let principal = call.caller.principal { try await services.access.checkTokens(of: principal) }
    let began = services.time.monotonic()
    switch try await generations.store.startGeneration(generation, run: run) {
    case .created(let made):
      services.metrics.acceptDuration.observe(from: began, to: services.time.monotonic())
      await services.begin(run, of: made, by: call.caller)
      return answer(made, run: run)
    case .existing(let known): return answer(known, run: run)
    case .replayed(let answer): return .replayed(answer)
    }
  }

  /// The answer to a repeated request is the first one: it says what was planned, not how far it is.
  private static func answer(_ generation: GenerationRecord, run: Run) -> HTTPResponse {
    .json(202, headers: ["x-throughline-stream": generation.id]) { writer in
      writer.beginObject()
      GenerationHashmap(GenerationIdentity(generation), planned: generation.plannedBlocks).writeMembers(to: &writer)
      writer.field("stream", generation.id)
      writer.field("workbook", generation.workbook)
      writer.field("frontend_id", run.frontendID)
      writer.endObject()
    }
  }

  private static func workbook(_ form: GenerationForm, _ call: Call) async throws -> WorkbookRecord {
    switch form.source {
    case .known(let id):
      guard let record = try await call.generations.store.workbook(id) else { throw Problem.notFound("workbook \(id)") }
      try call.caller.check(.view, ownedBy: record.user, missing: "workbook \(id)")
      return record
    case .file(let range, let name):
      switch try await call.addWorkbook(Array(call.request.body[range]), name: name).0 {
      case .created(let record), .existing(let record): return record
      case .replayed: throw Problem(409, "id.conflict", "the workbook was sent before in another way; send it again")
      }
    }
  }

  /// Of all that decides what is generated.
  private static func contentHash(of generation: GenerationRecord) -> String {
    let text = json { writer in
      writer.beginArray()
      for part in [generation.name, generation.sha256, generation.dialect, generation.form] { writer.string(part) }
      if let tables = generation.tables { for table in tables { writer.string(table) } } else { writer.null() }
      if let model = generation.model { writer.string(model) } else { writer.null() }
      writer.endArray()
    }
    return SHA256.hex(text[...])
  }

  private static func stem(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  static func list(_ call: Call) async throws -> HTTPResponse {
    let page = try await call.generations.store.generations(of: call.caller.listedOwner, page: try call.page())
    return .json { writer in
      writer.write(page) { writer, generation in
        writer.beginObject()
        writer.field("generation_id", generation.id)
        writer.field("semantic_layer_name", generation.name)
        writer.field("status", GenerationHashmap.Status(generation.status).rawValue)
        writer.field("mapping_file", generation.workbookName)
        writer.field("workbook", generation.workbook)
        writer.field("dialect", generation.dialect)
        writer.field("as", generation.form)
        writer.field("model", generation.model)
        writer.field("stream", generation.stream)
        writer.field("version", generation.version)
        writer.field("created_at", generation.createdAt.rfc3339)
        writer.field("updated_at", generation.updatedAt.rfc3339)
        writer.endObject()
      }
    }
  }

  static func get(_ call: Call) async throws -> HTTPResponse { try await answer(call, try await call.generation(for: .view)) }

  /// The hashmap as it is now, with what lies beside it.
  static func answer(_ call: Call, _ generation: GenerationRecord, status: Int = 200, run: Run? = nil) async throws -> HTTPResponse {
    let hashmap = try await call.services.hashmap(of: generation)
    return .json(status, headers: ["x-throughline-stream": generation.stream]) { writer in
      writer.beginObject()
      hashmap.writeMembers(to: &writer)
      writer.field("stream", generation.stream)
      writer.field("workbook", generation.workbook)
      writer.field("version", generation.version)
      writer.field("dialect", generation.dialect)
      writer.field("as", generation.form)
      writer.field("model", generation.model)
      if let run {
        writer.field("run", run.id)
        writer.field("frontend_id", run.frontendID)
      }
      writer.endObject()
    }
  }

  static func cancel(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .cancel)
    _ = try await call.services.cancel(stream: generation.stream, by: .user)
    return try await get(call)
  }
}

extension GenerationHashmap.Status {
  init(_ status: RunStatus) {
    switch status {
    case .queued: self = .pending
    case .running, .waiting: self = .inProgress
    case .completed: self = .completed
    case .failed, .cancelled: self = .error
    }
  }
}
