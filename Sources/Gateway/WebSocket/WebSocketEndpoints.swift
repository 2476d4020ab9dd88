import Domain
import EventLoop
import Store
import Transport
import Wire

/// `GET /api/ws/{client}` and `GET /ws`: requests that become WebSockets.
enum WebSocketEndpoints {
  static let subprotocol = "throughline.v1"

  static func native(_ call: Call) async throws -> HTTPResponse {
    guard ClientName.isSession(call.parameters["client"]) else { throw Problem.notFound("a client of this name") }
    let offered = call.headers.list("sec-websocket-protocol")
    let context = NativeSocket.Context(
      services: call.services, requestID: call.requestID, caller: call.caller, peer: call.request.peerAddress, session: try call.session(),
      traceparent: call.headers["traceparent"])
    return try upgrade(call, subprotocol: offered.contains(subprotocol) ? subprotocol : nil) { connection, loop in
      NativeSocket(context, connection, loop)
    }
  }

  static func lmc(_ call: Call) async throws -> HTTPResponse {
    var chat = call.services.makeChatID()
    if let text = call.query("chat") {
      guard let named = ChatID(text) else { throw Problem.invalidQuery("chat is \"\(text.prefix(64))\"; expected a UUID in lower case") }
      chat = named
    }
    if call.caller != .anybody, call.query("chat") != nil, try await call.services.store.chat(chat) != nil {
      try await call.services.check(.write, on: chat, by: call.caller, missing: "chat \(chat)")
    }
    let context = LMCSocket.Context(
      services: call.services, requestID: call.requestID, caller: call.caller, chat: chat, session: try call.session(),
      traceparent: call.headers["traceparent"])
    return try upgrade(call, subprotocol: nil) { connection, loop in LMCSocket(context, connection, loop) }
  }

  private static func upgrade(
    _ call: Call, subprotocol: String?, _ make: @escaping @Sendable (WebSocketConnection, EventLoop) -> any WebSocketHandler
  ) throws(Problem) -> HTTPResponse {
    // What a GET without a handshake gets from the transport.
    guard call.request.head.method == .get else {
      throw Problem(
        426, HTTPFailure.Code.webSocketUpgrade.rawValue, "this address is a WebSocket: send GET with Upgrade: websocket and Connection: Upgrade",
        headers: ["upgrade": "websocket", "sec-websocket-version": "13"])
    }
    return HTTPResponse(status: 200, body: .webSocket(protocol: subprotocol, make))
  }
}
