import Domain
import EventLoop
import Observe
import Primitives
import Store
import Synchronization
import Transport
import Wire

/// The gateway as the HTTP server sees it: admits heads, routes requests, writes what was refused.
package final class GatewayService: HTTPService {
  private let services: GatewayServices
  private let routes: Routes
  private let metrics: [String: RouteMetrics]
  private let unmatched: RouteMetrics

  package init(_ services: GatewayServices) {
    self.services = services
    routes = Routes(services.settings)
    metrics = Dictionary(
      uniqueKeysWithValues: routes.names.map { ("\($0.method) \($0.pattern)", services.metrics.route($0.method, $0.pattern)) })
    unmatched = services.metrics.route("other", "unmatched")
  }

  package func admit(_ head: HTTPRequestHead, peer: String) -> HeadDecision {
    let problem = OriginPolicy.problem(head, services.settings)
    if let problem {
      let requestID = requestID(head)
      return .refuse(decorate(respond(problem, head, requestID: requestID), head, requestID: requestID))
    }
    if case .found(let route, _) = routes.match(head), head.method != .options, services.access.refusesUnread(head, route.handler.access) {
      let requestID = requestID(head)
      return .refuse(decorate(respond(.authenticationRequired, head, requestID: requestID), head, requestID: requestID))
    }
    return .accept(maxBodyBytes: routes.bodyLimit(head))
  }

  package func respond(to request: HTTPRequest, on loop: EventLoop) async -> HTTPResponse {
    let requestID = requestID(request.head)
    let response = await answer(request, requestID: requestID, loop: loop)
    return decorate(response, request.head, requestID: requestID)
  }

  private func answer(_ request: HTTPRequest, requestID: String, loop: EventLoop) async -> HTTPResponse {
    let head = request.head
    if head.method == .options { return options(head, requestID: requestID) }
    switch routes.match(head) {
    case .found(let route, let parameters):
      let style = route.handler.style
      let admission: Admission
      do {
        admission = try await services.access.admit(request, route.handler.access, parameters)
      } catch {
        return refuse(error, requestID, style)
      }
      let call = Call(
        request: request, parameters: parameters, requestID: requestID, caller: admission.caller, loop: loop, services: services)
      do {
        return admission.finished(try await route.handler.endpoint(call))
      } catch {
        return admission.finished(refuse(error, requestID, style))
      }
    case .notFound:
      if let page = routes.page(head) { return page }
      return respond(Problem(404, "not_found", "there is nothing at \(head.path)"), head, requestID: requestID)
    case .methodNotAllowed(let allowed):
      return respond(
        Problem(405, "method.not_allowed", "\(head.path) takes \(allowed), not \(head.method)", headers: ["allow": allowed]), head,
        requestID: requestID)
    }
  }

  private func refuse(_ error: any Error, _ requestID: String, _ style: GatewayRoute.Style) -> HTTPResponse {
    let problem = services.problem(error, requestID: requestID)
    return style == .openAI ? OpenAIErrors.response(problem) : problem.response(requestID: requestID)
  }

  package func failure(_ failure: HTTPFailure, head: HTTPRequestHead?) -> HTTPResponse {
    let problem = Problem(failure.status, failure.code.rawValue, failure.detail)
    let requestID = head.map { self.requestID($0) } ?? services.makeULID()
    guard let head else {
      var response = problem.response(requestID: requestID)
      response.headers.set("x-request-id", requestID)
      return response
    }
    return decorate(respond(problem, head, requestID: requestID), head, requestID: requestID)
  }

  package func connectionRefused() { services.metrics.connectionsRefused.add() }

  package func finished(_ head: HTTPRequestHead, status: Int, bytesIn: Int, bytesOut: Int, nanoseconds: UInt64) {
    var handle = unmatched
    if case .found(let route, _) = routes.match(head), let known = metrics["\(route.method) \(route.pattern)"] { handle = known }
    handle.requests[StatusClassLabel(status: status)].add()
    handle.duration.observe(nanoseconds)
    services.metrics.receivedBytes.add(UInt64(bytesIn))
    services.metrics.sentBytes.add(UInt64(bytesOut))
    services.log.debug(
      "request",
      [
        .method: .text(head.method.description), .path: .text(head.path), .status: .integer(Int64(status)), .bytes: .integer(Int64(bytesOut)),
        .durationMilliseconds: .integer(Int64(nanoseconds / 1_000_000)),
      ])
  }

  /// A problem in the style of the endpoint that the path names.
  private func respond(_ problem: Problem, _ head: HTTPRequestHead, requestID: String) -> HTTPResponse {
    routes.style(head) == .openAI ? OpenAIErrors.response(problem) : problem.response(requestID: requestID)
  }

  // MARK: Headers of every answer

  private func decorate(_ response: HTTPResponse, _ head: HTTPRequestHead, requestID: String) -> HTTPResponse {
    var response = response
    response.headers.set("x-request-id", requestID)
    if !response.headers.contains("x-content-type-options") { response.headers.set("x-content-type-options", "nosniff") }
    OriginPolicy.allow(head, services.settings, &response.headers)
    return response
  }

  /// The caller's own ID for the request, when it can stand in a header and a log line; else a new one.
  private func requestID(_ head: HTTPRequestHead) -> String {
    guard let id = head.headers["x-request-id"], (1...128).contains(id.utf8.count), id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return services.makeULID()
    }
    return id
  }

  private func options(_ head: HTTPRequestHead, requestID: String) -> HTTPResponse {
    guard let allowed = head.target.raw == "*" ? "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" : routes.allowedMethods(head) else {
      return respond(Problem(404, "not_found", "there is nothing at \(head.path)"), head, requestID: requestID)
    }
    var headers: HTTPHeaders = ["allow": allowed]
    if head.headers.contains("access-control-request-method") {
      headers.set("access-control-allow-methods", allowed)
      headers.set("access-control-allow-headers", head.headers["access-control-request-headers"] ?? "*")
      headers.set("access-control-max-age", "600")
    }
    return HTTPResponse(status: 204, headers: headers)
  }
}
