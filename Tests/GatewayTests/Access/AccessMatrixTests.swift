import Domain
import Primitives
import Store
import Testing
import Wire

@testable import Gateway
@testable import Transport

/// Every route and everybody who may ask for it. A route that is not in the table fails the test.
@Suite struct AccessMatrixTests {
  private struct Row {
    let route: String
    /// Path and body for a case.
    let request: @Sendable (AccessBench, AccessBench.Case) -> (path: String, body: String?)
    /// For nobody, a stranger, one with whom the chat is shared for reading, one for writing, its owner, an operator, an administrator.
    let expected: [Int]

    init(_ route: String, _ expected: [Int], _ request: @escaping @Sendable (AccessBench, AccessBench.Case) -> (path: String, body: String?)) {
      self.route = route
      self.expected = expected
      self.request = request
    }

    init(_ route: String, _ expected: [Int]) { self.init(route, expected) { _, _ in (String(route.split(separator: " ")[1]), nil) } }
  }

  private static let seen = [401, 404, 200, 200, 200, 200, 200]
  private static let written = [401, 404, 403, 200, 200, 403, 200]
  private static let asked = [401, 404, 403, 202, 202, 403, 202]
  /// Of what is shared with nobody.
  private static let owned = [401, 404, 404, 404, 200, 200, 200]
  private static let changed = [401, 404, 404, 404, 200, 403, 200]
  private static let known = [401, 200, 200, 200, 200, 200, 200]
  private static let open = [200, 200, 200, 200, 200, 200, 200]
  private static let message = #"{"content":"hello"}"#

  private static let table: [Row] = [
    Row("POST /api/chats", [401, 201, 201, 201, 201, 201, 201]) { _, _ in ("/api/chats", "{}") },
    Row("GET /api/chats", known),
    Row("GET /api/chats/{chat}", seen) { _, it in ("/api/chats/\(it.chat)", nil) },
    Row("PATCH /api/chats/{chat}", written) { _, it in ("/api/chats/\(it.chat)", #"{"title":"t"}"#) },
    Row("DELETE /api/chats/{chat}", [401, 404, 403, 403, 204, 403, 204]) { _, it in ("/api/chats/\(it.chat)", nil) },
    Row("POST /api/chats/{chat}/messages", asked) { _, it in ("/api/chats/\(it.chat)/messages", message) },
    Row("GET /api/chats/{chat}/messages", seen) { _, it in ("/api/chats/\(it.chat)/messages", nil) },
    Row("GET /api/chats/{chat}/tree", seen) { _, it in ("/api/chats/\(it.chat)/tree", nil) },
    Row("GET /api/chats/{chat}/export", seen) { _, it in ("/api/chats/\(it.chat)/export", nil) },
    Row("GET /api/chats/{chat}/stats", seen) { _, it in ("/api/chats/\(it.chat)/stats", nil) },
    Row("GET /api/chats/{chat}/shares", seen) { _, it in ("/api/chats/\(it.chat)/shares", nil) },
    Row("PUT /api/chats/{chat}/shares/{user}", [401, 404, 403, 403, 200, 403, 200]) { _, it in
      ("/api/chats/\(it.chat)/shares/stranger", #"{"role":"viewer"}"#)
    },
    Row("DELETE /api/chats/{chat}/shares/{user}", [401, 404, 204, 403, 204, 403, 204]) { _, it in ("/api/chats/\(it.chat)/shares/viewer", nil) },
    Row("POST /chat", asked) { _, it in ("/chat", #"{"chat":"\#(it.chat)","content":"hello"}"#) },
    Row("POST /api/uploads", [401, 201, 201, 201, 201, 201, 201]) { _, _ in ("/api/uploads?name=a", "x") },
    Row("GET /api/messages/{id}", seen) { _, it in ("/api/messages/\(it.question)", nil) },
    Row("GET /api/messages/{id}/children", seen) { _, it in ("/api/messages/\(it.question)/children", nil) },
    Row("GET /api/messages/{id}/tree", seen) { _, it in ("/api/messages/\(it.question)/tree", nil) },
    Row("GET /api/messages/{id}/path", seen) { _, it in ("/api/messages/\(it.question)/path", nil) },
    Row("GET /api/messages/{id}/artifacts", seen) { _, it in ("/api/messages/\(it.question)/artifacts", nil) },
    Row("GET /api/artifacts/{id}", seen) { _, it in ("/api/artifacts/\(it.attachment)", nil) },
    Row("GET /api/artifacts/{id}/content", seen) { _, it in ("/api/artifacts/\(it.attachment)/content", nil) },
    Row("GET /api/streams/{stream}", seen) { _, it in ("/api/streams/\(it.stream)", nil) },
    Row("GET /api/streams/{stream}/events", seen) { _, it in ("/api/streams/\(it.stream)/events", nil) },
    Row("POST /api/streams/{stream}/cancel", [401, 404, 403, 200, 200, 200, 200]) { _, it in ("/api/streams/\(it.stream)/cancel", nil) },
    Row("GET /api/sessions/{session}/events", known) { _, _ in ("/api/sessions/s/events", nil) },
    Row("POST /api/sessions/{session}/streams", [401, 404, 204, 204, 204, 204, 204]) { _, it in
      ("/api/sessions/s/streams", #"{"stream":"\#(it.stream)"}"#)
    },
    Row("DELETE /api/sessions/{session}/streams/{stream}", [401, 204, 204, 204, 204, 204, 204]) { _, it in
      ("/api/sessions/s/streams/\(it.stream)", nil)
    },
    Row("GET /sse", known) { _, _ in ("/sse?session=s", nil) },
    // Whoever has not said who they are may say it there, and nothing before.
    Row("GET /api/ws/{client}", open) { _, _ in ("/api/ws/c", nil) },
    Row("GET /ws", [401, 404, 403, 200, 200, 403, 200]) { _, it in ("/ws?chat=\(it.chat)", nil) },
    Row("GET /api/me", known),
    Row("GET /api/users", [401, 403, 403, 403, 403, 403, 200]),
    Row("POST /api/users", [401, 403, 403, 403, 403, 403, 201]) { _, it in ("/api/users", #"{"name":"\#(it.run)"}"#) },
    Row("PATCH /api/users/{user}", [401, 403, 403, 403, 403, 403, 200]) { _, _ in ("/api/users/stranger", #"{"disabled":false}"#) },
    Row("GET /api/keys", known),
    Row("POST /api/keys", [401, 201, 201, 201, 201, 201, 201]) { _, _ in ("/api/keys", "{}") },
    Row("DELETE /api/keys/{key}", [401, 404, 404, 404, 204, 404, 204]) { _, it in ("/api/keys/\(it.key)", nil) },
    Row("POST /api/keys/{key}/rotate", [401, 404, 404, 404, 200, 404, 200]) { _, it in ("/api/keys/\(it.key)/rotate", nil) },
    Row("POST /api/tickets", [401, 404, 201, 201, 201, 201, 201]) { _, it in ("/api/tickets", #"{"stream":"\#(it.stream)"}"#) },
    Row("POST /api/workbooks", [401, 201, 201, 201, 200, 201, 201]) { _, _ in ("/api/workbooks?name=Mapping.csv", AccessBench.mapping) },
    Row("GET /api/workbooks", known),
    Row("GET /api/workbooks/{workbook}", owned) { _, it in ("/api/workbooks/\(it.workbook)", nil) },
    Row("DELETE /api/workbooks/{workbook}", [401, 404, 404, 404, 204, 403, 204]) { _, it in ("/api/workbooks/\(it.workbook)", nil) },
    Row("GET /api/workbooks/{workbook}/cells", owned) { _, it in ("/api/workbooks/\(it.workbook)/cells", nil) },
    Row("GET /api/workbooks/{workbook}/layout", owned) { _, it in ("/api/workbooks/\(it.workbook)/layout", nil) },
    Row("PUT /api/workbooks/{workbook}/layout", changed) { _, it in ("/api/workbooks/\(it.workbook)/layout", "{}") },
    Row("GET /api/workbooks/{workbook}/plan", owned) { _, it in ("/api/workbooks/\(it.workbook)/plan", nil) },
    // A form is asked for, and what comes is none.
    Row("POST /api/generations", [401, 415, 415, 415, 415, 415, 415]) { _, _ in ("/api/generations", "{}") },
    Row("GET /api/generations", known),
    Row("GET /api/generations/{generation}", owned) { _, it in ("/api/generations/\(it.generation)", nil) },
    Row("GET /api/generations/{generation}/events", owned) { _, it in ("/api/generations/\(it.generation)/events?wire=blocks", nil) },
    Row("POST /api/generations/{generation}/refine", [401, 404, 404, 404, 202, 403, 202]) { _, it in
      ("/api/generations/\(it.generation)/refine", #"{"prompt":"again: @code[select_clause]"}"#)
    },
    Row("POST /api/generations/{generation}/resume", [401, 404, 404, 404, 202, 403, 202]) { _, it in
      ("/api/generations/\(it.generation)/resume", nil)
    },
    Row("POST /api/generations/{generation}/cancel", [401, 404, 404, 404, 200, 200, 200]) { _, it in
      ("/api/generations/\(it.generation)/cancel", nil)
    },
    Row("GET /api/generations/{generation}/versions", owned) { _, it in ("/api/generations/\(it.generation)/versions", nil) },
    Row("GET /api/generations/{generation}/versions/{version}", owned) { _, it in ("/api/generations/\(it.generation)/versions/1", nil) },
    Row("GET /api/generations/{generation}/diff", owned) { _, it in ("/api/generations/\(it.generation)/diff?from=1&to=1", nil) },
    Row("PUT /api/generations/{generation}/blocks/{block}", changed) { _, it in
      ("/api/generations/\(it.generation)/blocks/select_clause", #"{"sql":"SELECT 2"}"#)
    },
    Row("DELETE /api/generations/{generation}/blocks/{block}", [401, 404, 404, 404, 204, 403, 204]) { _, it in
      ("/api/generations/\(it.generation)/blocks/select_clause", nil)
    },
    Row("GET /api/generations/{generation}/files", owned) { _, it in ("/api/generations/\(it.generation)/files", nil) },
    Row("GET /api/generations/{generation}/files/{file}", owned) { _, it in ("/api/generations/\(it.generation)/files/dim_customer.sql", nil) },
    Row("GET /api/generations/{generation}/map", owned) { _, it in ("/api/generations/\(it.generation)/map", nil) },
    Row("GET /api/generations/{generation}/samples", owned) { _, it in ("/api/generations/\(it.generation)/samples", nil) },
    Row("GET /api/generations/{generation}/complete", owned) { _, it in ("/api/generations/\(it.generation)/complete?prefix=@co", nil) },
    // What a stranger finds is empty: see below.
    Row("GET /api/ledger", known) { _, it in ("/api/ledger?chat=\(it.chat)", nil) },
    Row("GET /api/trace/{id}", seen) { _, it in ("/api/trace/\(it.question)", nil) },
    Row("GET /api/schemas", open),
    Row("GET /api/schemas/{type}", open) { _, _ in ("/api/schemas/text.delta", nil) },
    Row("GET /healthz", open),
    Row("GET /readyz", open),
    Row("GET /metrics", [401, 403, 403, 403, 403, 200, 200]),
    Row("GET /api/metrics/series", [401, 403, 403, 403, 403, 200, 200]),
    Row("GET /openapi.json", open),
    // It is asked in the chat that the header names; see `ask`.
    Row("POST /v1/chat/completions", written) { _, _ in ("/v1/chat/completions", #"{"model":"m","messages":[{"role":"user","content":"q"}]}"#) },
    Row("GET /v1/models", known),
    Row("GET /v1/models/{model...}", known) { _, _ in ("/v1/models/m", nil) },
  ]

  private static let pages = Set(PageEndpoints(folder: "").paths.map { "GET \($0.path)" })

  @Test func `every route is in the table`() {
    let routes = Set(Routes(GatewaySettings(pod: "test", version: "0")).names.map { "\($0.method) \($0.pattern)" })
    let known = Set(Self.table.map(\.route))
    #expect(routes.subtracting(known).subtracting(Self.pages) == [], "who may ask for these?")
    #expect(known.subtracting(routes) == [], "there are no such routes")
    #expect(known.count == Self.table.count)
  }

  @Test func `everybody gets of every route what is theirs`() async throws {
    try await withAccess { (bench) async throws in
      for row in Self.table {
        for (asker, expected) in zip(Asker.allCases, row.expected) {
          let it = try await bench.makeCase()
          let response = try await ask(row, asker, it, bench)
          #expect(response.status == expected, "\(row.route) as \(asker): \(response.code ?? "")")
          if expected == 401 { #expect(response.headers["www-authenticate"]?.hasPrefix("Bearer") == true, "\(row.route)") }
          if expected == 403 { #expect(response.code == "auth.forbidden", "\(row.route) as \(asker)") }
        }
      }
    }
  }

  @Test func `pages are for everybody`() async throws {
    try await withAccess { (bench) async throws in
      for page in Self.pages {
        #expect(try await bench.ask("GET", String(page.dropFirst(4)), as: .nobody).status == 200, "\(page)")
      }
    }
  }

  @Test func `without keys nobody is asked who they are`() async throws {
    try await withAccess(hasKeys: false) { (bench) async throws in
      #expect(try await bench.ask("POST", "/api/chats", body: "{}", as: .nobody).status == 201)
      let list = try await bench.ask("GET", "/api/chats", as: .nobody)
      #expect(list.json?["items"]?.array?.count == 1)
      #expect(list.headers["ratelimit-limit"] == nil)
      #expect(try await bench.ask("GET", "/api/chats", credential: "whatever").status == 200)
      #expect(try await bench.ask("GET", "/metrics", as: .nobody).status == 200)
      let me = try await bench.ask("GET", "/api/me", as: .nobody)
      #expect(me.json?["authentication"]?.string == "none")
    }
  }

  private func ask(_ row: Row, _ asker: Asker, _ it: AccessBench.Case, _ bench: AccessBench) async throws -> HTTPResponse {
    let method = String(row.route.prefix { $0 != " " })
    let (path, body) = row.request(bench, it)
    guard row.route == "POST /v1/chat/completions" else { return try await bench.ask(method, path, body: body, as: asker) }
    // It waits for its answer, which the test gives.
    async let response = bench.ask(method, path, body: body, as: asker, headers: [("X-Throughline-Chat", it.chat.text)])
    if [.member, .owner, .admin].contains(asker) { try await bench.answerNext(in: it.chat, after: it.stream) }
    return try await response
  }
}
