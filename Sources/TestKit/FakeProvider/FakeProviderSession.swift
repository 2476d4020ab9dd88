import Primitives
import Wire

/// Answers one request of a fake provider.
struct FakeProviderSession {
  let connection: BlockingConnection
  let state: FakeProviderState

  private enum Vendor { case openai, anthropic, responses }

  /// - Returns: whether the connection can be used again.
  func answer(_ request: FakeRequest) -> Bool {
    let path = request.target.prefix { $0 != "?" }
    switch (request.method, path) {
    case ("GET", "/fake/requests"): return write(200, .array(state.requests.map(Self.json)))
    case ("POST", "/fake/reset"):
      state.reset()
      return write(200, .object([JSONField]()))
    case ("POST", "/v1/chat/completions"): return complete(request, .openai)
    case ("POST", "/v1/messages"): return complete(request, .anthropic)
    case ("POST", "/v1/responses"): return complete(request, .responses)
    case (_, _) where path.hasPrefix("/v1/responses/"): return answerAboutResponse(request)
    case ("GET", "/v1/models"):
      let models = ["fake", "fake-tokens-200", "fake-tool", "fake-reason"].map { id in
        JSONValue.object(["id": .string(id), "object": .string("model"), "created": .integer(1_700_000_000), "owned_by": .string("fake")])
      }
      return write(200, .object(["object": .string("list"), "data": .array(models)]))
    default:
      return write(404, FakeOpenAIForm.error("Unknown request URL: \(request.method) \(path)", type: "invalid_request_error", code: "unknown_url"))
    }
  }

  private func complete(_ request: FakeRequest, _ vendor: Vendor) -> Bool {
    let number = state.note(request)
    func refuse(_ status: Int, _ message: String, code: String? = nil, type: String = "invalid_request_error", after: String? = nil) -> Bool {
      let error = vendor == .anthropic ? FakeAnthropicForm.error(message, type: type) : FakeOpenAIForm.error(message, type: type, code: code)
      return write(status, error, number: number, after: after)
    }
    if let key = state.requiredKey {
      let given = vendor == .anthropic ? request.headers["x-api-key"] : request.headers["authorization"]?.replacing("Bearer ", with: "")
      guard given == key else { return refuse(401, "Incorrect API key provided.", code: "invalid_api_key", type: "authentication_error") }
    }
    guard let body = try? JSONReader().value(request.body[...]) else { return refuse(400, "We could not parse the JSON body of your request.") }
    guard let model = body["model"]?.string, !model.isEmpty else { return refuse(400, "you must provide a model parameter") }
    guard let messages = vendor == .responses ? FakeConversation.items(body) : body["messages"]?.array, !messages.isEmpty else {
      return refuse(400, "messages: at least one message is required")
    }
    if vendor == .anthropic, let fault = FakeAnthropicRules.fault(of: body, headers: request.headers) { return refuse(400, fault) }
    if vendor == .responses, let fault = FakeResponsesRules.fault(of: body) { return refuse(400, fault) }
    let streams = body["stream"]?.bool ?? false
    if vendor == .openai, !streams, let options = body["stream_options"], !options.isNull {
      return refuse(400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.")
    }
    guard let behaviour = FakeBehaviour(model: model) else {
      return refuse(404, "The model `\(model)` does not exist or you do not have access to it.", code: "model_not_found", type: "not_found_error")
    }

    let kind = "\(model)\n\(FakeConversation.question(messages))"
    if behaviour.hangs {
      connection.waitForClose()
      return false
    }
    if let status = behaviour.status, behaviour.statusTimes.map({ state.happens("status \(kind)", times: $0) }) ?? true {
      return refuse(status, "fake status \(status)", code: Self.code(status), type: Self.type(status), after: behaviour.retryAfter)
    }
    let answer = FakeAnswer(
      behaviour, messages: messages.count, question: FakeConversation.question(messages), toolResult: FakeConversation.toolResult(messages),
      tool: FakeConversation.firstTool(body))
    let cutOnce = behaviour.cutOnceAfterBytes.flatMap { state.happens("cut \(kind)", times: 1) ? $0 : nil }
    let writer = FakeBodyWriter(connection: connection, behaviour: behaviour, cutAfterBytes: behaviour.cutAfterBytes ?? cutOnce)

    var events: [String]
    let whole: JSONValue
    let failure: String
    switch vendor {
    case .openai:
      let form = FakeOpenAIForm(
        answer: answer, behaviour: behaviour, id: "chatcmpl-fake\(number)", model: model,
        includesUsage: body["stream_options"]?["include_usage"]?.bool ?? false, wantsLogprobs: body["logprobs"]?.bool ?? false)
      events = form.events.map { "data: \($0)\n\n" }
      whole = form.whole
      failure = "data: \(form.inStreamError)\n\n"
    case .anthropic:
      let form = FakeAnthropicForm(answer: answer, behaviour: behaviour, id: "msg_fake\(number)", model: model)
      events = form.events.map(Self.named)
      whole = form.whole
      failure = Self.named(form.inStreamError)
    case .responses:
      let form = FakeResponsesForm(
        answer: answer, behaviour: behaviour, id: "resp_fake\(number)", model: model, isBackground: body["background"]?.bool ?? false,
        isStored: body["store"]?.bool ?? true)
      events = form.events.map(Self.named)
      whole = form.whole()
      failure = Self.named(form.inStreamError((behaviour.errorAt ?? 1) - 1))
      if form.isBackground {
        if let at = behaviour.errorAt { events = events.prefix(max(0, at - 1)) + [failure] }
        let response = FakeResponse(form, events: events)
        state.keep(response)
        return streams ? listen(response, from: 0, writer, number: number) : write(200, response.whole, number: number)
      }
    }
    guard streams, !behaviour.answersJSON else { return writer.write(head: head(200, "application/json", number: number), body: whole.encoded()) }
    if let at = behaviour.malformedAt, at <= events.count { events[at - 1] = "data: {\"id\":\"broken\n\n" }
    if let at = behaviour.errorAt { events = events.prefix(max(0, at - 1)) + [failure] }
    if behaviour.writesCRLF { events = events.map { ": keep-alive\r\n\r\n" + $0.split(separator: "\n").joined(separator: "\r\n") + "\r\n\r\n" } }
    return writer.write(head: head(200, "text/event-stream; charset=utf-8", number: number), events: events)
  }

  // MARK: Writing

  func write(_ status: Int, _ value: JSONValue, number: Int = 0, after: String? = nil) -> Bool {
    let body = value.encoded()
    let extra = after.map { "Retry-After: \($0)\r\n" } ?? ""
    return connection.write(Array("\(head(status, "application/json", number: number))\(extra)Content-Length: \(body.count)\r\n\r\n".utf8) + body)
  }

  func head(_ status: Int, _ type: String, number: Int) -> String {
    let id = "req_fake\(number)"
    return "HTTP/1.1 \(status) \(status == 200 ? "OK" : "Fake")\r\nContent-Type: \(type)\r\nx-request-id: \(id)\r\nrequest-id: \(id)\r\n"
  }

  private static func named(_ event: JSONValue) -> String {
    "event: \(event["type"]?.string ?? "")\ndata: \(String(decoding: event.encoded(), as: UTF8.self))\n\n"
  }

  private static func json(_ request: FakeRequest) -> JSONValue {
    .object([
      "method": .string(request.method), "target": .string(request.target),
      "headers": .object(request.headers.sorted { $0.key < $1.key }.map { JSONField($0.key, .string($0.value)) }),
      "body": (try? JSONReader().value(request.body[...])) ?? .string(String(decoding: request.body, as: UTF8.self)),
    ])
  }

  private static func type(_ status: Int) -> String {
    switch status {
    case 401: "authentication_error"
    case 403: "permission_error"
    case 404: "not_found_error"
    case 429: "rate_limit_error"
    case 529: "overloaded_error"
    case 500...: "server_error"
    default: "invalid_request_error"
    }
  }

  private static func code(_ status: Int) -> String? { status == 429 ? "rate_limit_exceeded" : nil }
}
