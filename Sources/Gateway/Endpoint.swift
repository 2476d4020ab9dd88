import Domain
import EventLoop
import Observe
import Primitives
import Store
import StreamLog
import Transport
import Wire

/// One request on its way through an endpoint.
package struct Call: Sendable {
  package let request: HTTPRequest
  package let parameters: RouteParameters
  package let requestID: String
  package let caller: Caller
  package let loop: EventLoop
  package let services: GatewayServices

  package init(request: HTTPRequest, parameters: RouteParameters, requestID: String, caller: Caller, loop: EventLoop, services: GatewayServices) {
    self.request = request
    self.parameters = parameters
    self.requestID = requestID
    self.caller = caller
    self.loop = loop
    self.services = services
  }

  package var headers: HTTPHeaders { request.head.headers }
  package func query(_ name: String) -> String? { request.head.target.queryValue(name) }

  /// The chat that the path names. - Throws: 404 when the segment is no chat ID.
  package func chatID() throws(Problem) -> ChatID {
    guard let id = ChatID(parameters["chat"]) else { throw .notFound("a chat of this ID") }
    return id
  }

  /// The entity that the path names, of one of these kinds. - Throws: 404.
  package func entityID(_ name: String, of kinds: Set<EntityKind>) throws(Problem) -> EntityID {
    guard let id = EntityID(parameters[name]), kinds.contains(id.kind) else { throw .notFound("an entity of this ID") }
    return id
  }

  /// `?limit=` and `?cursor=`. - Throws: 400.
  package func page(defaultLimit: Int = 50) throws(Problem) -> PageRequest {
    var limit = defaultLimit
    if let text = query("limit") {
      guard let value = Int(text), (1...200).contains(value), text == String(value) else {
        throw .invalidQuery("limit is \"\(text)\"; expected a whole number from 1 to 200")
      }
      limit = value
    }
    return PageRequest(limit: limit, cursor: query("cursor"))
  }

  /// The session that a request belongs to, as its client calls it. - Throws: 400 for a malformed one.
  package func session() throws(Problem) -> String? {
    guard let session = headers["x-throughline-session"] else { return nil }
    guard ClientName.isSession(session) else {
      throw Problem(400, "session.invalid", "X-Throughline-Session is not 1 to 64 characters of A-Z a-z 0-9 _ -")
    }
    return session
  }

  /// Whether the client's going away cancels the run. - Throws: 400 for anything but `cancel` and `continue`.
  package func cancelsOnDisconnect() throws(Problem) -> Bool {
    switch headers["x-throughline-on-disconnect"] {
    case nil, "continue": return false
    case "cancel": return true
    case .some(let other):
      throw Problem(400, "header.invalid", "X-Throughline-On-Disconnect is \"\(other)\"; expected cancel or continue")
    }
  }

  package var wantsEventStream: Bool {
    headers.list("accept").contains { $0.lowercased().hasPrefix("text/event-stream") }
  }

  /// The body as JSON. - Throws: 415, 400, 422.
  package func body() throws(Problem) -> BodyReader {
    try requireJSON()
    return try BodyReader(body: request.body, maxDepth: services.settings.jsonDepth)
  }

  /// A compressed body is not blown up here: a few bytes could become any number. - Throws: 415 (RFC 9110 section 8.4).
  package func refuseContentCoding() throws(Problem) {
    guard let coding = headers["content-encoding"], coding.lowercased() != "identity" else { return }
    throw Problem(
      415, "media_type.unsupported", "Content-Encoding is \(coding); expected a body that is not compressed", headers: ["accept-encoding": "identity"]
    )
  }

  package func requireJSON() throws(Problem) {
    try refuseContentCoding()
    guard headers["content-type"] != "application/json" else { return }
    let type = headers["content-type"].map { $0.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() }
    guard type == "application/json" else {
      throw Problem(415, "media_type.unsupported", "Content-Type is \(type ?? "missing"); expected application/json")
    }
  }

  /// The request's idempotency key. - Throws: 400 for a key that is empty or longer than 255 bytes.
  package func idempotency<Created: Sendable>(
    _ answer: @escaping @Sendable (Created) -> IdempotentAnswer
  ) throws(Problem) -> Idempotency<Created>? {
    guard let key = headers["idempotency-key"] else { return nil }
    guard (1...255).contains(key.utf8.count) else {
      throw Problem(400, "idempotency.invalid_key", "Idempotency-Key is \(key.utf8.count) bytes long; expected 1 to 255")
    }
    let scope = "\(request.head.method) \(request.head.path)" + (caller.user.map { " \($0)" } ?? "")
    return Idempotency(scope: scope, key: key, bodySHA256: SHA256.hex(request.body[...]), answer: answer)
  }
}

package typealias Endpoint = @Sendable (Call) async throws -> HTTPResponse

extension HTTPResponse {
  package static func json(_ status: Int = 200, headers: HTTPHeaders = [:], _ write: (inout JSONWriter) -> Void) -> HTTPResponse {
    .json(status, headers: headers, bytes: Gateway.json(write))
  }

  package static func json(_ status: Int = 200, headers: HTTPHeaders = [:], bytes: [UInt8]) -> HTTPResponse {
    var headers = headers
    headers.set("content-type", "application/json")
    return HTTPResponse(status: status, headers: headers, body: .bytes(bytes))
  }

  package static func replayed(_ answer: IdempotentAnswer) -> HTTPResponse {
    .json(answer.status, headers: ["idempotency-replayed": "true"], bytes: answer.body)
  }

  package static let noContent = HTTPResponse(status: 204)
}
