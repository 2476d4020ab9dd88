import Domain
import Store
import Studio

/// What a run of a generation works with, read from the store.
struct GenerationMaterial: Sendable {
  let generation: GenerationRecord
  let previous: GenerationDocument?
  /// Why there is nothing to compile, where there is not.
  let compiler: Result<GenerationCompiler, GenerationRefusal>

  /// Reads all of it; the workbook is taken apart beside the event loops, for it may take a second.
  /// - Throws: `StoreError`; `notFound` for a generation that is gone.
  static func load(_ id: String, from store: any GenerationStore) async throws -> GenerationMaterial {
    guard let generation = try await store.generation(id) else { throw StoreError.unknown(generation: id) }
    var previous: GenerationDocument?
    if generation.version > 0 { previous = try await store.version(generation.version, of: id).flatMap { GenerationDocument($0.document) } }
    guard let content = try await store.workbookContent(sha256: generation.sha256) else {
      let refusal = GenerationRefusal(code: "mapping.no_mapping", message: "the workbook \(generation.workbookName) is no longer kept; send it again")
      return GenerationMaterial(generation: generation, previous: previous, compiler: .failure(refusal))
    }
    let compiler = await Task.detached { () -> Result<GenerationCompiler, GenerationRefusal> in
      do throws(GenerationRefusal) { return .success(try GenerationCompiler(of: generation, content: content)) } catch { return .failure(error) }
    }.value
    return GenerationMaterial(generation: generation, previous: previous, compiler: compiler)
  }
}
