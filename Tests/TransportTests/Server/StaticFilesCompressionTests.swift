import CZlib
import Testing
import Wire

@testable import Transport

/// The contents of a gzip file.
private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
  var stream = z_stream()
  try #require(inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
  defer { inflateEnd(&stream) }
  var input = bytes
  var status: Int32 = Z_ERRNO
  let output = [UInt8](unsafeUninitializedCapacity: 1 << 20) { output, count in
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      status = inflate(&stream, Z_FINISH)
      count = Int(stream.total_out)
    }
  }
  try #require(status == Z_STREAM_END)
  return output
}

@Suite(.timeLimit(.minutes(1))) struct StaticFilesCompressionTests {
  private static let script = Array(String(repeating: "export const answer = 42;\n", count: 200).utf8)
  private let files = StaticFiles([
    "app.js": .init(script, mediaType: "text/javascript; charset=utf-8", hash: "abc"),
    "font.woff2": .init(script, mediaType: "font/woff2", hash: "f"),
    "small.css": .init(Array("a {}".utf8), mediaType: "text/css", hash: "s"),
    "noise.txt": .init((0..<4096).map { _ in UInt8.random(in: 0...255) }, mediaType: "text/plain", hash: "n"),
  ])

  private func ask(_ name: String, _ lines: String..., method: String = "GET") async throws -> HTTPResponse {
    var parser = HTTPRequestParser()
    var position = 0
    let text = "\(method) /\(name) HTTP/1.1\r\nHost: localhost\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
    guard case .head(let head) = parser.next(Array(text.utf8).span, at: &position) else { throw Unread() }
    return try #require(await files.respond(name: name, to: head))
  }

  private struct Unread: Error {}

  private func bytes(_ response: HTTPResponse) throws -> [UInt8] {
    guard case .bytes(let bytes) = response.body else { throw Unread() }
    return bytes
  }

  @Test func `text goes out compressed, with a tag of its own, to who takes that`() async throws {
    for _ in 0..<2 {
      let response = try await ask("app.js", "Accept-Encoding: gzip, deflate, br")
      #expect(response.headers["content-encoding"] == "gzip")
      #expect(response.headers["vary"] == "Accept-Encoding")
      #expect(response.headers["etag"] == "\"abc-gzip\"")
      #expect(response.headers["content-type"] == "text/javascript; charset=utf-8")
      let body = try bytes(response)
      #expect(body.count < Self.script.count / 10)
      #expect(try unpacked(body) == Self.script)
    }
  }

  @Test(arguments: ["Accept: */*", "Accept-Encoding: br", "Accept-Encoding: gzip;q=0", "Accept-Encoding: *;q=0", "Accept-Encoding: gzip;q=0, *"])
  func `others get it as it is, and caches are told that it depends`(_ line: String) async throws {
    let response = try await ask("app.js", line)
    #expect(response.headers["content-encoding"] == nil)
    #expect(response.headers["vary"] == "Accept-Encoding")
    #expect(response.headers["etag"] == "\"abc\"")
    #expect(try bytes(response) == Self.script)
  }

  @Test func `each form is not sent again while the client has that one`() async throws {
    let gzip = "Accept-Encoding: gzip"
    let same = try await ask("app.js", gzip, "If-None-Match: \"abc-gzip\"")
    #expect(same.status == 304)
    #expect(same.headers["etag"] == "\"abc-gzip\"")
    #expect(same.headers["vary"] == "Accept-Encoding")
    #expect(same.headers["content-encoding"] == nil)
    #expect(try await ask("app.js", gzip, "If-None-Match: \"abc\"").status == 200)
    #expect(try await ask("app.js", "If-None-Match: \"abc\"").status == 304)
    #expect(try await ask("app.js", "If-None-Match: \"abc-gzip\"").status == 200)
  }

  @Test func `fonts, small files and what does not shrink stay as they are`() async throws {
    for (name, varies) in [("font.woff2", nil), ("small.css", "Accept-Encoding"), ("noise.txt", "Accept-Encoding")] {
      let response = try await ask(name, "Accept-Encoding: gzip")
      #expect(response.headers["content-encoding"] == nil)
      #expect(response.headers["vary"] == varies)
      #expect(response.headers["etag"]?.contains("gzip") == false)
    }
  }

  @Test func `HEAD tells the length of the compressed form`() async throws {
    let service = TestService { [files] request, _ in
      await files.respond(name: request.head.segments.joined(separator: "/"), to: request.head) ?? .text("none", status: 404)
    }
    let length = try bytes(try await ask("app.js", "Accept-Encoding: gzip")).count
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        try client.send("HEAD /app.js HTTP/1.1\r\n\(hostLine)Accept-Encoding: gzip\r\n\r\n")
        let head = try client.readResponse(toHead: true)
        #expect(head.headers["content-encoding"] == "gzip")
        #expect(head.headers["content-length"] == "\(length)")
        #expect(try client.exchange("GET /app.js HTTP/1.1\r\n\(hostLine)Accept-Encoding: gzip\r\n\r\n").body.count == length)
        #expect(try client.exchange("GET /app.js HTTP/1.1\r\n\(hostLine)\r\n").body.count == Self.script.count)
      }
    }
  }

  @Test(arguments: [
    ("gzip", true), ("GZIP", true), ("x-gzip", true), ("deflate, gzip;q=0.001", true), ("*", true), ("*;q=0.5, identity;q=0.1", true),
    ("gzip ; q=1.000", true), ("br, gzip\t;q=0.8", true), ("gzip;q=0.0", false), ("gzip;q=0.000", false), ("identity, gzip;q=0.5", false),
    ("", false),
    ("gzip;q=2", false), ("gzip;q=", false), ("gzip;q=0.0001", false), ("gzip;level=9", false), ("identity", false), ("gzi", false),
  ])
  func `weights are read as the standard has them`(_ value: String, _ isAccepted: Bool) {
    #expect(ContentCoding.acceptsGzip(["Accept-Encoding": value]) == isAccepted)
  }
}
