import CAssets
import Domain
import Observe
import Primitives
import Transport
import Wire

/// Liveness, readiness, metrics, and the API's own description.
enum OperationsEndpoints {
  static func live(_ call: Call) async throws -> HTTPResponse {
    .json { writer in
      writer.beginObject()
      writer.field("status", "ok")
      writer.endObject()
    }
  }

  static func ready(_ call: Call) async throws -> HTTPResponse {
    let (down, acceptsMessages) = await call.services.health.status()
    return .json(acceptsMessages ? 200 : 503, headers: acceptsMessages ? [:] : ["retry-after": "1"]) { writer in
      writer.beginObject()
      writer.field("status", acceptsMessages ? "ok" : "unavailable")
      writer.key("down")
      writer.beginArray()
      for part in down { writer.string(part) }
      writer.endArray()
      writer.endObject()
    }
  }

  static func metrics(_ call: Call) async throws -> HTTPResponse {
    HTTPResponse(
      status: 200, headers: ["content-type": MetricsRegistry.prometheusContentType],
      body: .bytes(call.services.metrics.registry.prometheusText()))
  }

  static func openAPI(_ call: Call) async throws -> HTTPResponse {
    guard let document = Assets.bytes("Schemas/openapi.json") else { throw Problem.notFound("the API document") }
    return .json(bytes: document)
  }

  static func schema(_ call: Call) async throws -> HTTPResponse {
    let type = call.parameters["type"]
    guard let schema = schemaFolders.lazy.compactMap({ Assets.bytes("\($0)\(type).json") }).first else {
      throw Problem.notFound("a schema of this type")
    }
    return HTTPResponse(status: 200, headers: ["content-type": "application/schema+json"], body: .bytes(schema))
  }

  /// Every schema in one answer: a client that validates needs them all before the first event.
  static func schemas(_ call: Call) async throws -> HTTPResponse {
    let names = Assets.names.filter { name in schemaFolders.contains { name.hasPrefix($0) } }
    let items = names.compactMap(Assets.bytes).joined(separator: [UInt8(ascii: ",")])
    return .json(bytes: Array("{\"items\":[".utf8) + items + Array("]}".utf8))
  }

  /// Of a stream's events; of envelopes, frames and their answers.
  private static let schemaFolders = ["Schemas/events/", "Schemas/channels/"]
}

/// Files embedded in the binary.
package enum Assets {
  /// - Parameter name: as in the repository, such as `Schemas/openapi.json`.
  package static func bytes(_ name: String) -> [UInt8]? {
    var count = 0
    guard let files = unsafe cassets_all(&count) else { return nil }
    for index in 0..<count where unsafe String(cString: files[index].name) == name {
      return unsafe Array(UnsafeBufferPointer(start: files[index].bytes, count: files[index].count))
    }
    return nil
  }

  package static var names: [String] {
    var count = 0
    guard let files = unsafe cassets_all(&count) else { return [] }
    return (0..<count).map { index in unsafe String(cString: files[index].name) }
  }
}
