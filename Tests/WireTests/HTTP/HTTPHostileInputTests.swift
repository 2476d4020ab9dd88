import Testing
import Wire

/// What attackers send to make two servers on one path disagree, and every other way to break a request: each refused or read in one way only,
/// however the network cuts it.
@Suite struct HTTPHostileInputTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    /// What the parser tells, in the words of `Told`.
    let told: [String]

    init(_ name: String, _ text: String, _ told: String...) {
      self.name = name
      bytes = Array(text.utf8)
      self.told = told
    }

    var testDescription: String { name }
  }

  private static let malformed = "400 http.malformed"
  private static let framing = "400 http.framing"
  private static let unsupported = "505 http.version_not_supported"
  private static let unknown = "501 http.not_implemented"

  private static func get(_ target: String, _ version: String = "HTTP/1.1") -> String { "GET \(target) \(version)\r\nHost: a\r\n\r\n" }

  /// A request with these lines, and behind it what a server that reads its length in another way would take for a second one.
  private static func post(_ lines: String, _ body: String = "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n") -> String {
    "POST / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n\(body)"
  }

  private static func chunked(_ body: String) -> String { post("Transfer-Encoding: chunked", body) }

  static let smuggling: [Row] = [
    Row("CL.TE", post("Content-Length: 5\r\nTransfer-Encoding: chunked"), framing),
    Row("TE.CL", post("Transfer-Encoding: chunked\r\nContent-Length: 5"), framing),
    Row("CL.TE without a length's value", post("Content-Length: 0\r\nTransfer-Encoding: chunked"), framing),
    Row("CL.CL", post("Content-Length: 5\r\nContent-Length: 6"), framing),
    Row("CL.CL, both the same", post("Content-Length: 5\r\ncontent-length: 5"), framing),
    Row("a list of lengths", post("Content-Length: 5, 5"), framing),
    Row("a length and a comma", post("Content-Length: 5,"), framing),
    Row("TE.TE, the second unknown", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x"), framing),
    Row("TE.TE, the first unknown", post("Transfer-Encoding: x\r\nTransfer-Encoding: chunked"), unknown),
    Row("chunked twice", post("Transfer-Encoding: chunked, chunked"), framing),
    Row("identity", post("Transfer-Encoding: identity"), framing),
    Row("identity and a length", post("Transfer-Encoding: identity\r\nContent-Length: 5"), framing),
    Row("a prefix of chunked", post("Transfer-Encoding: chunke"), framing),
    Row("a letter before it", post("Transfer-Encoding: xchunked"), framing),
    Row("a parameter behind it", post("Transfer-Encoding: chunked;q=1"), framing),
    Row("in quotes", post("Transfer-Encoding: \"chunked\""), framing),
    Row("behind a comma", post("Transfer-Encoding: ,chunked"), framing),
    Row("a space before the colon", post("Transfer-Encoding : chunked"), malformed),
    Row("a tab before the colon", post("Transfer-Encoding\t: chunked"), malformed),
    Row("a vertical tab before the value", post("Transfer-Encoding: \u{b}chunked"), malformed),
    Row("a form feed behind the value", post("Transfer-Encoding: chunked\u{c}"), malformed),
    Row("a no-break space before the value", post("Transfer-Encoding: \u{a0}chunked"), framing),
    Row("the Kelvin sign for k", post("Transfer-Encoding: chun\u{212a}ed"), framing),
    Row("the name with a NUL", post("Transfer-Encoding\0: chunked"), malformed),
    Row("folded after the name", post("Transfer-Encoding:\r\n chunked"), framing),
    Row("folded after the value", post("Transfer-Encoding: chunked\r\n x"), framing),
    Row("folded with a tab", post("X: a\r\n\tTransfer-Encoding: chunked"), framing),
    Row("folded first", post(" Transfer-Encoding: chunked"), framing),
    Row("behind a bare LF", post("X: a\nTransfer-Encoding: chunked"), framing),
    Row("behind a bare CR", post("X: a\rTransfer-Encoding: chunked"), framing),
    Row("behind CR CR LF", post("X: a\r\r\nTransfer-Encoding: chunked"), framing),
    Row("behind LF CR", post("X: a\n\rTransfer-Encoding: chunked"), framing),
    Row("a colon in front", post(":Transfer-Encoding: chunked"), malformed),
    Row("chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", framing),
    Row("a tab around the value is nothing", post("Transfer-Encoding:\tchunked\t"), "POST / + 0", "GET /smuggled + 0"),
    Row("any case", post("tRANSFER-eNCODING: cHUNKED"), "POST / + 0", "GET /smuggled + 0"),
    Row("an underscore makes another header", post("Content_Length: 5", "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"), "POST / + 0", "GET /next + 0"),
    Row("a length with a plus", post("Content-Length: +5"), framing),
    Row("a negative length", post("Content-Length: -5"), framing),
    Row("a length in hexadecimal", post("Content-Length: 0x5"), framing),
    Row("a length with an exponent", post("Content-Length: 1e1"), framing),
    Row("a length with a point", post("Content-Length: 5.0"), framing),
    Row("a length with an underscore", post("Content-Length: 1_0"), framing),
    Row("a length with a space within", post("Content-Length: 5 5"), framing),
    Row("a length in Arabic digits", post("Content-Length: \u{665}"), framing),
    Row("an empty length", post("Content-Length: "), framing),
    Row("a length with a NUL", post("Content-Length: 5\0"), malformed),
    Row("a length of 19 digits", post("Content-Length: 9223372036854775808"), framing),
    Row("a length of 20 digits", post("Content-Length: 18446744073709551617"), framing),
    Row(
      "zeros before a length", post("Content-Length: 000000000000000003", "abcGET /next HTTP/1.1\r\nHost: a\r\n\r\n"), "POST / + 3", "GET /next + 0"),
    Row("19 zeros before a length", post("Content-Length: 0000000000000000003"), framing),
    Row("a body on GET is its own", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nGET", "GET / + 3"),
    Row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", malformed),
    Row("the same host twice", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", malformed),
    Row("two hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", malformed),
    Row("a list of hosts is a name that nobody has", "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", "GET / + 0"),
    Row("a host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", malformed),
    Row("a host with a user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", malformed),
    Row("a host with a backslash", "GET / HTTP/1.1\r\nHost: a\\b\r\n\r\n", malformed),
    Row("a host with a question mark", "GET / HTTP/1.1\r\nHost: a?b\r\n\r\n", malformed),
    Row("a host that is no ASCII", "GET / HTTP/1.1\r\nHost: \u{430}\r\n\r\n", malformed),
  ]

  static let lines: [Row] = [
    Row("LF alone ends the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", framing),
    Row("CR alone ends it", "GET / HTTP/1.1\rHost: a\r\n\r\n", framing),
    Row("LF alone ends a header", "GET / HTTP/1.1\r\nHost: a\n\r\n", framing),
    Row("LF alone ends the head", "GET / HTTP/1.1\r\nHost: a\r\n\n", framing),
    Row("CR alone ends the head", "GET / HTTP/1.1\r\nHost: a\r\n\rX", framing),
    Row("one empty line goes before", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / + 0"),
    Row("two do not", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("a LF before it", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", framing),
    Row("a space before it", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("a byte order mark before it", "\u{feff}GET / HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("two spaces behind the method", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("two spaces behind the target", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("a space at the line's end", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", malformed),
    Row("a tab behind the method", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("a tab behind the target", "GET /\tHTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("no version", "GET /\r\nHost: a\r\n\r\n", malformed),
    Row("nothing but a method", "GET\r\n\r\n", malformed),
    Row("a NUL in the method", "G\0T / HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("a NUL in the target", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("a NUL in a name", "GET / HTTP/1.1\r\nHost: a\r\nX\0Y: b\r\n\r\n", malformed),
    Row("a NUL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n", malformed),
    Row("an escape in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \u{1b}[2J\r\n\r\n", malformed),
    Row("a DEL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \u{7f}\r\n\r\n", malformed),
    Row("a space in a name", "GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n", malformed),
    Row("no name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", malformed),
    Row("no colon", "GET / HTTP/1.1\r\nHost: a\r\nnothing\r\n\r\n", malformed),
    Row("parentheses in a name", "GET / HTTP/1.1\r\nHost: a\r\nX(): b\r\n\r\n", malformed),
    Row("a name in quotes", "GET / HTTP/1.1\r\nHost: a\r\n\"X\": b\r\n\r\n", malformed),
    Row("a method with a colon", "GET: / HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("a method in another case is another", "get / HTTP/1.1\r\nHost: a\r\n\r\n", "get / + 0"),
    Row("no head ends without its last line", "GET / HTTP/1.1\r\nHost: a\r\n"),
    Row("nor half of it", "GET / HTTP/1.1\r\nHost: a\r\n\r"),
    Row("TLS", "\u{16}\u{3}\u{1}\u{2}", malformed),
    Row("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", unsupported),
    Row("SSH", "SSH-2.0-x\r\n\r\n", malformed),
    Row("an answer", "HTTP/1.1 200 OK\r\n\r\n", malformed),
  ]

  static let targetsAndVersions: [Row] = [
    Row("the origin form", get("/a/b?c=d"), "GET /a/b?c=d + 0"),
    Row("the absolute form", get("http://b:81/c"), "GET http://b:81/c + 0"),
    Row("the absolute form without a path", get("http://b"), "GET http://b + 0"),
    Row("the absolute form with IPv6", get("http://[::1]:80/"), "GET http://[::1]:80/ + 0"),
    Row("the absolute form without a host", get("http:///c"), malformed),
    Row("the absolute form with a user", get("http://u:p@b/"), malformed),
    Row("the absolute form with a backslash", get("http://a\\b/"), malformed),
    Row("the absolute form of another scheme", get("ftp://b/"), malformed),
    Row("a file", get("file:///etc/passwd"), malformed),
    Row("a script", get("javascript:alert(1)"), malformed),
    Row("the authority form", get("b:443"), malformed),
    Row("the authority form with CONNECT", "CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n", unknown),
    Row("the asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * + 0"),
    Row("the asterisk form with GET", get("*"), malformed),
    Row("an asterisk and more", "OPTIONS *a HTTP/1.1\r\nHost: a\r\n\r\n", malformed),
    Row("no slash", get("a"), malformed),
    Row("a query alone", get("?a=b"), malformed),
    Row("a fragment", get("/a#b"), malformed),
    Row("a fragment of the absolute form", get("http://b#c"), malformed),
    Row("a letter beyond ASCII", get("/\u{e9}"), malformed),
    Row("half an escape", get("/a%4"), malformed),
    Row("an escape without digits", get("/a%"), malformed),
    Row("an escape of other letters", get("/a%zz"), malformed),
    Row("the escape of another system", get("/a%u0041"), malformed),
    Row("an encoded NUL", get("/a%00b"), malformed),
    Row("an encoded NUL in the query", get("/a?b=%00"), malformed),
    Row("an overlong slash", get("/a%c0%afb"), malformed),
    Row("an encoded surrogate", get("/%ed%a0%80"), malformed),
    Row("an escape beyond Unicode", get("/%f4%90%80%80"), malformed),
    Row("dots are left to the router", get("/../%2e%2e/a"), "GET /../%2e%2e/a + 0"),
    Row("HTTP/0.9", get("/", "HTTP/0.9"), unsupported),
    Row("HTTP/3.0", get("/", "HTTP/3.0"), unsupported),
    Row("a higher minor is 1.1", get("/", "HTTP/1.9"), "GET / + 0"),
    Row("a lower-case version", get("/", "http/1.1"), malformed),
    Row("another protocol", get("/", "ICY/1.1"), malformed),
    Row("a version of two digits", get("/", "HTTP/1.10"), malformed),
    Row("a version without minor", get("/", "HTTP/1"), malformed),
    Row("a version with a point alone", get("/", "HTTP/1."), malformed),
    Row("a version with a comma", get("/", "HTTP/1,1"), malformed),
    Row("a version with a sign", get("/", "HTTP/-1.1"), malformed),
    Row("a version with a word behind", get("/", "HTTP/1.1x"), malformed),
    Row("a version in Arabic digits", get("/", "HTTP/\u{661}.\u{661}"), malformed),
    Row("a version of half the length", get("/", "HTTP"), malformed),
  ]

  static let chunks: [Row] = [
    Row("an empty body", chunked("0\r\n\r\n"), "POST / + 0"),
    Row("zeros before a size", chunked("000000000000003\r\nabc\r\n0\r\n\r\n"), "POST / + 3"),
    Row("too many zeros before a size", chunked("0000000000000003\r\nabc\r\n0\r\n\r\n"), framing),
    Row("many zeros for the last", chunked("1\r\na\r\n000\r\n\r\n"), "POST / + 1"),
    Row("digits of both cases", chunked("a\r\n0123456789\r\nB\r\n0123456789a\r\n0\r\n\r\n"), "POST / + 21"),
    Row("an extension", chunked("1;a\r\nx\r\n0;b=c\r\n\r\n"), "POST / + 1"),
    Row("an extension of nothing", chunked("1;\r\nx\r\n0\r\n\r\n"), "POST / + 1"),
    Row("an extension in quotes", chunked("1;a=\"b;c\"\r\nx\r\n0\r\n\r\n"), "POST / + 1"),
    Row("an extension with a LF", chunked("1;a\nx\r\n0\r\n\r\n"), framing),
    Row("an extension with a CR", chunked("1;a\rb\r\nx\r\n0\r\n\r\n"), framing),
    Row("an extension with a NUL", chunked("1;a\0\r\nx\r\n0\r\n\r\n"), framing),
    Row("an extension of 256 bytes", chunked("1;" + String(repeating: "a", count: 256) + "\r\nx\r\n0\r\n\r\n"), "POST / + 1"),
    Row("an extension of 257 bytes", chunked("1;" + String(repeating: "a", count: 257) + "\r\nx\r\n0\r\n\r\n"), framing),
    Row("a blank before the extension", chunked("1 ;a\r\nx\r\n0\r\n\r\n"), framing),
    Row("no size", chunked("\r\nx\r\n0\r\n\r\n"), framing),
    Row("only an extension", chunked(";a\r\n0\r\n\r\n"), framing),
    Row("a size with a plus", chunked("+1\r\nx\r\n0\r\n\r\n"), framing),
    Row("a negative size", chunked("-1\r\nx\r\n0\r\n\r\n"), framing),
    Row("a size with 0x", chunked("0x1\r\nx\r\n0\r\n\r\n"), framing),
    Row("a size with an h", chunked("1h\r\nx\r\n0\r\n\r\n"), framing),
    Row("a size with an underscore", chunked("1_0\r\nx\r\n0\r\n\r\n"), framing),
    Row("a size with a space before", chunked(" 1\r\nx\r\n0\r\n\r\n"), framing),
    Row("a size with a space behind", chunked("1 \r\nx\r\n0\r\n\r\n"), framing),
    Row("a size with a tab behind", chunked("1\t\r\nx\r\n0\r\n\r\n"), framing),
    Row("a size with a NUL", chunked("1\0\r\nx\r\n0\r\n\r\n"), framing),
    Row("a size beyond 64 bits", chunked("10000000000000001\r\nx\r\n0\r\n\r\n"), framing),
    Row("the largest size of 64 bits", chunked("ffffffffffffffff\r\nx"), framing),
    Row("the smallest that would be negative", chunked("8000000000000000\r\nx"), framing),
    Row("a size above the body's limit", chunked("fffffffffffffff\r\nx"), "POST / + 1 …"),
    Row("a size without CR", chunked("1\nx\r\n0\r\n\r\n"), framing),
    Row("a size without LF", chunked("1\rx\r\n0\r\n\r\n"), framing),
    Row("data without CR", chunked("1\r\nx\n0\r\n\r\n"), framing),
    Row("data without LF", chunked("1\r\nx\r0\r\n\r\n"), framing),
    Row("data longer than said", chunked("1\r\nxy\r\n0\r\n\r\n"), framing),
    Row("data shorter than said", chunked("3\r\nx\r\n0\r\n\r\n"), framing),
    Row("the end without its last line", chunked("1\r\nx\r\n0\r\n"), "POST / + 1 …"),
    Row("the end with a LF alone", chunked("1\r\nx\r\n0\r\n\n"), framing),
    Row("a trailer", chunked("0\r\nX: y\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n"), "POST / + 0", "GET /next + 0"),
    Row(
      "a length among the trailers means nothing", chunked("0\r\nContent-Length: 9\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n"), "POST / + 0",
      "GET /next + 0"),
    Row("a trailer with a space before its colon", chunked("0\r\nX : y\r\n\r\n"), malformed),
    Row("a folded trailer", chunked("0\r\nX: y\r\n z\r\n\r\n"), framing),
    Row("a trailer with a NUL", chunked("0\r\nX: \0\r\n\r\n"), malformed),
    Row("a trailer with a LF alone", chunked("0\r\nX: y\n\r\n"), framing),
    Row("a trailer that begins with a space", chunked("0\r\n X: y\r\n\r\n"), malformed),
  ]

  @Test(arguments: smuggling + lines + targetsAndVersions + chunks)
  func `hostile input means the same wherever it is cut`(_ row: Row) {
    let bytes = row.bytes[...]
    let told = read([bytes])
    #expect(told.map(\.description) == row.told)
    for split in 0...bytes.count where read([bytes[..<split], bytes[split...]]) != told {
      Issue.record("\(row.name): another meaning when cut at \(split)")
    }
    #expect(read(bytes.map { [$0] }) == told, "byte by byte")
  }

  @Test(arguments: HTTPRefusalTests.malformed + HTTPRefusalTests.ambiguous + HTTPRefusalTests.badChunks.map(chunked))
  func `a refusal comes wherever the input is cut`(_ text: String) {
    let bytes = ArraySlice(text.utf8)
    let told = read([bytes])
    for split in 0...bytes.count where read([bytes[..<split], bytes[split...]]) != told {
      Issue.record("\(text.debugDescription): another meaning when cut at \(split)")
    }
  }

  @Test func `a header of a megabyte is refused where the limit ends, and nothing of it is kept`() {
    let start = Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8)
    let bytes = start + [UInt8](repeating: 0x61, count: 1 << 20) + Array("\r\n\r\n".utf8)
    for size in [1, 7, 1000, 16_384, bytes.count] {
      var parser = HTTPRequestParser()
      var told: HTTPRequestEvent?
      var taken = 0
      while told == nil, taken < bytes.count {
        let piece = Array(bytes[taken..<min(taken + size, bytes.count)])
        var position = 0
        told = parser.next(piece.span, at: &position)
        taken += told == nil ? piece.count : position
      }
      guard case .failure(let failure) = told else {
        Issue.record("pieces of \(size): not refused")
        continue
      }
      #expect(failure.status == 431 && taken == HTTPLimits().headBytes + 1, "pieces of \(size)")
    }
  }

  @Test func `limits hold to the byte wherever the input is cut`() {
    let longest = "/" + String(repeating: "a", count: HTTPLimits().targetBytes - 1)
    let fields = (1..<HTTPLimits().headerCount).map { "X\($0): b\r\n" }.joined()
    let rows: [(String, [String])] = [
      (Self.get(longest), ["GET \(longest) + 0"]), (Self.get(longest + "a"), ["414 http.target_too_long"]),
      (Self.get(longest + String(repeating: "a", count: 4000)), ["414 http.target_too_long"]),
      ("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n", ["GET / + 0"]),
      ("GET / HTTP/1.1\r\nHost: a\r\n\(fields)X: b\r\n\r\n", ["431 http.too_many_headers"]),
      (String(repeating: "M", count: 33) + " / HTTP/1.1\r\nHost: a\r\n\r\n", [Self.unknown]),
    ]
    for (text, expected) in rows {
      let bytes = ArraySlice(text.utf8)
      #expect(read([bytes]).map(\.description) == expected)
      for split in Array(stride(from: 0, through: bytes.count, by: 257)) + Array(max(0, bytes.count - 20)...bytes.count) {
        #expect(read([bytes[..<split], bytes[split...]]).map(\.description) == expected, "cut at \(split)")
      }
    }
  }

  @Test(arguments: [65_535, 65_536, 65_537, 200_000])
  func `where the limit allows them, names and values beyond 64 KiB are read whole`(_ count: Int) throws {
    var limits = HTTPLimits()
    limits.headBytes = 1 << 20
    let long = String(repeating: "v", count: count)
    let told = read("GET / HTTP/1.1\r\nHost: a\r\nX: \(long)\r\n\(long): y\r\n\r\n", limits: limits)
    guard case .request(let head, _) = told.first else {
      Issue.record("not read: \(told)")
      return
    }
    #expect(head.headers["x"] == long)
    #expect(head.headers[long] == "y")
  }
}
