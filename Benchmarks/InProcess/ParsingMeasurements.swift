import Wire

/// What is read from the wire: a client's request, a provider's chunk.
enum ParsingMeasurements {
  static func all() -> [Measurement] { [head(), serverSentEvent(), chunk()] }

  private static func head() -> Measurement {
    let request = Array(
      ("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: OpenAI/Python 1.99.0\r\nAccept: application/json\r\n"
        + "Authorization: Bearer sk-0123456789abcdef0123456789abcdef\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n").utf8)
    return Measurement("parse a request's head, \(request.count) bytes", rounds: 20, pieces: 1000) {
      var parser = HTTPRequestParser()
      for _ in 0..<1000 {
        var position = 0
        while let event = parser.next(request.span, at: &position) { use(event) }
      }
    }
  }

  private static let line =
    #"{"id":"chatcmpl-0123456789","object":"chat.completion.chunk","created":1763600000,"model":"sample","choices":"#
    + #"[{"index":0,"delta":{"content":"a few words of text "},"finish_reason":null}]}"#

  private static func serverSentEvent() -> Measurement {
    let event = Array("data: \(line)\n\n".utf8)
    return Measurement("parse a provider's event, \(event.count) bytes", rounds: 20, pieces: 1000) {
      var parser = SSEParser()
      for _ in 0..<1000 {
        parser.feed(event[...])
        while let event = try? parser.next() { use(event.data.count) }
      }
    }
  }

  private static func chunk() -> Measurement {
    let event = Array("data: \(line)\n\n".utf8)
    let reader = JSONReader()
    return Measurement("the same, and its JSON down to the text", rounds: 20, pieces: 1000) {
      var parser = SSEParser()
      for _ in 0..<1000 {
        parser.feed(event[...])
        while let event = try? parser.next() {
          let text = try? reader.read(event.data) { $0["choices"]?[0]?["delta"]?["content"]?.string }
          use(text)
        }
      }
    }
  }
}
