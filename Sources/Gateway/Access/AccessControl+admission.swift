import Domain
import Primitives
import Registry
import Store
import Transport
import Wire

/// A request that was let in.
struct Admission: Sendable {
  let caller: Caller
  /// What its limit has left; `nil` without one.
  var rate: RateDecision?
  var lease: OpenConnections.Lease?

  /// The answer with what every answer to this caller carries.
  func finished(_ response: HTTPResponse) -> HTTPResponse {
    var response = response
    if let lease, let principal = caller.principal { response = response.holding(lease, of: principal) }
    if let rate { response.headers.set(rate) }
    return response
  }
}

extension AccessControl {
  /// Lets a request in, or says why not.
  /// - Throws: 401, 403, 429; `StoreError`.
  func admit(_ request: HTTPRequest, _ access: RouteAccess, _ parameters: RouteParameters) async throws -> Admission {
    guard access.gate != .open, try await isRequiredNow() else { return Admission(caller: isRequired ? .unknown : .anybody) }
    let (head, peer) = (request.head, request.peerAddress)
    if access.gate == .metrics, isAdmittedToMetrics(head, peer: peer) { return Admission(caller: .unknown) }
    let principal: Principal
    switch PresentedCredential(head) {
    case .none:
      if access.gate == .socket { return Admission(caller: .unknown) }
      note(.loginDenied, reason: "no credential", subject: head.path, actor: nil, peer: peer)
      throw Problem.authenticationRequired
    case .otherScheme(let scheme):
      throw denied("the scheme of Authorization is \(scheme.prefix(32)); expected Bearer", subject: "scheme", peer: peer)
    case .bearer(let text): principal = try await self.principal(bearer: text, peer: peer)
    case .ticket(let text):
      guard let target = access.ticket?(parameters, head) else {
        throw denied("a ticket opens streams, sessions and WebSockets only", subject: "ticket", peer: peer)
      }
      principal = try await self.principal(ticket: text, for: target, peer: peer)
    }
    let caller = Caller.known(principal)
    do throws(Problem) {
      switch access.gate {
      case .needs(let permission): try caller.require(permission)
      case .metrics: try caller.require(.readOperations)
      case .open, .known, .socket: break
      }
    } catch {
      note(.accessDenied, reason: error.detail, subject: principal.key ?? principal.user, actor: principal.user, peer: peer)
      throw error
    }
    return Admission(caller: caller, rate: try await takeRequest(of: principal), lease: try lease(of: principal))
  }

  /// Whether a request that has not said who it is may be refused before its body is read.
  func refusesUnread(_ head: HTTPRequestHead, _ access: RouteAccess) -> Bool {
    guard isRequired, PresentedCredential(head) == .none else { return false }
    switch access.gate {
    case .open, .socket, .metrics: return false
    case .known, .needs: return true
    }
  }

  /// Programs that watch this machine's server. What came through a proxy of this machine did not come from this machine.
  private func isAdmittedToMetrics(_ head: HTTPRequestHead, peer: String) -> Bool {
    switch settings.metrics {
    case .open: true
    case .key: false
    case .loopback:
      (peer == "::1" || peer.hasPrefix("127.") || peer.hasPrefix("::ffff:127.")) && !head.headers.contains("x-forwarded-for")
        && !head.headers.contains("forwarded") && !head.headers.contains("x-real-ip")
    }
  }

  // MARK: Limits

  /// Takes one request of a caller's.
  /// - Returns: the bucket that has the least left; `nil` without a limit.
  /// - Throws: 429.
  func takeRequest(of principal: Principal) async throws(Problem) -> RateDecision? {
    var tightest: RateDecision?
    for (name, perMinute) in [
      (principal.key.map { "key:\($0)" } ?? "user:\(principal.user)", settings.requestsPerMinute),
      ("all:\(principal.user)", settings.userRequestsPerMinute),
    ] where perMinute > 0 {
      let decision = await limiter.take("requests:\(name)", cost: 1, limit: RateLimit(perMinute, perSeconds: 60))
      guard decision.isAllowed else { throw .rateLimited("requests", decision) }
      if decision.remaining <= tightest?.remaining ?? .max { tightest = decision }
    }
    return tightest
  }

  /// Whether a user may have more answers now. What an answer takes is known when it ends.
  /// - Throws: 429.
  func checkTokens(of principal: Principal) async throws(Problem) {
    guard let limit = tokenLimit else { return }
    let decision = await limiter.take("tokens:\(principal.user)", cost: 0, limit: limit)
    if decision.remaining < 1 { throw .rateLimited("tokens", decision) }
  }

  /// Takes what an answer used, and all that is left where that is less.
  func takeTokens(_ count: Int, of principal: Principal) async {
    guard let limit = tokenLimit, count > 0 else { return }
    let decision = await limiter.take("tokens:\(principal.user)", cost: count, limit: limit)
    if !decision.isAllowed { _ = await limiter.take("tokens:\(principal.user)", cost: decision.remaining, limit: limit) }
  }

  var limitsTokens: Bool { tokenLimit != nil }

  private var tokenLimit: RateLimit? { settings.tokensPerMinute > 0 ? RateLimit(settings.tokensPerMinute, perSeconds: 60) : nil }

  /// - Throws: 429 when a key has as much open as it may.
  func lease(of principal: Principal) throws(Problem) -> OpenConnections.Lease {
    if let lease = connections.lease(principal.key ?? principal.user, limit: settings.connectionsPerKey) { return lease }
    throw Problem(
      429, "connections.too_many", "one key may have \(settings.connectionsPerKey) requests open at the same time; end some",
      headers: ["retry-after": "1"])
  }
}

extension Problem {
  static func rateLimited(_ what: String, _ decision: RateDecision) -> Problem {
    var headers: HTTPHeaders = ["retry-after": "\(decision.retryAfterSeconds ?? 1)"]
    headers.set(decision)
    return Problem(
      429, "rate.limited", "\(decision.limit) \(what) a minute are allowed, and all are used; try again when Retry-After says", headers: headers)
  }
}

extension HTTPHeaders {
  /// draft-ietf-httpapi-ratelimit-headers-06, section 5.
  fileprivate mutating func set(_ decision: RateDecision) {
    set("ratelimit-limit", "\(decision.limit)")
    set("ratelimit-remaining", "\(decision.remaining)")
    set("ratelimit-reset", "\(decision.resetSeconds)")
    set("ratelimit-policy", "\(decision.limit);w=60")
  }
}
