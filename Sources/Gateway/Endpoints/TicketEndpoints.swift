import Credentials
import Domain
import Primitives
import Store
import Transport
import Wire

/// `POST /api/tickets`: what a browser puts into the address of an `EventSource` or a `WebSocket`, which send no headers.
enum TicketEndpoints {
  static func create(_ call: Call) async throws -> HTTPResponse {
    var body = try call.body()
    let stream = body.string("stream", bytes: 1...128)
    let session = body.string("session", bytes: 1...64)
    let client = body.string("client", bytes: 1...64)
    let chat = body.string("chat", bytes: 1...64)
    if let session, !ClientName.isSession(session) { body.note("session", "expected 1 to 64 characters of A-Z a-z 0-9 _ -") }
    if let client, !ClientName.isSession(client) { body.note("client", "expected 1 to 64 characters of A-Z a-z 0-9 _ -") }
    let chatID = chat.flatMap { ChatID($0) }
    if chat != nil, chatID == nil { body.note("chat", "expected a UUID in lower case") }
    if [stream, session, client, chat].count(where: { $0 != nil }) != 1, body.errors.isEmpty {
      body.note("stream", "expected one of stream, session, client and chat")
    }
    try body.finish()
    let target: Ticket.Target
    if let stream {
      try call.caller.require(.readStreams)
      try await call.services.check(.view, onStream: stream, by: call.caller)
      target = .stream(stream)
    } else if let session {
      try call.caller.require(.readStreams)
      target = .session(session)
    } else if let client {
      target = .client(client)
    } else {
      try call.caller.require(.writeChats)
      // One that does not exist yet is made by the first message.
      if let chatID, try await call.services.store.chat(chatID) != nil {
        try await call.services.check(.write, on: chatID, by: call.caller, missing: "chat \(chatID)")
      }
      target = .chat(chat ?? "")
    }
    // Where nobody is asked, everybody gets one that nobody looks at: clients need not know.
    let principal = call.caller.principal ?? Principal(user: "", name: "", role: .viewer)
    let ticket = Ticket(principal: principal, target: target, now: call.services.time.now())
    let text = call.services.access.tickets.text(ticket)
    return .json(201, headers: ["cache-control": "no-store"]) { writer in
      writer.beginObject()
      writer.field("ticket", text)
      writer.field("expires_at", ticket.expiresAt.rfc3339)
      writer.endObject()
    }
  }
}
