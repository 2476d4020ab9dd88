import Domain
import Primitives
import Store
import Testing
import Transport
import Wire

@testable import Gateway

struct HeaderTextTests {
  @Test func `only visible characters and spaces go into a header`() {
    for text in ["", "text/plain; charset=utf-8", "a b~"] { #expect(HeaderText.isSafe(text)) }
    for text in ["a\r\nb: c", "a\u{0}", "\u{7F}", "é", "a\tb"] { #expect(!HeaderText.isSafe(text)) }
  }

  @Test func `a name is escaped byte by byte`() {
    #expect(HeaderText.percentEncoded("a-B_9.~") == "a-B_9.~")
    #expect(HeaderText.percentEncoded("ü \"x\"\r\n/%'") == "%C3%BC%20%22x%22%0D%0A%2F%25%27")
  }
}

struct TitleTests {
  @Test(arguments: [
    ("", ""), ("Hello", "Hello"), ("  Hello \n World", "Hello"), ("\n\r\n \t\nfirst\nsecond", "first"), (" \n\t", ""),
    (String(repeating: "a", count: 80), String(repeating: "a", count: 80)),
    (String(repeating: "a", count: 81), String(repeating: "a", count: 80) + "…"),
    (" " + String(repeating: "b", count: 90), String(repeating: "b", count: 80) + "…"),
    ("one two " + String(repeating: "c", count: 80), "one two…"),
    (String(repeating: "👋🏽", count: 81), String(repeating: "👋🏽", count: 80) + "…"),
    (String(repeating: "d", count: 80) + String(repeating: " ", count: 90) + "\nnext", String(repeating: "d", count: 80)),
    (String(repeating: "e", count: 70) + " f g h i j k l m n", String(repeating: "e", count: 70) + " f g h i…"),
    (String(repeating: "\n", count: 4095) + "é is too late", ""), (String(repeating: " ", count: 4092) + "éé is cut", "éé"),
  ])
  func `a chat is called after the first line that says something`(_ content: String, _ title: String) {
    #expect(GatewayServices.title(from: content) == title)
  }
}

struct OriginPolicyTests {
  private let settings = GatewaySettings(pod: "p", version: "0", allowedHosts: ["chat.example"], allowedOrigins: ["app.example"])

  private func problem(_ lines: String) throws -> Problem? { OriginPolicy.problem(try head("GET / HTTP/1.1\r\n\(lines)\r\n\r\n"), settings) }

  @Test(arguments: [
    "localhost", "localhost:8080", "LOCALHOST", "127.0.0.1:1", "[::1]:8080", "[::1]", "chat.example", "Chat.Example:443",
  ])
  func `hosts of this machine and those that are named are answered for`(_ host: String) throws {
    #expect(try problem("Host: \(host)") == nil)
  }

  @Test(arguments: [
    "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "app.example", "chat.example.", "127.0.0.2", "[::2]", "xlocalhost",
  ])
  func `other hosts are refused`(_ host: String) throws {
    let problem = try problem("Host: \(host)")
    #expect(problem?.status == 421 && problem?.code == "host.forbidden")
  }

  @Test(arguments: ["http://localhost:3000", "https://127.0.0.1", "http://[::1]:1", "https://chat.example", "HTTPS://App.Example:8443"])
  func `pages of those may call`(_ origin: String) throws {
    #expect(try problem("Host: localhost\r\nOrigin: \(origin)") == nil)
  }

  @Test(arguments: [
    "null", "http://evil.example", "ftp://localhost", "file://", "localhost", "http://localhost.evil.example", "http://localhost@evil.example",
    "http://evil.example/localhost", "https://",
  ])
  func `pages of others may not`(_ origin: String) throws {
    let problem = try problem("Host: localhost\r\nOrigin: \(origin)")
    #expect(problem?.status == 403 && problem?.code == "origin.forbidden")
  }

  @Test func `without a Host, as HTTP 1_0 may be, nothing is compared`() throws {
    #expect(OriginPolicy.problem(try head("GET / HTTP/1.0\r\n\r\n"), settings) == nil)
  }

  @Test func `an allowed page may read the answer, others are told nothing`() throws {
    var headers: HTTPHeaders = [:]
    OriginPolicy.allow(try head("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://app.example\r\n\r\n"), settings, &headers)
    #expect(headers["access-control-allow-origin"] == "https://app.example")
    #expect(headers["vary"] == "Origin")
    var none: HTTPHeaders = [:]
    OriginPolicy.allow(try head("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n\r\n"), settings, &none)
    OriginPolicy.allow(try head("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), settings, &none)
    #expect(none["access-control-allow-origin"] == nil)
  }
}

struct ProblemTests {
  @Test(
    arguments: [
      (.notFound, 404, "not_found"), (.conflict(nextSequence: 7), 409, "id.conflict"), (.exists, 409, "id.conflict"), (.foreign, 422, "id.foreign"),
      (.invalidParent, 422, "lineage.invalid_parent"), (.sequenceExhausted, 409, "lineage.sequence_exhausted"),
      (.idempotencyMismatch, 422, "idempotency.mismatch"), (.badCursor, 400, "query.invalid"), (.fenced, 409, "run.fenced"),
      (.newerSchema(found: 2, known: 1), 503, "store.unavailable"), (.unusable, 503, "store.unavailable"), (.failed, 503, "store.unavailable"),
    ] as [(StoreError.Code, Int, String)])
  func `what the store refuses has a status and a code`(_ code: StoreError.Code, _ status: Int, _ name: String) {
    let problem = Problem(StoreError(code, "the disk /srv/data is full"))
    #expect(problem.status == status && problem.code == name)
    // What went wrong inside is for the log.
    #expect(problem.detail.contains("/srv/data") == (status < 500))
    #expect((problem.headers["retry-after"] == "1") == (status == 503))
  }

  @Test func `a problem is written as RFC 9457 wants it`() throws {
    var problem = Problem(StoreError(.conflict(nextSequence: 7), "out of sequence"))
    problem.errors = [.init(pointer: "/frontend_id", detail: "is not next")]
    let response = problem.response(requestID: "r-1")
    #expect(response.status == 409)
    #expect(response.headers["content-type"] == "application/problem+json")
    guard case .bytes(let bytes) = response.body else {
      Issue.record("expected a body")
      return
    }
    let body = try parsed(bytes)
    #expect(body["type"]?.string != nil)
    #expect(body["title"] == .string("Conflict"))
    #expect(body["status"] == .integer(409))
    #expect(body["detail"] == .string("out of sequence"))
    #expect(body["code"] == .string("id.conflict"))
    #expect(body["request_id"] == .string("r-1"))
    #expect(body["next_sequence"] == .integer(7))
    #expect(body["errors"] == .array([.object(["pointer": .string("/frontend_id"), "detail": .string("is not next")])]))
  }
}
