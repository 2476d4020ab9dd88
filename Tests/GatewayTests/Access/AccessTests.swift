import Credentials
import Domain
import EventLoop
import Primitives
import Store
import StoreSQLite
import TestKit
import Testing
import Wire

@testable import Gateway
@testable import Transport

@Suite struct AccessTests {
  @Test func `what is hidden looks exactly like what does not exist`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      let other = bench.services.makeChatID()
      for path in ["/api/chats/#", "/api/chats/#/export", "/api/messages/#_000001_UM", "/api/streams/#_000003_AM", "/api/artifacts/#_000002_UA"] {
        func answer(_ chat: ChatID) async throws -> (Int, String?, String?) {
          let response = try await bench.ask("GET", path.replacingHash(with: chat.text), as: .stranger)
          return (response.status, response.code, response.json?["detail"]?.string?.split(separator: chat.text).joined(separator: "#"))
        }
        let (hidden, missing) = (try await answer(it.chat), try await answer(other))
        #expect(hidden == missing, "\(path)")
        #expect(hidden.0 == 404)
      }
      let ledger = try await bench.ask("GET", "/api/ledger?chat=\(it.chat)", as: .stranger)
      #expect(ledger.json?["items"]?.array == [])
    }
  }

  @Test func `pages about a generation's targets and its calls are its owner's`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      let files = "/api/generations/\(it.generation)/files"
      let names = try await bench.ask("GET", files, as: .owner).json?["items"]?.array?.map { $0["name"]?.string }
      #expect(names == ["dim_customer.sql", "dim_customer.html", "dim_customer.md", "dim_customer.svg"])
      let page = try await bench.ask("GET", "\(files)/dim_customer.html", as: .owner)
      #expect(page.headers["content-type"] == "text/html; charset=utf-8")
      #expect(page.headers["content-security-policy"] == "sandbox; default-src 'none'")
      #expect(page.headers["content-disposition"]?.hasPrefix("attachment") == true)
      guard case .bytes(let bytes) = page.body else { throw AccessBench.Unprepared() }
      #expect(String(decoding: bytes, as: UTF8.self).contains("<svg") && String(decoding: bytes, as: UTF8.self).contains("full_name"))
      #expect(try await bench.ask("GET", "\(files)/dim_order.html", as: .owner).status == 404)
      for query in ["", "?stream=\(it.generation)"] {
        func streams(_ asker: Asker) async throws -> [String?]? {
          try await bench.ask("GET", "/api/ledger\(query)", as: asker).json?["items"]?.array?.map { $0["stream"]?.string }
        }
        for asker in [Asker.owner, .operator] { #expect(try await streams(asker)?.contains(it.generation) == true) }
        for asker in [Asker.stranger, .viewer] { #expect(try await streams(asker) == []) }
      }
    }
  }

  @Test func `what was corrected is told with the layout until it is forgotten`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      let path = "/api/workbooks/\(it.workbook)/layout"
      func corrections(_ response: HTTPResponse) -> JSONValue? { response.json?["corrections"] }
      #expect(corrections(try await bench.ask("GET", path, as: .owner)) == .null)
      let said = #"{"sheets":[{"name":"Mapping","blocks":[{"roles":{"target_column":"B","description":"K"},"targets":["t"],"header_rows":[1]}]}]}"#
      let corrected = corrections(try await bench.ask("PUT", path, body: said, as: .owner))
      #expect(corrected?["sheets"]?.array?.first?["blocks"]?.array?.first?["roles"]?["description"] == .string("K"))
      #expect(corrections(try await bench.ask("GET", path, as: .owner)) == corrected)
      #expect(try await bench.ask("GET", "/api/workbooks/\(it.workbook)", as: .owner).json?["layout"]?["corrections"] == corrected)
      #expect(corrections(try await bench.ask("PUT", path, body: "{}", as: .owner)) == .null)
      #expect(corrections(try await bench.ask("GET", path, as: .owner)) == .null)
    }
  }

  @Test func `lists show one's own and what is shared, and everything to those who may ask for it`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      func listed(_ asker: Asker, _ query: String = "") async throws -> [String?] {
        try await bench.ask("GET", "/api/chats\(query)", as: asker).json?["items"]?.array?.map { $0["id"]?.string } ?? []
      }
      for asker in [Asker.owner, .viewer, .member] { #expect(try await listed(asker) == [it.chat.text]) }
      for asker in [Asker.stranger, .operator, .admin] { #expect(try await listed(asker) == []) }
      for asker in [Asker.operator, .admin] { #expect(try await listed(asker, "?all=true") == [it.chat.text]) }
      #expect(try await bench.ask("GET", "/api/chats?all=true", as: .owner).status == 403)
      #expect(try await bench.ask("GET", "/api/chats?all=yes", as: .owner).status == 400)
    }
  }

  @Test func `a chat's ID that somebody else has is a conflict, and one's own is that chat`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      let body = #"{"id":"\#(it.chat)"}"#
      #expect(try await bench.ask("POST", "/api/chats", body: body, as: .owner).status == 200)
      for asker in [Asker.stranger, .viewer, .admin] {
        let response = try await bench.ask("POST", "/api/chats", body: body, as: asker)
        #expect(response.status == 409)
        #expect(response.code == "id.conflict")
      }
    }
  }

  @Test func `a message makes a chat of its sender's, and idempotency keys are each one's own`() async throws {
    try await withAccess { (bench) async throws in
      let chat = bench.services.makeChatID()
      let body = #"{"chat":"\#(chat)","content":"hello"}"#
      let headers = [("Idempotency-Key", "k")]
      let first = try await bench.ask("POST", "/chat", body: body, as: .owner, headers: headers)
      #expect(first.status == 202)
      let again = try await bench.ask("POST", "/chat", body: body, as: .owner, headers: headers)
      #expect(again.status == 202)
      #expect(again.json == first.json)
      #expect(try await bench.ask("POST", "/chat", body: body, as: .stranger, headers: headers).status == 404)
      let owner = try #require(bench.users[.owner])
      #expect(try await bench.store.relation(of: owner.id, to: chat) == .owner)
    }
  }

  @Test func `a key that is unknown, cut, expired, revoked, or of a disabled user is refused in words`() async throws {
    try await withAccess { (bench) async throws in
      let owner = try #require(bench.users[.owner])
      let expiring = try await AccessBench.key(
        of: owner, store: bench.store, time: bench.time, expiresAt: bench.time.now().adding(milliseconds: 1000))
      func refusal(_ credential: String) async throws -> String? {
        let response = try await bench.ask("GET", "/api/me", credential: credential)
        #expect(response.status == 401)
        #expect(response.code == "auth.invalid")
        #expect(response.headers["www-authenticate"]?.contains("invalid_token") == true)
        return response.json?["detail"]?.string
      }
      let good = try #require(bench.keys[.owner])
      for text in ["x", String(good.dropLast()), good + "0", good.dropLast(4) + "0000", "a.b.c", String(repeating: "é", count: 100)] {
        #expect(try await refusal(String(text)) == "the key is not known")
      }
      #expect(try await bench.ask("GET", "/api/me", credential: expiring.text).status == 200)
      bench.time.advance(milliseconds: 1000)
      #expect(try await refusal(expiring.text) == "the key has expired")
      let revoked = try await AccessBench.key(of: owner, store: bench.store, time: bench.time)
      #expect(try await bench.ask("GET", "/api/me", credential: revoked.text).status == 200)
      #expect(try await bench.ask("DELETE", "/api/keys/\(revoked.id)", as: .owner).status == 204)
      #expect(try await refusal(revoked.text) == "the key was revoked")
      // Beside the server, by a command: within a second.
      _ = try await bench.store.changeUser(owner.id, role: nil, isDisabled: true, by: "test", now: bench.time.now())
      bench.time.advance(milliseconds: 1000)
      #expect(try await refusal(good) == "the key's user is disabled")
      let events = try await bench.store.domainEvents(after: 0, limit: 1000)
      #expect(events.contains { $0.type == "login_ok" && $0.category == "security" })
      let denials = events.filter { $0.type == "login_denied" }
      #expect(denials.count == 1, "what repeats itself within ten seconds is counted, not repeated")
      #expect(denials.first?.data["peer"] == .string("10.0.0.9"))
    }
  }

  @Test func `scopes and the key's role take away, and the refusal says what is missing`() async throws {
    try await withAccess { (bench) async throws in
      let admin = try #require(bench.users[.admin])
      let reader = try await AccessBench.key(of: admin, store: bench.store, time: bench.time, scopes: [.chatRead])
      #expect(try await bench.ask("GET", "/api/chats", credential: reader.text).status == 200)
      let refused = try await bench.ask("POST", "/api/chats", body: "{}", credential: reader.text)
      #expect(refused.status == 403)
      #expect(refused.headers["www-authenticate"]?.contains("scope=\"chat:write\"") == true)
      #expect(try await bench.ask("GET", "/api/users", credential: reader.text).status == 403)
      let viewer = try await AccessBench.key(of: admin, store: bench.store, time: bench.time, role: .viewer)
      #expect(try await bench.ask("POST", "/api/chats", body: "{}", credential: viewer.text).status == 403)
      let me = try await bench.ask("GET", "/api/me", credential: viewer.text)
      #expect(me.json?["role"] == .string("viewer"))
      #expect(me.json?["key"] == .string(viewer.id))
    }
  }

  @Test func `nobody makes a key that may more than they may`() async throws {
    try await withAccess { (bench) async throws in
      let member = try #require(bench.users[.owner])
      #expect(try await bench.ask("POST", "/api/keys", body: #"{"role":"admin"}"#, as: .owner).status == 422)
      #expect(try await bench.ask("POST", "/api/keys", body: #"{"user":"stranger"}"#, as: .owner).status == 403)
      #expect(try await bench.ask("POST", "/api/keys", body: #"{"user":"owner"}"#, as: .owner).status == 201)
      let scoped = try await AccessBench.key(of: member, store: bench.store, time: bench.time, scopes: [.admin, .chatRead])
      #expect(try await bench.ask("POST", "/api/keys", body: "{}", credential: scoped.text).status == 403)
      #expect(try await bench.ask("POST", "/api/keys", body: #"{"scopes":["chat:write"]}"#, credential: scoped.text).status == 403)
      let made = try await bench.ask("POST", "/api/keys", body: #"{"scopes":["chat:read"],"label":"ci"}"#, credential: scoped.text)
      #expect(made.status == 201)
      let secret = try #require(made.json?["secret"]?.string)
      #expect(KeyText(secret) != nil)
      #expect(try await bench.ask("GET", "/api/chats", credential: secret).status == 200)
      let listed = try await bench.ask("GET", "/api/keys", as: .owner)
      #expect(listed.json?["items"]?.array?.allSatisfy { $0["secret"] == nil } == true)
    }
  }

  @Test func `a rotated key is taken with both secrets until the overlap ends`() async throws {
    try await withAccess { (bench) async throws in
      let owner = try #require(bench.users[.owner])
      let old = try await AccessBench.key(of: owner, store: bench.store, time: bench.time)
      let rotated = try await bench.ask("POST", "/api/keys/\(old.id)/rotate", body: #"{"overlap_seconds":60}"#, as: .owner)
      let new = try #require(rotated.json?["secret"]?.string)
      #expect(try await bench.ask("GET", "/api/me", credential: old.text).status == 200)
      #expect(try await bench.ask("GET", "/api/me", credential: new).status == 200)
      bench.time.advance(milliseconds: 60_000)
      #expect(try await bench.ask("GET", "/api/me", credential: old.text).status == 401)
      #expect(try await bench.ask("GET", "/api/me", credential: new).status == 200)
    }
  }

  @Test func `a ticket opens what it is for and nothing else`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      func ticket(_ body: String, _ asker: Asker = .owner) async throws -> String {
        let response = try await bench.ask("POST", "/api/tickets", body: body, as: asker)
        #expect(response.status == 201)
        return response.json?["ticket"]?.string ?? ""
      }
      let stream = try await ticket(#"{"stream":"\#(it.stream)"}"#)
      #expect(try await bench.ask("GET", "/api/streams/\(it.stream)/events?ticket=\(stream)", as: .nobody).status == 200)
      for path in ["/api/streams/\(it.stream)", "/api/sessions/s/events", "/api/chats/\(it.chat)", "/api/me"] {
        #expect(try await bench.ask("GET", "\(path)?ticket=\(stream)", as: .nobody).status == 401, "\(path)")
      }
      let session = try await ticket(#"{"session":"s"}"#)
      for path in ["/api/sessions/s/events?ticket=\(session)", "/sse?session=s&ticket=\(session)"] {
        #expect(try await bench.ask("GET", path, as: .nobody).status == 200, "\(path)")
      }
      #expect(try await bench.ask("GET", "/sse?session=t&ticket=\(session)", as: .nobody).status == 401)
      let chat = try await ticket(#"{"chat":"\#(it.chat)"}"#)
      #expect(try await bench.ask("GET", "/ws?chat=\(it.chat)&ticket=\(chat)", as: .nobody).status == 200)
      let client = try await ticket(#"{"client":"c"}"#)
      #expect(try await bench.ask("GET", "/api/ws/c?ticket=\(client)", as: .nobody).status == 200)
      #expect(try await bench.ask("GET", "/api/ws/d?ticket=\(client)", as: .nobody).status == 401)
      #expect(try await bench.ask("POST", "/api/tickets", body: "{}", as: .owner).status == 422)
      bench.time.advance(milliseconds: 60_000)
      #expect(try await bench.ask("GET", "/api/streams/\(it.stream)/events?ticket=\(stream)", as: .nobody).status == 401)
    }
  }

  @Test func `a ticket ends with the key that it was made with`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      let owner = try #require(bench.users[.owner])
      let key = try await AccessBench.key(of: owner, store: bench.store, time: bench.time)
      let made = try await bench.ask("POST", "/api/tickets", body: #"{"stream":"\#(it.stream)"}"#, credential: key.text)
      let path = "/api/streams/\(it.stream)/events?ticket=\(made.json?["ticket"]?.string ?? "")"
      #expect(try await bench.ask("GET", path, as: .nobody).status == 200)
      #expect(try await bench.ask("DELETE", "/api/keys/\(key.id)", as: .owner).status == 204)
      #expect(try await bench.ask("GET", path, as: .nobody).status == 401)
    }
  }

  @Test func `requests are counted for each key, and one too many is told when to come again`() async throws {
    var settings = AccessSettings()
    settings.requestsPerMinute = 3
    try await withAccess(access: settings) { (bench) async throws in
      for remaining in ["2", "1", "0"] {
        let response = try await bench.ask("GET", "/api/me", as: .owner)
        #expect(response.status == 200)
        #expect(response.headers["ratelimit-limit"] == "3")
        #expect(response.headers["ratelimit-remaining"] == remaining)
        #expect(response.headers["ratelimit-policy"] == "3;w=60")
      }
      let refused = try await bench.ask("GET", "/api/me", as: .owner)
      #expect(refused.status == 429)
      #expect(refused.code == "rate.limited")
      #expect(refused.headers["retry-after"] == "20")
      #expect(refused.headers["ratelimit-remaining"] == "0")
      #expect(try await bench.ask("GET", "/api/me", as: .stranger).status == 200)
      bench.time.advance(milliseconds: 20_000)
      #expect(try await bench.ask("GET", "/api/me", as: .owner).status == 200)
    }
  }

  @Test func `a key has as much open as it may, and what is let go is free again`() async throws {
    var settings = AccessSettings()
    settings.connectionsPerKey = 2
    try await withAccess(access: settings) { (bench) async throws in
      var open: [HTTPResponse] = []
      for _ in 0..<2 { open.append(try await bench.ask("GET", "/sse?session=s", as: .owner)) }
      let refused = try await bench.ask("GET", "/sse?session=s", as: .owner)
      #expect(refused.status == 429)
      #expect(refused.code == "connections.too_many")
      #expect(try await bench.ask("GET", "/sse?session=s", as: .stranger).status == 200)
      #expect(open.count == 2)
      open.removeLast()
      #expect(try await bench.ask("GET", "/sse?session=s", as: .owner).status == 200)
    }
  }

  @Test func `a stream ends with the key that opened it, and another key's goes on`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      let owner = try #require(bench.users[.owner])
      let key = try await AccessBench.key(of: owner, store: bench.store, time: bench.time)
      let lost = try await bench.open("/api/streams/\(it.stream)/events", credential: key.text)
      let kept = try await bench.open("/api/streams/\(it.stream)/events", credential: bench.keys[.owner])
      await bench.services.access.endRefused()
      #expect(try await bench.isAborted(lost) == false)
      // As a command on the same store does it, of which this process hears nothing.
      _ = try await bench.store.revokeKey(key.id, by: "test", now: bench.time.now())
      bench.time.advance(milliseconds: 1000)
      await bench.services.access.endRefused()
      #expect(try await bench.isAborted(lost))
      #expect(try await bench.isAborted(kept) == false)
    }
  }

  @Test func `a stream ends when its key expires, and when its user is disabled`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      let owner = try #require(bench.users[.owner])
      let end = Timestamp(milliseconds: bench.time.now().milliseconds + 60_000)
      let key = try await AccessBench.key(of: owner, store: bench.store, time: bench.time, expiresAt: end)
      let short = try await bench.open("/api/streams/\(it.stream)/events", credential: key.text)
      let long = try await bench.open("/api/streams/\(it.stream)/events", credential: bench.keys[.owner])
      bench.time.advance(milliseconds: 60_000)
      await bench.services.access.endRefused()
      #expect(try await bench.isAborted(short))
      #expect(try await bench.isAborted(long) == false)
      let disabled = try await bench.ask("PATCH", "/api/users/\(owner.id)", body: #"{"disabled":true}"#, as: .admin)
      #expect(disabled.status == 200)
      await bench.services.access.endRefused()
      #expect(try await bench.isAborted(long))
    }
  }

  @Test func `what is read of a chat by a share ends with the share; its owner, and those who oversee, go on`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      let path = "/api/streams/\(it.stream)/events"
      let (guest, owner, overseer) = (
        try await bench.open(path, credential: bench.keys[.viewer]), try await bench.open(path, credential: bench.keys[.owner]),
        try await bench.open(path, credential: bench.keys[.operator])
      )
      #expect(try await bench.ask("POST", "/api/sessions/s/streams", body: #"{"stream":"\#(it.stream)"}"#, as: .member).status == 204)
      let session = try await bench.open("/sse?session=s", credential: bench.keys[.member])
      // A session's streams are joined when the store has told them.
      try await bench.wait { bench.services.access.readings.readers.count == 3 }
      await bench.services.access.endRefused()
      for stream in [guest, owner, overseer, session] { #expect(try await bench.isAborted(stream) == false) }
      // As another pod does it, of which this one hears nothing.
      for asker in [Asker.viewer, .member] {
        try await bench.store.unshare(it.chat, with: try #require(bench.users[asker]).id, by: "test", now: bench.time.now())
      }
      await bench.services.access.endRefused()
      for stream in [guest, session] { #expect(try await bench.isAborted(stream)) }
      for stream in [owner, overseer] { #expect(try await bench.isAborted(stream) == false) }
      #expect(bench.services.access.readings.readers.map(\.user) == [bench.users[.owner]?.id])
    }
  }

  @Test func `whoever takes a share back here ends at once what is read by it`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      let guest = try await bench.open("/api/streams/\(it.stream)/events", credential: bench.keys[.viewer])
      #expect(try await bench.ask("DELETE", "/api/chats/\(it.chat)/shares/viewer", as: .owner).status == 204)
      try await bench.wait { try await bench.isAborted(guest) }
      #expect(try await bench.ask("GET", "/api/streams/\(it.stream)/events", as: .viewer).status == 404)
    }
  }

  @Test func `a chat whose reader is gone is not asked for`() async throws {
    try await withAccess { (bench) async throws in
      let it = try await bench.makeCase()
      var guest: AccessBench.OpenStream? = try await bench.open("/api/streams/\(it.stream)/events", credential: bench.keys[.viewer])
      #expect(bench.services.access.readings.readers.count == 1)
      if let open = guest { try await bench.loop.run { open.value.source.sinkClosed() } }
      guest = nil
      try await bench.wait { bench.services.access.readings.readers.isEmpty }
    }
  }

  @Test func `metrics are read by programs of this machine, but not through a proxy of it`() async throws {
    try await withAccess { (bench) async throws in
      #expect(try await bench.ask("GET", "/metrics", as: .nobody, peer: "127.0.0.1").status == 200)
      #expect(try await bench.ask("GET", "/metrics", as: .nobody, headers: [("X-Forwarded-For", "10.0.0.1")], peer: "127.0.0.1").status == 401)
      #expect(try await bench.ask("GET", "/metrics", as: .owner).status == 403)
    }
    var settings = AccessSettings()
    settings.metrics = .open
    try await withAccess(access: settings) { (bench) async throws in #expect(try await bench.ask("GET", "/metrics", as: .nobody).status == 200) }
    settings.metrics = .key
    try await withAccess(access: settings) { (bench) async throws in
      #expect(try await bench.ask("GET", "/metrics", as: .nobody, peer: "127.0.0.1").status == 401)
    }
  }

  @Test func `a body is not read from somebody who has not said who they are`() async throws {
    try await withAccess { (bench) async throws in
      _ = try await bench.services.access.isRequiredNow()
      guard case .refuse(let refused) = bench.service.admit(try head("POST /api/uploads HTTP/1.1\r\nHost: localhost\r\n\r\n"), peer: "1.2.3.4") else {
        Issue.record("it was admitted")
        return
      }
      #expect(refused.status == 401)
      guard case .accept = bench.service.admit(try head("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"), peer: "1.2.3.4") else {
        Issue.record("liveness is for everybody")
        return
      }
    }
  }
}

extension String {
  fileprivate func replacingHash(with text: String) -> String { split(separator: "#", omittingEmptySubsequences: false).joined(separator: text) }
}
