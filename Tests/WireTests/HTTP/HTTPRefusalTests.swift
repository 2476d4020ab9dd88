import Testing
import Wire

/// Every input that DESIGN refuses, and what it is refused with.
@Suite struct HTTPRefusalTests {
  private static func head(_ lines: String...) -> String { (["GET / HTTP/1.1", "Host: a"] + lines).joined(separator: "\r\n") + "\r\n\r\n" }
  private static func chunked(_ body: String) -> String { "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body }

  static let malformed = [
    "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "GET /\r\n\r\n", "GET / http/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/11\r\nHost: a\r\n\r\n", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", " / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
    "GET x HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", "GET /% HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /?a=%c0%af HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n", "GET http:// HTTP/1.1\r\nHost: a\r\n\r\n", "GET http://u@h/ HTTP/1.1\r\nHost: a\r\n\r\n",
    "\u{16}\u{3}\u{1}", "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", head("Host: b"), head("A : b"), head("A\t: b"), head(": b"), head("no colon"),
    head("A\u{1}: b"),
    head("A: b\u{7f}"), head("H\u{e9}: b"), "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n",
  ]

  @Test(arguments: malformed) func `what breaks the grammar is a 400`(_ text: String) {
    #expect(read(text) == [.failure(400, .malformed)])
  }

  static let ambiguous = [
    "GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\r\nHost: a\n\r\n", "GET / HTTP/1.1\rHost: a\r\n\r\n", head("A: b\rc"), head("A: b", " c"),
    head("A: b", "\tc"),
    "POST / HTTP/1.1\r\n Host: a\r\n\r\n", head("Content-Length: 1", "Transfer-Encoding: chunked"),
    head("Transfer-Encoding: chunked", "Content-Length: 1"),
    head("Content-Length: 1", "Content-Length: 2"), head("Content-Length: 1", "Content-Length: 1"), head("Content-Length: 1, 1"),
    head("Content-Length: +1"),
    head("Content-Length: -1"), head("Content-Length: 0x1"), head("Content-Length: 1 1"), head("Content-Length:"), head("Content-Length: 1.0"),
    head("Content-Length: 9999999999999999999"), head("Transfer-Encoding: chunked, chunked"),
    head("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
    head("Transfer-Encoding: identity"), head("Transfer-Encoding:"), head("Transfer-Encoding: gzip"), head("Transfer-Encoding: chunked, gzip"),
    head("Transfer-Encoding: \u{b}chunked").replacing("\u{b}", with: "x"), "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
  ]

  @Test(arguments: ambiguous) func `what two readers could read in two ways is a 400`(_ text: String) {
    #expect(read(text) == [.failure(400, .framing)])
  }

  static let badChunks = [
    "x\r\n", "\r\n", " 1\r\na\r\n", "1 \r\na\r\n", "1\na\r\n", "1\r\na\n", "1\r\nab\r\n", "1\r\naX", "-1\r\n", "0x1\r\na\r\n", "1\r\r",
    "1;a\u{1}\r\n", "1;a\nb\r\n",
    "1000000000000000\r\n", "ffffffffffffffff\r\n", "0\r\nA: b\n\r\n", "0\r\nA: b\r\n c\r\n\r\n", "0\r\n\n",
    "1;" + String(repeating: "a", count: 300) + "\r\n",
  ]

  @Test(arguments: badChunks) func `a broken chunk is a 400`(_ body: String) {
    #expect(read(Self.chunked(body)) == [.failure(400, .framing)])
  }

  @Test func `a broken trailer is a 400`() {
    #expect(read(Self.chunked("0\r\nno colon\r\n\r\n")) == [.failure(400, .malformed)])
    #expect(read(Self.chunked("0\r\nA: " + String(repeating: "b", count: 20_000) + "\r\n\r\n")) == [.failure(431, .headTooLarge)])
  }

  @Test func `other versions, codings and methods are named`() {
    #expect(read("GET / HTTP/2.0\r\nHost: a\r\n\r\n") == [.failure(505, .versionNotSupported)])
    #expect(read("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == [.failure(505, .versionNotSupported)])
    #expect(read(Self.head("Transfer-Encoding: gzip, chunked")) == [.failure(501, .notImplemented)])
    #expect(read("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n") == [.failure(501, .notImplemented)])
    #expect(read(String(repeating: "M", count: 33) + " / HTTP/1.1\r\nHost: a\r\n\r\n") == [.failure(501, .notImplemented)])
    #expect(read("BREW / HTTP/1.1\r\nHost: a\r\n\r\n").map(\.description) == ["BREW / + 0"])
  }

  @Test func `a limit is what still passes`() {
    let target = "/" + String(repeating: "a", count: 8 * 1024 - 1)
    #expect(read("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n").map(\.description) == ["GET \(target) + 0"])
    #expect(read("GET \(target)b HTTP/1.1\r\nHost: a\r\n\r\n") == [.failure(414, .targetTooLong)])
    #expect(read("GET /" + String(repeating: "a", count: 9000)) == [.failure(414, .targetTooLong)])

    let start = "GET / HTTP/1.1\r\nHost: a\r\nA: "
    let fill = String(repeating: "b", count: 16 * 1024 - start.utf8.count - 4)
    #expect(read(start + fill + "\r\n\r\n").count == 1)
    #expect(read(start + fill + "b\r\n\r\n") == [.failure(431, .headTooLarge)])

    let many = (0..<99).map { "A\($0): b\r\n" }.joined()
    #expect(read("GET / HTTP/1.1\r\nHost: a\r\n\(many)\r\n").map(\.description) == ["GET / + 0"])
    #expect(read("GET / HTTP/1.1\r\nHost: a\r\n\(many)Z: z\r\n\r\n") == [.failure(431, .tooManyHeaders)])
  }

  @Test func `a body's limit is its route's`() throws {
    let known = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n0123456789"
    #expect(read(known, bodyLimit: 10).map(\.description) == ["POST / + 10"])
    #expect(read(known, bodyLimit: 9) == [.failure(413, .bodyTooLarge)])
    #expect(read(Self.chunked("a\r\n0123456789\r\n0\r\n\r\n"), bodyLimit: 10).map(\.description) == ["POST / + 10"])
    #expect(read(Self.chunked("a\r\n0123456789\r\n1\r\nx\r\n0\r\n\r\n"), bodyLimit: 10) == [.failure(413, .bodyTooLarge)])
    var small = HTTPLimits()
    small.bodyBytes = 4
    #expect(read(known, limits: small) == [.failure(413, .bodyTooLarge)])
    #expect(read(known, limits: small, bodyLimit: 100).map(\.description) == ["POST / + 10"])
  }

  @Test func `a header's value is UTF-8 or refused`() {
    let start = Array("GET / HTTP/1.1\r\nHost: a\r\nA: ".utf8)
    #expect(read([start + [0xE9] + Array("\r\n\r\n".utf8)]) == [.failure(400, .malformed)])
    #expect(request("GET / HTTP/1.1\r\nHost: a\r\nA: \u{e9}\u{1f600}\r\n\r\n")?.head.headers["a"] == "\u{e9}\u{1f600}")
  }
}
