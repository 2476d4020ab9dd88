import Domain
import Primitives
import Transport

/// OpenAI's Responses, asked in the words of chat completions. Bound to its loop.
///
/// In background mode an answer goes on at the vendor when its listener is lost, and is told again from any event on: a connection that is cut is taken
/// up where it was, and an answer whose worker was lost is listened to by another one instead of being paid twice. That mode keeps answers at the
/// vendor (`store`), which says nothing else about them than their ID.
final class ResponsesProvider: ModelProvider {
  let name: String
  /// Responses begin an answer; the vendor does not promise to go on from a text of ours.
  let canContinue = false
  let canReattach: Bool
  let takeOverPolicy: TakeOverPolicy
  let context: VendorContext
  private let url: String
  private let headers: [HTTPClientHeader]
  private let timeouts: HTTPClientTimeouts

  init(_ profile: ProviderProfile, context: VendorContext) {
    name = profile.name
    canReattach = profile.isBackground
    takeOverPolicy = profile.takeOverPolicy
    url = VendorRequest.url(profile.baseURL, "/responses")
    headers = VendorRequest.headers(of: profile, key: profile.apiKey.map { HTTPClientHeader("Authorization", "Bearer \($0)") })
    timeouts = profile.timeouts
    self.context = context
  }

  func start(_ request: ModelRequest, sink: any ModelSink) -> any ModelCall {
    let call = ResponsesCall(provider: self, run: request.run, traceparent: request.traceparent, sink: sink)
    if let response = request.reattaching { call.listen(again: response) } else { call.ask(request) }
    return call
  }

  func end(response: String) {
    var request = request("/" + Self.escaped(response) + "/cancel", run: nil, traceparent: nil)
    request.body = []
    _ = context.client.start(request, delegate: UnheardAnswer())
  }

  /// A new answer.
  func creation(_ request: ModelRequest) throws(ModelFailure) -> HTTPClientRequest {
    var creation = self.request("", run: request.run, traceparent: request.traceparent)
    creation.body = try ResponsesRequestBody.encoded(request, isBackground: canReattach)
    return creation
  }

  /// The events of an answer behind this one.
  func listening(to response: String, after sequence: Int64, run: String, traceparent: String?) -> HTTPClientRequest {
    request("/\(Self.escaped(response))?stream=true&starting_after=\(sequence)", run: run, traceparent: traceparent)
  }

  /// An answer as it is now.
  func retrieval(of response: String, run: String, traceparent: String?) -> HTTPClientRequest {
    request("/\(Self.escaped(response))", run: run, traceparent: traceparent)
  }

  private func request(_ path: String, run: String?, traceparent: String?) -> HTTPClientRequest {
    let own = run.map { [HTTPClientHeader("X-Client-Request-Id", $0)] } ?? []
    return HTTPClientRequest(url: url + path, headers: VendorRequest.merged(headers, own, traceparent: traceparent), timeouts: timeouts)
  }

  /// One segment of a path (RFC 3986 section 3.3), whatever a vendor makes its IDs of.
  private static func escaped(_ id: String) -> String {
    id.utf8.reduce(into: "") { path, byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: path.unicodeScalars.append(UnicodeScalar(byte))
      default: path += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}

/// Hears an answer that nobody waits for.
private final class UnheardAnswer: HTTPClientDelegate {
  func responseHead(_ head: HTTPClientResponseHead) {}
  func responseBody(_ bytes: RawSpan) {}
  func responseEnded(_ result: Result<Void, HTTPClientFailure>) {}
}
