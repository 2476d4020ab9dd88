import Domain
import Observe
import Store
import Studio

extension GatewayServices {
  /// What a client is told of an error. What is our own fault is logged, under the ID that the client has too.
  func problem(_ error: any Error, requestID: String) -> Problem {
    switch error {
    case let known as Problem: return known
    case let store as StoreError:
      let problem = Problem(store)
      if problem.status >= 500 { log.error("the store failed a request", [.requestID: .text(requestID), .error: .text("\(store)")]) }
      return problem
    case let refusal as GenerationRefusal: return Problem(refusal)
    case is CancellationError: return Problem(499, "client.gone", "the client went away")
    default:
      log.error("a request failed", [.requestID: .text(requestID), .error: .text("\(error)")])
      return Problem(500, "internal", "the request failed; the log has the reason under its request_id")
    }
  }
}
