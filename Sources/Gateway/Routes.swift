import Domain
import Transport
import Wire

/// An endpoint and the style in which its refusals are written.
package struct GatewayRoute: Sendable {
  package enum Style: Sendable { case native, openAI }

  package let style: Style
  package let access: RouteAccess
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
    add(.post, "/api/chats", .needs(.writeChats), ChatEndpoints.create)
    add(.get, "/api/chats", .needs(.readChats), ChatEndpoints.list)
    add(.get, "/api/chats/{chat}", .needs(.readChats), ChatEndpoints.get)
    add(.patch, "/api/chats/{chat}", .needs(.writeChats), ChatEndpoints.update)
    add(.delete, "/api/chats/{chat}", .needs(.writeChats), ChatEndpoints.delete)
    add(.post, "/api/chats/{chat}/messages", .needs(.writeChats), MessageEndpoints.post)
    add(.get, "/api/chats/{chat}/messages", .needs(.readChats), ChatEndpoints.messages)
    add(.get, "/api/chats/{chat}/tree", .needs(.readChats), ChatEndpoints.tree)
    add(.get, "/api/chats/{chat}/export", .needs(.readChats), ChatEndpoints.export)
    add(.get, "/api/chats/{chat}/stats", .needs(.readChats), ChatEndpoints.stats)
    add(.get, "/api/chats/{chat}/shares", .needs(.readChats), ShareEndpoints.list)
    add(.put, "/api/chats/{chat}/shares/{user}", .needs(.writeChats), ShareEndpoints.put)
    add(.delete, "/api/chats/{chat}/shares/{user}", .needs(.readChats), ShareEndpoints.delete)
    add(.post, "/chat", .needs(.writeChats), MessageEndpoints.postAnywhere)
    add(.post, "/api/uploads", bytes: settings.attachmentBytes, .needs(.writeChats), UploadEndpoints.create)
    add(.get, "/api/messages/{id}", .needs(.readChats), MessageEndpoints.get)
    add(.get, "/api/messages/{id}/children", .needs(.readChats), MessageEndpoints.children)
    add(.get, "/api/messages/{id}/tree", .needs(.readChats), MessageEndpoints.tree)
    add(.get, "/api/messages/{id}/path", .needs(.readChats), MessageEndpoints.path)
    add(.get, "/api/messages/{id}/artifacts", .needs(.readChats), MessageEndpoints.artifacts)
    add(.get, "/api/artifacts/{id}", .needs(.readChats), MessageEndpoints.artifact)
    add(.get, "/api/artifacts/{id}/content", .needs(.readChats), MessageEndpoints.artifactContent)
    add(.get, "/api/streams/{stream}", .needs(.readStreams), StreamEndpoints.get)
    add(.get, "/api/streams/{stream}/events", .streamEvents, StreamEndpoints.events)
    add(.post, "/api/streams/{stream}/cancel", .needs(.writeChats), StreamEndpoints.cancel)
    add(.get, "/api/sessions/{session}/events", .sessionEvents, SessionEndpoints.events)
    add(.post, "/api/sessions/{session}/streams", .needs(.readStreams), SessionEndpoints.join)
    add(.delete, "/api/sessions/{session}/streams/{stream}", .needs(.readStreams), SessionEndpoints.leave)
    add(.get, "/sse", .sessionQuery, SessionEndpoints.sse)
    add(.get, "/api/ws/{client}", .clientSocket, WebSocketEndpoints.native)
    add(.get, "/ws", .chatSocket, WebSocketEndpoints.lmc)
    addStudio(settings)
    add(.get, "/api/me", .known, UserEndpoints.me)
    add(.get, "/api/users", .needs(.manageAccess), UserEndpoints.list)
    add(.post, "/api/users", .needs(.manageAccess), UserEndpoints.create)
    add(.patch, "/api/users/{user}", .needs(.manageAccess), UserEndpoints.update)
    add(.get, "/api/keys", .needs(.manageOwnKeys), KeyEndpoints.list)
    add(.post, "/api/keys", .needs(.manageOwnKeys), KeyEndpoints.create)
    add(.delete, "/api/keys/{key}", .needs(.manageOwnKeys), KeyEndpoints.revoke)
    add(.post, "/api/keys/{key}/rotate", .needs(.manageOwnKeys), KeyEndpoints.rotate)
    add(.post, "/api/tickets", .known, TicketEndpoints.create)
    add(.get, "/api/ledger", .needs(.readChats), RecordEndpoints.ledger)
    add(.get, "/api/trace/{id}", .needs(.readChats), RecordEndpoints.trace)
    add(.get, "/api/schemas", .open, OperationsEndpoints.schemas)
    add(.get, "/api/schemas/{type}", .open, OperationsEndpoints.schema)
    add(.get, "/api/metrics/series", .needs(.readOperations), MetricSeriesEndpoint.get)
    add(.get, "/openapi.json", .open, OperationsEndpoints.openAPI)
    add(.post, "/v1/chat/completions", bytes: settings.compatibleBodyBytes, style: .openAI, .needs(.writeChats), OpenAIChat.complete)
    add(.get, "/v1/models", style: .openAI, .needs(.readChats), OpenAIModels.list)
    add(.get, "/v1/models/{model...}", style: .openAI, .needs(.readChats), OpenAIModels.get)
    for page in pages.paths { add(.get, page.path, .open, pages.endpoint(page.name)) }
  }

  private mutating func addStudio(_ settings: GatewaySettings) {
    add(.post, "/api/workbooks", bytes: settings.workbookBytes, .needs(.writeChats), WorkbookEndpoints.create)
    add(.get, "/api/workbooks", .needs(.readChats), WorkbookEndpoints.list)
    add(.get, "/api/workbooks/{workbook}", .needs(.readChats), WorkbookEndpoints.get)
    add(.delete, "/api/workbooks/{workbook}", .needs(.writeChats), WorkbookEndpoints.delete)
    add(.get, "/api/workbooks/{workbook}/cells", .needs(.readChats), WorkbookCells.get)
    add(.get, "/api/workbooks/{workbook}/layout", .needs(.readChats), WorkbookEndpoints.layout)
    add(.put, "/api/workbooks/{workbook}/layout", .needs(.writeChats), WorkbookEndpoints.putLayout)
    add(.get, "/api/workbooks/{workbook}/plan", .needs(.readChats), WorkbookEndpoints.plan)
    // The form's own lines beside the workbook.
    add(.post, "/api/generations", bytes: settings.workbookBytes + (64 << 10), .needs(.writeChats), GenerationEndpoints.create)
    add(.get, "/api/generations", .needs(.readChats), GenerationEndpoints.list)
    add(.get, "/api/generations/{generation}", .needs(.readChats), GenerationEndpoints.get)
    add(.get, "/api/generations/{generation}/events", .generationEvents, GenerationStream.events)
    add(.post, "/api/generations/{generation}/refine", .needs(.writeChats), GenerationEndpoints.refine)
    add(.post, "/api/generations/{generation}/resume", .needs(.writeChats), GenerationEndpoints.resume)
    add(.post, "/api/generations/{generation}/cancel", .needs(.writeChats), GenerationEndpoints.cancel)
    add(.get, "/api/generations/{generation}/versions", .needs(.readChats), GenerationVersions.list)
    add(.get, "/api/generations/{generation}/versions/{version}", .needs(.readChats), GenerationVersions.get)
    add(.get, "/api/generations/{generation}/diff", .needs(.readChats), GenerationVersions.difference)
    add(.put, "/api/generations/{generation}/blocks/{block}", .needs(.writeChats), GenerationVersions.edit)
    add(.delete, "/api/generations/{generation}/blocks/{block}", .needs(.writeChats), GenerationVersions.release)
    add(.get, "/api/generations/{generation}/files", .needs(.readChats), GenerationFiles.list)
    add(.get, "/api/generations/{generation}/files/{file}", .needs(.readChats), GenerationFiles.get)
    add(.get, "/api/generations/{generation}/map", .needs(.readChats), GenerationFiles.map)
    add(.get, "/api/generations/{generation}/samples", .needs(.readChats), GenerationFiles.samples)
    add(.get, "/api/generations/{generation}/complete", .needs(.readChats), GenerationFiles.complete)
  }

  private mutating func addOperations() {
    add(.get, "/healthz", .open, OperationsEndpoints.live)
    add(.get, "/readyz", .open, OperationsEndpoints.ready)
    add(.get, "/metrics", .metrics, OperationsEndpoints.metrics)
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
    _ method: HTTPMethod, _ pattern: String, bytes: Int? = nil, style: GatewayRoute.Style = .native, _ access: RouteAccess,
    _ endpoint: @escaping Endpoint
  ) {
    names.append((method.description, pattern))
    router.add(method, pattern, maxBodyBytes: bytes ?? defaultBodyBytes, handler: GatewayRoute(style: style, access: access, endpoint: endpoint))
  }
}
