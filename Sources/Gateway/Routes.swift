import Transport
import Wire

/// An endpoint and the style in which its refusals are written.
package struct GatewayRoute: Sendable {
  package enum Style: Sendable { case native, openAI }

  package let style: Style
  package let endpoint: Endpoint
}

/// Every path that the gateway answers.
struct Routes: Sendable {
  private(set) var names: [(method: String, pattern: String)] = []
  private var router = Router<GatewayRoute>()
  private let defaultBodyBytes: Int
  private let pages: PageEndpoints
  private let hasPages: Bool

  init(_ settings: GatewaySettings) {
    defaultBodyBytes = settings.bodyBytes
    pages = PageEndpoints(folder: settings.webFolder)
    hasPages = !settings.servesOperationsOnly
    addOperations()
    if settings.servesOperationsOnly { return }
    add(.post, "/api/chats", ChatEndpoints.create)
    add(.get, "/api/chats", ChatEndpoints.list)
    add(.get, "/api/chats/{chat}", ChatEndpoints.get)
    add(.patch, "/api/chats/{chat}", ChatEndpoints.update)
    add(.delete, "/api/chats/{chat}", ChatEndpoints.delete)
    add(.post, "/api/chats/{chat}/messages", MessageEndpoints.post)
    add(.get, "/api/chats/{chat}/messages", ChatEndpoints.messages)
    add(.get, "/api/chats/{chat}/tree", ChatEndpoints.tree)
    add(.get, "/api/chats/{chat}/export", ChatEndpoints.export)
    add(.get, "/api/chats/{chat}/stats", ChatEndpoints.stats)
    add(.post, "/chat", MessageEndpoints.postAnywhere)
    add(.post, "/api/uploads", bytes: settings.attachmentBytes, UploadEndpoints.create)
    add(.get, "/api/messages/{id}", MessageEndpoints.get)
    add(.get, "/api/messages/{id}/children", MessageEndpoints.children)
    add(.get, "/api/messages/{id}/tree", MessageEndpoints.tree)
    add(.get, "/api/messages/{id}/path", MessageEndpoints.path)
    add(.get, "/api/messages/{id}/artifacts", MessageEndpoints.artifacts)
    add(.get, "/api/artifacts/{id}", MessageEndpoints.artifact)
    add(.get, "/api/artifacts/{id}/content", MessageEndpoints.artifactContent)
    add(.get, "/api/streams/{stream}", StreamEndpoints.get)
    add(.get, "/api/streams/{stream}/events", StreamEndpoints.events)
    add(.post, "/api/streams/{stream}/cancel", StreamEndpoints.cancel)
    add(.get, "/api/sessions/{session}/events", SessionEndpoints.events)
    add(.post, "/api/sessions/{session}/streams", SessionEndpoints.join)
    add(.delete, "/api/sessions/{session}/streams/{stream}", SessionEndpoints.leave)
    add(.get, "/sse", SessionEndpoints.sse)
    add(.get, "/api/ws/{client}", WebSocketEndpoints.native)
    add(.get, "/ws", WebSocketEndpoints.lmc)
    add(.get, "/api/ledger", RecordEndpoints.ledger)
    add(.get, "/api/trace/{id}", RecordEndpoints.trace)
    add(.get, "/api/schemas", OperationsEndpoints.schemas)
    add(.get, "/api/schemas/{type}", OperationsEndpoints.schema)
    add(.get, "/api/metrics/series", MetricSeriesEndpoint.get)
    add(.get, "/openapi.json", OperationsEndpoints.openAPI)
    add(.post, "/v1/chat/completions", bytes: settings.compatibleBodyBytes, style: .openAI, OpenAIChat.complete)
    add(.get, "/v1/models", style: .openAI, OpenAIModels.list)
    add(.get, "/v1/models/{model...}", style: .openAI, OpenAIModels.get)
    for page in pages.paths { add(.get, page.path, pages.endpoint(page.name)) }
  }

  private mutating func addOperations() {
    add(.get, "/healthz", OperationsEndpoints.live)
    add(.get, "/readyz", OperationsEndpoints.ready)
    add(.get, "/metrics", OperationsEndpoints.metrics)
  }

  func match(_ head: HTTPRequestHead) -> Router<GatewayRoute>.Match { router.match(head.method, head.segments) }

  /// A page at a path that no route takes; `nil` when there is none.
  func page(_ head: HTTPRequestHead) -> HTTPResponse? { hasPages ? pages.respond(to: head) : nil }

  func bodyLimit(_ head: HTTPRequestHead) -> Int {
    if case .found(let route, _) = match(head) { return route.maxBodyBytes }
    return defaultBodyBytes
  }

  func style(_ head: HTTPRequestHead) -> GatewayRoute.Style { head.path.hasPrefix("/v1/") ? .openAI : .native }

  /// The methods of a path for its Allow header; `nil` when the path is unknown.
  func allowedMethods(_ head: HTTPRequestHead) -> String? { router.allowedMethods(head.segments) }

  private mutating func add(
    _ method: HTTPMethod, _ pattern: String, bytes: Int? = nil, style: GatewayRoute.Style = .native, _ endpoint: @escaping Endpoint
  ) {
    names.append((method.description, pattern))
    router.add(method, pattern, maxBodyBytes: bytes ?? defaultBodyBytes, handler: GatewayRoute(style: style, endpoint: endpoint))
  }
}
