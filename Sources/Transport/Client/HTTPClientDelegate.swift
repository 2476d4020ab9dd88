/// Who hears of a call: `responseHead` at most once, then `responseBody` for each piece, then `responseEnded` exactly once; all on the
/// client's loop, never before `start` returned. Each may cancel, pause and start calls.
package protocol HTTPClientDelegate: AnyObject {
  func responseHead(_ head: HTTPClientResponseHead)
  /// The bytes are lent for the duration of the call.
  func responseBody(_ bytes: RawSpan)
  /// Success means that the answer came whole, whatever its status.
  func responseEnded(_ result: Result<Void, HTTPClientFailure>)
}

/// The status and headers of an answer; interim answers (1xx) and trailers are left out.
package struct HTTPClientResponseHead: Sendable {
  package let status: Int
  package let headers: [HTTPClientHeader]

  package init(status: Int, headers: [HTTPClientHeader]) {
    self.status = status
    self.headers = headers
  }

  /// The value of the first header of that name, given in lower case.
  package subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
}
