/// How a request's body ends (RFC 9112 section 6), decided strictly: where two readers could disagree, the request is refused.
package enum HTTPBodyFraming: Equatable, Sendable {
  case none
  /// Bytes of body, at least 1.
  case length(Int)
  case chunked

  init(headers: HTTPHeaders, version: HTTPVersion) throws(HTTPFailure) {
    let lengths = headers.values("content-length")
    if headers.contains("transfer-encoding") {
      guard lengths.isEmpty else { throw .framing("a request has Content-Length or Transfer-Encoding, this one has both") }
      guard version == .http11 else { throw .framing("HTTP/1.0 knows no Transfer-Encoding; send Content-Length") }
      self = try Self.coded(headers)
      return
    }
    guard lengths.count <= 1 else { throw .framing("a request has one Content-Length, this one has \(lengths.count)") }
    guard let text = lengths.first else {
      self = .none
      return
    }
    // 18 digits always fit.
    guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy(HTTPCharacters.isDigit) else {
      throw .framing("Content-Length is a decimal number of at most 18 digits; found \(text.prefix(40))")
    }
    let length = text.utf8.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    self = length == 0 ? .none : .length(length)
  }

  private static func coded(_ headers: HTTPHeaders) throws(HTTPFailure) -> HTTPBodyFraming {
    let values = headers.values("transfer-encoding")
    if values.count == 1, isChunked(values[0]) { return .chunked }
    let codings = headers.list("transfer-encoding")
    guard codings.count > 1, codings.lastIndex(where: isChunked) == codings.count - 1, codings.firstIndex(where: isChunked) == codings.count - 1
    else {
      throw .framing("the last and only chunking Transfer-Encoding is chunked; found \(values.joined(separator: ", ").prefix(80))")
    }
    throw HTTPFailure(501, .notImplemented, "the only Transfer-Encoding here is chunked; found \(values.joined(separator: ", ").prefix(80))")
  }

  /// Compared as ASCII: Unicode has more letters whose lower case is a `k`, and no other server takes them for one.
  private static func isChunked(_ coding: String) -> Bool { HTTPCharacters.equal(ArraySlice(coding.utf8), "chunked") }
}
