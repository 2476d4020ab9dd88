import Domain
import Primitives
import Store
import Transport
import Wire

/// `POST /api/uploads`
enum UploadEndpoints {
  static func create(_ call: Call) async throws -> HTTPResponse {
    try call.refuseContentCoding()
    let content = call.request.body
    guard !content.isEmpty else { throw Problem(422, "upload.empty", "the upload has no bytes") }
    let type = call.headers["content-type"] ?? "application/octet-stream"
    guard HeaderText.isSafe(type), type.utf8.count <= 255, type.contains("/") else {
      throw Problem(415, "media_type.unsupported", "Content-Type is no media type; expected one such as image/png")
    }
    let name = call.query("name")
    if let name, !(1...255).contains(name.utf8.count) || name.utf8.contains(0) {
      throw Problem.invalidQuery("name is \(name.utf8.count) bytes long or holds U+0000; expected 1 to 255 bytes of text")
    }
    let upload = Upload(
      id: call.services.makeULID(), name: name, mediaType: type, bytes: content.count, sha256: SHA256.hex(content[...]),
      createdAt: call.services.time.now(), user: call.caller.user)
    let idempotency: Idempotency<Upload>? = try call.idempotency { IdempotentAnswer(status: 201, body: answer($0)) }
    switch try await call.services.store.createUpload(upload, content: content, idempotency: idempotency) {
    case .created(let upload), .existing(let upload): return .json(201, bytes: answer(upload))
    case .replayed(let kept): return .replayed(kept)
    }
  }

  private static func answer(_ upload: Upload) -> [UInt8] {
    json { writer in
      writer.beginObject()
      writer.field("upload", upload.id)
      writer.field("bytes", upload.bytes)
      writer.field("sha256", upload.sha256)
      writer.endObject()
    }
  }
}
