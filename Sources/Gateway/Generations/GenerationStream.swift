import Domain
import Observe
import Store
import StreamLog
import Studio
import Transport
import Wire

/// `GET /api/generations/{generation}/events`: the stream of the latest run, or of the one that `stream` names. Runs of one generation have rising epochs, so
/// that a cursor of an earlier run is answered with a reset and never with a gap.
enum GenerationStream {
  static func events(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .view)
    var name = generation.stream
    if let asked = call.query("stream") {
      guard try await call.generations.store.generation(ofStream: asked)?.id == generation.id else {
        throw Problem.notFound("a stream of this name in the generation")
      }
      name = asked
    }
    switch call.query("wire") {
    case nil, "native": return try await StreamEndpoints.native(call, name)
    case "blocks": return try await blocks(call, name, of: generation)
    case .some(let other): throw Problem.invalidQuery("wire is \"\(other)\"; expected native or blocks")
    }
  }

  /// A generation's stream found by its own name. - Throws: 400 for a stream that is none of a generation.
  static func blocks(_ call: Call, _ name: String) async throws -> HTTPResponse {
    guard let generation = try await call.generations.store.generation(ofStream: name) else {
      throw Problem.invalidQuery("wire is \"blocks\", and \(name) is no generation's stream; expected native or openai")
    }
    return try await blocks(call, name, of: generation)
  }

  private static func blocks(_ call: Call, _ name: String, of generation: GenerationRecord) async throws -> HTTPResponse {
    guard let (stream, reader) = try await StreamEndpoints.reading(call, name) else { return .noContent }
    let framing = EventStreamResponse.framing(call.request.head)
    let identity = GenerationIdentity(generation)
    return EventStreamResponse.make(
      call, stream, reader: reader, form: FormKey(BlocksFormEncoder.name, framing), label: .blocks, headers: [:],
      encoder: { BlocksFormEncoder(framing: framing, identity: identity) }, onEnd: { _, _ in })
  }
}
