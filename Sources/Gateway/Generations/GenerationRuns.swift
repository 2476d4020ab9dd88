import Bus
import Domain
import Mapping
import Observe
import Primitives
import Store
import StreamLog
import Studio
import Transport
import Wire

/// Further runs of a generation: `refine` and `resume`.
extension GenerationEndpoints {
  /// Does again only what the references of the prompt name.
  static func refine(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .write)
    var body = try call.body()
    let prompt = body.string("prompt", isRequired: true, bytes: 1...16_384) ?? ""
    let frontendID = body.string("frontend_id", characters: 1...128)
    let model = body.string("model", bytes: 1...256)
    try body.finish()
    let references = Reference.all(in: prompt)
    guard !references.isEmpty else {
      throw Problem(
        422, "reference.missing",
        "the prompt names nothing to do again; name it, such as @code[select_clause], @mapping[Sheet:A15] or @schema[table.column]")
    }
    let (index, _) = try await call.services.referenceIndex(of: generation)
    let unknown = index.unknown(among: references)
    guard unknown.isEmpty else { throw Problem(unknown) }
    let scope = index.scope(of: references)
    guard !scope.blocks.isEmpty else {
      throw Problem(
        422, "reference.unused", "no block of the generation comes from what the prompt names; name a cell of a mapping's row, or a block")
    }
    let order = GenerationOrder(generation: generation.id, reason: .refine, blocks: scope.blocks, columns: scope.columns, prompt: prompt)
    return try await run(again: generation, order, model: model ?? generation.model, frontendID: frontendID, call)
  }

  /// Makes what is not there yet.
  static func resume(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .write)
    var frontendID: String?
    var model: String?
    if !call.request.body.isEmpty {
      var body = try call.body()
      frontendID = body.string("frontend_id", characters: 1...128)
      model = body.string("model", bytes: 1...256)
      try body.finish()
    }
    let order = GenerationOrder(generation: generation.id, reason: .resume)
    return try await run(again: generation, order, model: model ?? generation.model, frontendID: frontendID, call)
  }

  private static func run(
    again generation: GenerationRecord, _ order: GenerationOrder, model name: String?, frontendID: String?, _ call: Call
  ) async throws -> HTTPResponse {
    let services = call.services
    guard let previous = try await services.store.run(generation.run) else { throw Problem.notFound("the generation's run") }
    // The same request again, after its answer was lost.
    if let frontendID, previous.frontendID == frontendID, previous.id != generation.id, GenerationOrder(previous)?.prompt == order.prompt {
      return try await answer(call, generation, status: 202, run: previous)
    }
    let model = name.map { services.models.resolve($0) }
    if model != nil, let principal = call.caller.principal { try await services.access.checkTokens(of: principal) }
    var order = order
    order.baseEpoch = previous.epoch
    let run = services.makeGenerationRun(
      stream: nil, order: order, requested: name, model: model, frontendID: frontendID, call: call, session: try call.session())
    let after = try await call.generations.store.continueGeneration(generation.id, with: run, after: previous.id)
    await services.begin(run, of: after, by: call.caller)
    return try await answer(call, after, status: 202, run: run)
  }
}

extension GatewayServices {
  /// - Parameter stream: `nil` for a run whose stream has the run's name.
  func makeGenerationRun(
    stream: String?, order: GenerationOrder, requested: String?, model: ResolvedModel?, frontendID: String?, call: Call, session: String?
  ) -> Run {
    let id = makeULID()
    return Run(
      id: id, stream: stream ?? id, chat: nil, userMessage: nil, assistantMessage: nil, frontendID: frontendID,
      session: session.map(call.caller.scoped), requestedModel: requested ?? "", provider: model?.provider ?? "", model: model?.model ?? "",
      status: .queued, epoch: 0, createdAt: time.now(), request: RunRequest(options: order.options, traceparent: call.headers["traceparent"]))
  }

  /// Hands a generation's run to a worker.
  func begin(_ run: Run, of generation: GenerationRecord, by caller: Caller) async {
    boundaries.record(.entry, .gateway, id: run.stream, frontendID: run.frontendID, detail: [.model: .text(run.requestedModel)])
    boundaries.record(.exit, .store, id: run.stream, frontendID: run.frontendID, detail: [.run: .text(run.id), .stream: .text(run.stream)])
    let stream = await streams.begin(run)
    if run.asksProvider { charge(stream, to: caller) }
    if let session = run.session { sessions.changed(session) }
    boundaries.record(.exit, .bus, id: run.stream, frontendID: run.frontendID, detail: [.run: .text(run.id)])
    bus.publish(work: WorkItem(run: run.id, traceparent: run.request.traceparent))
    boundaries.record(.exit, .gateway, id: run.stream, frontendID: run.frontendID, detail: [.stream: .text(run.stream), .phase: .text("accepted")])
  }

  /// A generation as it is now: of the run under way what was told so far, else the latest version.
  func hashmap(of generation: GenerationRecord) async throws -> GenerationHashmap {
    let identity = GenerationIdentity(generation)
    let document = try await document(of: generation)
    if generation.status.isFinal {
      let status = document?.status ?? GenerationHashmap.Status(generation.status)
      return GenerationHashmap(identity, status: status, blocks: document?.generatedBlocks ?? [])
    }
    let stream = try await streams.find(generation.stream)
    let state = stream.state
    if state.blocks.isEmpty {
      var planned =
        document.map { GenerationHashmap(identity, status: .pending, blocks: $0.generatedBlocks) }
        ?? GenerationHashmap(identity, planned: generation.plannedBlocks)
      planned.status = generation.status == .queued ? .pending : .inProgress
      return planned
    }
    var hashmap = GenerationHashmap(identity, state, begun: generation.updatedAt)
    // The run has ended since the record was read.
    if let ending = stream.ending { hashmap.status = if case .completed = ending.body { .completed } else { .error } }
    return hashmap
  }

  /// The latest version; `nil` before the first.
  func document(of generation: GenerationRecord) async throws -> GenerationDocument? {
    guard generation.version > 0, let generations else { return nil }
    return try await generations.store.version(generation.version, of: generation.id).flatMap { GenerationDocument($0.document) }
  }

  /// What a generation's prompts can point at, with what its workbook gives now.
  func referenceIndex(of generation: GenerationRecord) async throws -> (ReferenceIndex, GenerationCompiler.Compilation) {
    guard let generations else { throw Problem.notFound("the mapping studio on this server") }
    let document = try await document(of: generation)
    let (compilation, workbook) = try await generations.compile(generation, answers: document?.answers ?? [])
    let spans = document?.spans ?? compilation.draft.targets.flatMap { $0.spans.map { GenerationDocument.Span($0) } }
    let blocks = document?.blocks.map(\.block.name) ?? compilation.draft.blockNames
    let index = await Task.detached { ReferenceIndex(workbook: workbook, plan: compilation.generated.plan, blocks: blocks, spans: spans) }.value
    return (index, compilation)
  }
}

extension Problem {
  /// References that point at nothing, each with what is near.
  init(_ unknown: [ReferenceIndex.Unknown]) {
    func words(_ one: ReferenceIndex.Unknown) -> String {
      "\(one.reference.text): \(one.found)" + (one.near.isEmpty ? "" : "; near: \(one.near.joined(separator: ", "))")
    }
    self.init(
      422, "reference.unknown", unknown.first.map(words) ?? "a reference points at nothing",
      errors: unknown.map { FieldError(pointer: "/prompt", detail: words($0)) },
      members: [
        JSONField(
          "references",
          .array(
            unknown.map { one in
              .object([
                "reference": .string(one.reference.text), "found": .string(one.found), "near": .array(one.near.map { .string($0) }),
              ])
            }))
      ])
  }
}
