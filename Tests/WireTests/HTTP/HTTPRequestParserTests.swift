import Testing
import Wire

@Suite struct HTTPRequestParserTests {
  @Test func `a request is read whole`() throws {
    let (head, body) = try #require(
      request(
        "POST /api/chats/a%20b?limit=5&q=x+y%21&flag HTTP/1.1\r\nHost: example:8080\r\ncontent-length: 5\r\nX-Two: 1\r\nx-two:  2 \r\n\r\nhello"))
    #expect(head.method == .post)
    #expect(head.path == "/api/chats/a%20b")
    #expect(head.segments == ["api", "chats", "a b"])
    #expect(head.query.map { "\($0.name)=\($0.value)" } == ["limit=5", "q=x y!", "flag="])
    #expect(head.target.queryValue("q") == "x y!")
    #expect(head.host == "example:8080")
    #expect(head.headers["CONTENT-LENGTH"] == "5")
    #expect(head.headers.values("X-TWO") == ["1", "2"])
    #expect(head.framing == .length(5))
    #expect(head.keepsAlive)
    #expect(body == Array("hello".utf8))
  }

  @Test func `a chunked body is put together, extensions and trailers dropped`() throws {
    let (head, body) = try #require(
      request("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n4;name=\"v\"\r\nwiki\r\n00A\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n"))
    #expect(head.framing == .chunked)
    #expect(body == Array("wiki0123456789".utf8))
  }

  @Test func `pipelined requests come one after the other`() {
    let told = read(
      "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi\r\nGET /3 HTTP/1.0\r\n\r\nGET /4 HT")
    #expect(told.map(\.description) == ["GET /1 + 0", "POST /2 + 2", "GET /3 + 0"])
  }

  @Test func `the caller holds back the next request by not asking`() {
    let input = Array("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    var parser = HTTPRequestParser()
    var position = 0
    guard case .head = parser.next(input.span, at: &position), case .end = parser.next(input.span, at: &position) else {
      Issue.record("no request")
      return
    }
    #expect(position == input.count / 2)
    let between = parser.isBetweenRequests
    #expect(between)
  }

  /// Requests and refusals whose meaning must not depend on how the network cuts them.
  static let texts = [
    "POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\nhello worldGET /next HTTP/1.1\r\nHost: x\r\n\r\n",
    "\r\nPOST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nA: b\r\nC: d\r\n\r\nGET / HTTP/1.0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\rA: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nbad trailer\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
  ]

  @Test(arguments: texts) func `a split at any byte changes nothing`(_ text: String) {
    let bytes = Array(text.utf8)[...]
    let whole = read([bytes])
    #expect(!whole.isEmpty)
    for split in 0...bytes.count {
      #expect(read([bytes[..<split], bytes[split...]]) == whole, "split at \(split)")
    }
    #expect(read(bytes.map { [$0] }) == whole, "byte by byte")
  }

  @Test func `two splits change nothing either`() {
    let bytes = Array(Self.texts[1].utf8)[...]
    let whole = read([bytes])
    for first in stride(from: 0, to: bytes.count, by: 3) {
      for second in stride(from: first, to: bytes.count, by: 3) {
        #expect(read([bytes[..<first], bytes[first..<second], bytes[second...]]) == whole)
      }
    }
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false),
    ("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, CLOSE\r\n\r\n", false),
    ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", true),
    ("GET / HTTP/1.0\r\n\r\n", false),
    ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true),
    ("GET / HTTP/1.9\r\nHost: a\r\n\r\n", true),
  ])
  func `whether the connection stays is read from version and header`(_ text: String, _ stays: Bool) throws {
    #expect(try #require(request(text)).head.keepsAlive == stays)
  }

  @Test func `the interim answer is wanted only with a body and in 1_1`() throws {
    #expect(try #require(request("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\nx")).head.expectsContinue)
    #expect(try !#require(request("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n")).head.expectsContinue)
    #expect(try !#require(request("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx")).head.expectsContinue)
  }

  @Test func `a whole URL as target names the host`() throws {
    let head = try #require(request("GET HTTP://shop.example:81?x=1 HTTP/1.1\r\nHost: other\r\n\r\n")).head
    #expect(head.host == "shop.example:81")
    #expect(head.path == "/")
    #expect(head.target.queryValue("x") == "1")
    #expect(request("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")?.head.path == "*")
  }

  @Test func `a parser that failed stays silent`() {
    #expect(read("GET\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n") == [.failure(400, .malformed)])
  }
}
