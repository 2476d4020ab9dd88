import Domain
import Primitives
import Store
import Transport
import Wire

/// A request that is refused: an RFC 9457 problem with our code. Thrown by endpoints, written by the service.
package struct Problem: Error, Sendable {
  package struct FieldError: Sendable, Equatable {
    /// JSON Pointer (RFC 6901) into the body.
    package var pointer: String
    package var detail: String
  }

  private static let maxErrors = 100

  package var status: Int
  package var code: String
  package var detail: String
  package var errors: [FieldError] = []
  package var headers: HTTPHeaders = [:]
  /// Members beside the standard ones, such as `next_sequence`.
  package var members: [JSONField] = []

  package init(_ status: Int, _ code: String, _ detail: String, errors: [FieldError] = [], headers: HTTPHeaders = [:], members: [JSONField] = []) {
    self.status = status
    self.code = code
    self.detail = detail
    self.errors = errors
    self.headers = headers
    self.members = members
  }

  package static func notFound(_ what: String) -> Problem { Problem(404, "not_found", "\(what) does not exist") }

  package static func invalidQuery(_ detail: String) -> Problem { Problem(400, "query.invalid", detail) }

  /// Names what is wrong, the first hundred places of it: an answer does not grow with a body that is wrong everywhere.
  package static func invalid(_ errors: [FieldError]) -> Problem {
    let first = errors.first.map { "\($0.pointer.isEmpty ? "the body" : $0.pointer): \($0.detail)" } ?? "the body is not valid"
    let more = errors.count > maxErrors ? " (and \(errors.count - 1) more, of which the first \(maxErrors) are named)" : ""
    return Problem(422, "body.invalid", first + more, errors: Array(errors.prefix(maxErrors)))
  }

  /// What the store refused, in the words of the wire.
  package init(_ error: StoreError) {
    switch error.code {
    case .notFound: self.init(404, "not_found", error.message)
    case .unknownUpload: self = .invalid([FieldError(pointer: "/attachments", detail: error.message)])
    case .unknownReference: self = .invalid([FieldError(pointer: "", detail: error.message)])
    case .conflict(let next):
      self.init(409, "id.conflict", error.message, members: [JSONField("next_sequence", .integer(Int64(next)))])
    case .exists: self.init(409, "id.conflict", error.message)
    case .foreign: self.init(422, "id.foreign", error.message)
    case .invalidParent: self.init(422, "lineage.invalid_parent", error.message)
    case .sequenceExhausted: self.init(409, "lineage.sequence_exhausted", error.message)
    case .idempotencyMismatch: self.init(422, "idempotency.mismatch", error.message)
    case .badCursor: self.init(400, "query.invalid", error.message)
    case .busy: self.init(409, "generation.busy", error.message)
    case .fenced: self.init(409, "run.fenced", error.message)
    case .newerSchema, .unusable, .unavailable, .failed:
      self.init(503, "store.unavailable", "the store cannot take this now; try again shortly", headers: ["retry-after": "1"])
    }
  }

  /// The response that carries the problem.
  package func response(requestID: String) -> HTTPResponse {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("type")
    writer.string("about:blank#\(code)")
    writer.key("title")
    writer.string(HTTPStatus.reason(status))
    writer.key("status")
    writer.integer(status)
    writer.key("detail")
    writer.string(detail)
    writer.key("code")
    writer.string(code)
    writer.key("request_id")
    writer.string(requestID)
    writeErrors(to: &writer)
    writer.endObject()
    var headers = headers
    headers.set("content-type", "application/problem+json")
    return HTTPResponse(status: status, headers: headers, body: .bytes(writer.bytes))
  }

  /// The members beside `code` and `detail` that say what was wrong: `errors`, and what this problem has of its own.
  func writeErrors(to writer: inout JSONWriter) {
    if !errors.isEmpty {
      writer.key("errors")
      writer.beginArray()
      for error in errors {
        writer.beginObject()
        writer.key("pointer")
        writer.string(error.pointer)
        writer.key("detail")
        writer.string(error.detail)
        writer.endObject()
      }
      writer.endArray()
    }
    for member in members {
      writer.key(escaping: member.key)
      writer.value(member.value)
    }
  }
}
