import Domain
import Observe
import Primitives
import Store
import Studio
import Transport
import Wire

/// Versions of a generation, how they differ, and what people change.
enum GenerationVersions {
  static func list(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .view)
    let versions = try await call.generations.store.versions(of: generation.id)
    return .json { writer in
      writer.write(Page(items: versions, nextCursor: nil)) { writer, version in
        writer.beginObject()
        writeMembers(of: version, to: &writer)
        writer.endObject()
      }
    }
  }

  static func get(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .view)
    let (version, document) = try await find(call.parameters["version"], of: generation, call)
    let hashmap = GenerationHashmap(GenerationIdentity(generation), status: document.status, blocks: document.generatedBlocks)
    return .json { writer in
      writer.beginObject()
      writeMembers(of: version, to: &writer)
      hashmap.writeMembers(to: &writer)
      writer.field("text", hashmap.text)
      writer.key("files")
      writer.beginArray()
      for file in document.allFiles { writer.string(file.name) }
      writer.endArray()
      writer.key("diagnostics")
      writer.value(.array(document.diagnostics))
      writer.endObject()
    }
  }

  static func difference(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .view)
    guard let from = call.query("from"), let to = call.query("to") else {
      throw Problem.invalidQuery("from and to are required: the numbers of two versions")
    }
    let (old, before) = try await find(from, of: generation, call)
    let (new, after) = try await find(to, of: generation, call)
    let difference = await Task.detached { VersionDifference(from: old.number, before, to: new.number, after) }.value
    return .json { difference.write(to: &$0) }
  }

  static func edit(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .write)
    let name = call.parameters["block"]
    var body = try call.body()
    let sql = body.string("sql", isRequired: true, bytes: 0...(512 << 10)) ?? ""
    _ = body.string("frontend_id", characters: 1...128)
    try body.finish()
    var document = try await latest(of: generation, call)
    let now = call.services.time.now()
    guard document.edit(name, sql: sql, now: now) else { throw Problem.notFound("block \(name)") }
    return try await keep(document, .edit, block: name, of: generation, now, call)
  }

  static func release(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .write)
    let name = call.parameters["block"]
    var document = try await latest(of: generation, call)
    let now = call.services.time.now()
    guard document[name] != nil else { throw Problem.notFound("block \(name)") }
    guard document.release(name, now: now) else { return .noContent }
    _ = try await keep(document, .release, block: name, of: generation, now, call)
    return .noContent
  }

  private static func latest(of generation: GenerationRecord, _ call: Call) async throws -> GenerationDocument {
    guard generation.status.isFinal else { throw Problem(StoreError.busy(generation: generation.id)) }
    guard let document = try await call.services.document(of: generation) else { throw Problem.notFound("a version of the generation") }
    return document
  }

  private static func keep(
    _ document: GenerationDocument, _ reason: GenerationVersion.Reason, block: String, of generation: GenerationRecord, _ now: Timestamp, _ call: Call
  ) async throws -> HTTPResponse {
    let version = GenerationVersion(
      number: generation.version + 1, reason: reason, detail: block, run: nil, document: document.text, createdAt: now)
    try await call.generations.store.addVersion(version, to: generation.id)
    call.services.boundaries.record(
      .relay, .gateway, id: generation.id, frontendID: nil, detail: [.kind: .text(reason.rawValue), .reason: .text(block)])
    var after = generation
    after.version = version.number
    return try await GenerationEndpoints.answer(call, after)
  }

  private static func find(
    _ text: String, of generation: GenerationRecord, _ call: Call
  ) async throws -> (GenerationVersion, GenerationDocument) {
    guard let number = Int(text), number > 0, String(number) == text,
      let version = try await call.generations.store.version(number, of: generation.id), let document = GenerationDocument(version.document)
    else { throw Problem.notFound("a version of this number") }
    return (version, document)
  }

  private static func writeMembers(of version: GenerationVersion, to writer: inout JSONWriter) {
    writer.field("version", version.number)
    writer.field("reason", version.reason.rawValue)
    writer.field(version.reason == .edit || version.reason == .release ? "block" : "prompt", version.detail)
    writer.field("run", version.run)
    writer.field("created_at", version.createdAt.rfc3339)
  }
}
