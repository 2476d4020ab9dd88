import Testing
import Transport
import Wire

@Suite struct RouterTests {
  private let router: Router<String> = {
    var router = Router<String>()
    router.add(.get, "/", handler: "root")
    router.add(.get, "/api/chats", handler: "list")
    router.add(.post, "/api/chats", maxBodyBytes: 10, handler: "create")
    router.add(.get, "/api/chats/{chat}", handler: "chat")
    router.add(.delete, "/api/chats/{chat}", handler: "delete")
    router.add(.get, "/api/chats/{chat}/messages/{message}", handler: "message")
    router.add(.get, "/api/chats/recent", handler: "recent")
    router.add(.head, "/api/head", handler: "head")
    router.add(.get, "/client/{file...}", handler: "file")
    return router
  }()

  private func found(_ method: HTTPMethod, _ segments: [String]) -> (handler: String, parameters: RouteParameters, route: Router<String>.Route)? {
    guard case .found(let route, let parameters) = router.match(method, segments) else { return nil }
    return (route.handler, parameters, route)
  }

  @Test(arguments: [
    ([], "root"), (["api", "chats"], "list"), (["api", "chats", "x"], "chat"), (["api", "chats", "recent"], "recent"),
    (["client", "a", "b.js"], "file"),
  ])
  func `a path finds its route`(_ segments: [String], _ handler: String) {
    #expect(found(.get, segments)?.handler == handler)
    #expect(found(.head, segments)?.handler == handler)
  }

  @Test func `parameters are the decoded segments`() throws {
    let match = try #require(found(.get, ["api", "chats", "a/b", "messages", "m"]))
    #expect(match.parameters["chat"] == "a/b")
    #expect(match.parameters["message"] == "m")
    #expect(match.route.pattern == "/api/chats/{chat}/messages/{message}")
    #expect(found(.get, ["client", "a", "b.js"])?.parameters["file"] == "a/b.js")
  }

  @Test func `a literal part gives way where it lacks the method`() {
    #expect(found(.delete, ["api", "chats", "recent"])?.handler == "delete")
    #expect(found(.delete, ["api", "chats", "recent"])?.parameters["chat"] == "recent")
  }

  @Test func `another method is told which ones there are`() {
    guard case .methodNotAllowed(let allow) = router.match(.patch, ["api", "chats"]) else {
      Issue.record("no refusal")
      return
    }
    #expect(allow == "GET, HEAD, POST, OPTIONS")
    #expect(router.allowedMethods(["api", "chats", "recent"]) == "GET, HEAD, DELETE, OPTIONS")
    #expect(router.allowedMethods(["nothing"]) == nil)
  }

  @Test(arguments: [["api"], ["api", "chats", ""], ["api", "chats", "x", ""], [""], ["client"]]) func `an unknown path is not found`(
    _ segments: [String]
  ) {
    guard case .notFound = router.match(.get, segments) else {
      Issue.record("\(segments) was found")
      return
    }
  }

  @Test func `a route knows how large its bodies may be`() {
    #expect(found(.post, ["api", "chats"])?.route.maxBodyBytes == 10)
    #expect(found(.get, ["api", "chats"])?.route.maxBodyBytes == 1024 * 1024)
  }
}
