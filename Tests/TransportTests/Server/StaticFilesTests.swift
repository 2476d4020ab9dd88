import Testing
import Transport
import Wire

@Suite(.timeLimit(.minutes(1))) struct StaticFilesTests {
  private let files = StaticFiles([
    "index.html": .init(Array("<p>hello</p>".utf8), mediaType: "text/html; charset=utf-8"),
    "app.js": .init(Array("1".utf8), mediaType: "text/javascript", hash: "abc", cacheControl: "max-age=60"),
  ])

  @Test func `a file is served with its tag, and not again while it is the same`() async throws {
    let service = TestService { [files] request, _ in
      await files.respond(name: request.head.segments.joined(separator: "/"), to: request.head) ?? .text("none", status: 404)
    }
    try await withServer(service) { _, port in
      try await blocking {
        let client = try TestClient(port: port)
        let first = try client.exchange("GET /index.html HTTP/1.1\r\n\(hostLine)\r\n")
        #expect(first.text == "<p>hello</p>")
        #expect(first.headers["content-type"] == "text/html; charset=utf-8")
        #expect(first.headers["cache-control"] == "no-cache")
        #expect(first.headers["x-content-type-options"] == "nosniff")
        let tag = try #require(first.headers["etag"])
        #expect(tag.hasPrefix("\"") && tag.utf8.count == 26)
        for condition in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
          let again = try client.exchange("GET /index.html HTTP/1.1\r\n\(hostLine)If-None-Match: \(condition)\r\n\r\n")
          #expect(again.status == 304)
          #expect(again.headers["etag"] == tag)
        }
        #expect(try client.exchange("GET /index.html HTTP/1.1\r\n\(hostLine)If-None-Match: \"x\"\r\n\r\n").status == 200)
        try client.send("HEAD /app.js HTTP/1.1\r\n\(hostLine)\r\n")
        let head = try client.readResponse(toHead: true)
        #expect(head.headers["etag"] == "\"abc\"")
        #expect(head.headers["content-length"] == "1")
        #expect(head.headers["cache-control"] == "max-age=60")
        #expect(try client.exchange("GET /other HTTP/1.1\r\n\(hostLine)\r\n").status == 404)
      }
    }
  }
}
