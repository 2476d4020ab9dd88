import Testing
import Wire

@Suite struct HTTPWritingTests {
  private func head(_ status: Int, _ headers: HTTPHeaders, _ framing: HTTPResponseHead.Framing, keepsAlive: Bool, version: HTTPVersion) -> String {
    var bytes: [UInt8] = []
    HTTPResponseHead.append(status: status, headers: headers, framing: framing, keepsAlive: keepsAlive, version: version, date: "D", to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `a head says its framing and whether the connection stays`() {
    #expect(
      head(200, ["Content-Type": "text/plain"], .length(3), keepsAlive: true, version: .http11)
        == "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\n")
    #expect(
      head(200, [:], .chunked, keepsAlive: false, version: .http11)
        == "HTTP/1.1 200 OK\r\nDate: D\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
    #expect(head(204, [:], .none, keepsAlive: true, version: .http10) == "HTTP/1.1 204 No Content\r\nDate: D\r\nConnection: keep-alive\r\n\r\n")
    #expect(head(299, [:], .untilClose, keepsAlive: false, version: .http10) == "HTTP/1.1 299 \r\nDate: D\r\nConnection: close\r\n\r\n")
  }

  @Test func `a value cannot end its field`() {
    #expect(
      head(200, ["X": "a\r\nSet-Cookie: b\0"], .none, keepsAlive: true, version: .http11)
        == "HTTP/1.1 200 OK\r\nDate: D\r\nX: a  Set-Cookie: b \r\n\r\n")
  }

  @Test func `headers are found without case, replaced and removed`() {
    var headers: HTTPHeaders = ["A": "1", "B": "2", "a": "3"]
    #expect(headers["a"] == "1")
    #expect(headers.values("A") == ["1", "3"])
    #expect(headers.count(of: "a") == 2)
    headers.set("A", "4")
    #expect(headers.values("a") == ["4"])
    headers.remove("b")
    #expect(headers == ["A": "4"])
    #expect(!headers.contains("B"))
  }

  @Test func `a list is read over all its fields`() {
    let headers: HTTPHeaders = ["Connection": "keep-alive, , Upgrade", "connection": "\tclose "]
    #expect(headers.list("connection") == ["keep-alive", "Upgrade", "close"])
    #expect(headers.list("connection", has: "CLOSE"))
    #expect(!headers.list("connection", has: "clos"))
  }

  @Test(arguments: [(1, "1"), (15, "f"), (16, "10"), (255, "ff"), (4096, "1000"), (0x12345, "12345")])
  func `a chunk says its size in hexadecimal`(_ count: Int, _ digits: String) {
    var bytes: [UInt8] = []
    HTTPChunk.append(ArraySlice(repeating: 0x61, count: count), to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == digits + "\r\n" + String(repeating: "a", count: count) + "\r\n")
  }

  @Test func `an empty chunk is not written, because it would end the body`() {
    var bytes: [UInt8] = []
    HTTPChunk.append([], to: &bytes)
    #expect(bytes.isEmpty)
  }

  @Test func `chunks are read back by the parser`() {
    var bytes = Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
    for count in [1, 17, 300] { HTTPChunk.append(ArraySlice(repeating: 0x61, count: count), to: &bytes) }
    bytes += HTTPChunk.last
    #expect(read([bytes[...]]).map(\.description) == ["POST / + 318"])
  }

  @Test(arguments: [
    (Int64(0), "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (1_795_208_736, "Fri, 20 Nov 2026 21:05:36 GMT"), (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"),
  ])
  func `a date is written as RFC 9110 wants it`(_ seconds: Int64, _ text: String) {
    #expect(HTTPDate.text(seconds: seconds) == text)
  }

  @Test(arguments: [("Example.com:80", "example.com"), ("127.0.0.1", "127.0.0.1"), ("[::1]:8080", "::1"), ("LOCALHOST", "localhost")])
  func `a host's name is compared without port and case`(_ host: String, _ name: String) {
    #expect(HTTPHost.name(of: host) == name)
  }
}
