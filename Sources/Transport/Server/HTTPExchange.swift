import Primitives
import Wire

/// One request and its answer, as long as they last.
final class HTTPExchange {
  var head: HTTPRequestHead
  let startedAt: MonotonicTime
  var body: [UInt8] = []
  var bytesIn = 0
  var bytesOut = 0
  /// 0 until there is an answer.
  var status = 0
  var task: Task<Void, Never>?
  /// The answer of a request that was refused by its head and has no body. Boxed, because a stream's exchange lives as long as its reader.
  var refusal: Refusal?
  var mustContinue: Bool

  init(head: HTTPRequestHead, startedAt: MonotonicTime) {
    self.head = head
    self.startedAt = startedAt
    mustContinue = head.expectsContinue
  }

  final class Refusal {
    let response: HTTPResponse
    init(_ response: HTTPResponse) { self.response = response }
  }

  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    mustContinue = false
    bytesIn += bytes.count
    // An announced length is a promise of the peer's, not a reason to reserve it.
    if body.isEmpty, case .length(let length) = head.framing { body.reserveCapacity(min(length, max(bytes.count, 64 * 1024))) }
    body.append(contentsOf: bytes)
  }
}
