import Wire

/// Finds what answers a request by its method and the parts of its path.
///
/// ```swift
/// var router = Router<Endpoint>()
/// router.add(.get, "/api/chats/{chat}", handler: .getChat)
/// router.add(.get, "/client/{file...}", handler: .file)      // the rest of the path
/// ```
package struct Router<Handler: Sendable>: Sendable {
  /// What was found for a path.
  package enum Match: Sendable {
    case found(Route, RouteParameters)
    /// The path is known, but not with this method; `allow` is the value of the Allow header.
    case methodNotAllowed(allow: String)
    case notFound
  }

  package struct Route: Sendable {
    package let method: HTTPMethod
    /// As it was added: `/api/chats/{chat}`; a name for logs and metrics that does not grow with the number of chats.
    package let pattern: String
    package let maxBodyBytes: Int
    package let handler: Handler
    fileprivate let parameterNames: [String]
  }

  private struct Node: Sendable {
    var literals: [String: Int] = [:]
    var parameter: Int?
    var routes: [Route] = []
    /// Routes that take everything from here on.
    var tails: [Route] = []
  }

  private var nodes: [Node] = [Node()]

  package init() {}

  /// Adds a route. A part in braces takes any one segment; a last part `{name...}` takes the rest, slashes included. Where several patterns
  /// fit, literal parts win over parameters, from left to right.
  /// - Parameter maxBodyBytes: of a request to it.
  package mutating func add(_ method: HTTPMethod, _ pattern: String, maxBodyBytes: Int = HTTPLimits().bodyBytes, handler: Handler) {
    precondition(pattern.hasPrefix("/"), "a pattern begins with a slash: \(pattern)")
    var node = 0
    var names: [String] = []
    for part in pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: pattern == "/") {
      guard part.hasPrefix("{"), part.hasSuffix("}") else {
        node = step(from: node, literal: String(part))
        continue
      }
      let name = part.dropFirst().dropLast()
      if name.hasSuffix("...") {
        names.append(String(name.dropLast(3)))
        nodes[node].tails.append(Route(method: method, pattern: pattern, maxBodyBytes: maxBodyBytes, handler: handler, parameterNames: names))
        return
      }
      names.append(String(name))
      node = step(from: node, literal: nil)
    }
    nodes[node].routes.append(Route(method: method, pattern: pattern, maxBodyBytes: maxBodyBytes, handler: handler, parameterNames: names))
  }

  private mutating func step(from node: Int, literal: String?) -> Int {
    if let known = literal.map({ nodes[node].literals[$0] }) ?? nodes[node].parameter { return known }
    nodes.append(Node())
    let made = nodes.count - 1
    if let literal { nodes[node].literals[literal] = made } else { nodes[node].parameter = made }
    return made
  }

  /// - Parameter segments: the path's parts, decoded.
  package func match(_ method: HTTPMethod, _ segments: [String]) -> Match {
    var search = Search(method: method, segments: segments)
    if let route = find(&search, node: 0, depth: 0) {
      return .found(route, RouteParameters(names: route.parameterNames, values: search.values))
    }
    return search.allowed.isEmpty ? .notFound : .methodNotAllowed(allow: allow(search.allowed))
  }

  private struct Search {
    let method: HTTPMethod
    let segments: [String]
    var values: [String] = []
    var allowed: [HTTPMethod] = []
  }

  private func find(_ search: inout Search, node: Int, depth: Int) -> Route? {
    if depth == search.segments.count {
      if let route = choose(nodes[node].routes, &search) { return route }
    } else {
      let segment = search.segments[depth]
      if let next = nodes[node].literals[segment], let route = find(&search, node: next, depth: depth + 1) { return route }
      if let next = nodes[node].parameter, !segment.isEmpty {
        search.values.append(segment)
        if let route = find(&search, node: next, depth: depth + 1) { return route }
        search.values.removeLast()
      }
    }
    guard depth < search.segments.count, let route = choose(nodes[node].tails, &search) else { return nil }
    search.values.append(search.segments[depth...].joined(separator: "/"))
    return route
  }

  /// HEAD is answered by GET where it has no route of its own.
  private func choose(_ routes: [Route], _ search: inout Search) -> Route? {
    if let exact = routes.first(where: { $0.method == search.method }) { return exact }
    if search.method == .head, let get = routes.first(where: { $0.method == .get }) { return get }
    search.allowed += routes.map(\.method)
    return nil
  }

  /// The methods of a path for its Allow header; `nil` when the path is unknown.
  package func allowedMethods(_ segments: [String]) -> String? {
    // No route has this method, so everything that fits the path is gathered.
    if case .methodNotAllowed(let allow) = match(.other(""), segments) { allow } else { nil }
  }

  private func allow(_ methods: [HTTPMethod]) -> String {
    var names: [String] = []
    for method in methods {
      for name in method == .get ? ["GET", "HEAD"] : [method.description] where !names.contains(name) { names.append(name) }
    }
    if !names.contains("OPTIONS") { names.append("OPTIONS") }
    return names.joined(separator: ", ")
  }
}

/// The values of a route's parameters.
package struct RouteParameters: Sendable {
  private let names: [String]
  private let values: [String]

  init(names: [String], values: [String]) {
    self.names = names
    self.values = values
  }

  /// The decoded segment of that name; traps for a name that the pattern does not have.
  package subscript(name: String) -> String {
    guard let index = names.firstIndex(of: name) else { preconditionFailure("the route has no parameter \(name)") }
    return values[index]
  }
}
