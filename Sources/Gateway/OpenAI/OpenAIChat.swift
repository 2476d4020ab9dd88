import Domain
import Observe
import Primitives
import Store
import StreamLog
import Transport
import Wire

/// `POST /v1/chat/completions`
enum OpenAIChat {
  static func complete(_ call: Call) async throws -> HTTPResponse {
    try call.requireJSON()
    let services = call.services
    let asked = try OpenAIRequest(
      body: call.request.body, maxDepth: services.settings.jsonDepth,
      passesUnknown: { services.models.passesUnknownFields(provider: services.models.resolve($0).provider) },
      traceparent: call.headers["traceparent"])
    let cancelsOnDisconnect = try call.cancelsOnDisconnect()
    var submission = MessageSubmission(chat: try chat(call), content: asked.question)
    submission.origin = "api"
    submission.model = asked.model
    submission.session = try call.session()
    submission.request = asked.request
    let idempotency: Idempotency<AcceptedMessage>? = try call.idempotency { IdempotentAnswer(status: 200, body: MessageEndpoints.answer($0)) }
    let stream: LiveStream
    switch try await services.submit(submission, by: call.caller, idempotency: idempotency) {
    case .created(let submitted), .existing(let submitted): stream = submitted.stream
    case .replayed(let kept):
      guard let name = try? JSONReader().value(kept.body[...])["stream"]?.string else { throw Problem(500, "internal", "the kept answer is damaged") }
      stream = try await services.streams.find(name)
    }
    do {
      return asked.isStreaming
        ? try await streaming(call, stream, includesUsage: asked.request.includesUsage, cancelsOnDisconnect: cancelsOnDisconnect)
        : try await whole(call, stream)
    } catch let error as CancellationError {
      if cancelsOnDisconnect { _ = try? await services.cancel(stream: stream.descriptor.name, by: .disconnect) }
      throw error
    }
  }

  /// The status must tell of a failure before the first token, so the head waits for whatever comes first.
  private static func streaming(
    _ call: Call, _ asked: LiveStream, includesUsage: Bool, cancelsOnDisconnect: Bool
  ) async throws -> HTTPResponse {
    let stream = try await call.services.streams.wait(for: asked) { $0.hasContent || $0.isEnded }
    if case .failed(let failed) = stream.ending?.body, !failed.partial { return OpenAIErrors.response(failed, headers: headers(stream)) }
    let services = call.services
    return OpenAIStream.response(call, stream, reader: StreamReader(), includesUsage: includesUsage, headers: headers(stream)) { end in
      guard end == .disconnected, cancelsOnDisconnect else { return }
      Task { _ = try? await services.cancel(stream: stream.descriptor.name, by: .disconnect) }
    }
  }

  private static func whole(_ call: Call, _ asked: LiveStream) async throws -> HTTPResponse {
    let stream = try await call.services.streams.wait(for: asked, onlyAtEnd: true) { $0.isEnded }
    switch stream.ending?.body {
    case .completed(let completed):
      return .json(
        headers: headers(stream),
        bytes: OpenAIObjects.completion(stream.state, completed, run: stream.descriptor.run, model: completed.usage?.model ?? ""))
    case .failed(let failed): return OpenAIErrors.response(failed, headers: headers(stream))
    default:
      return .json(
        409, headers: headers(stream),
        bytes: OpenAIErrors.object(message: "the run was cancelled", type: "stream_error", code: "stream.cancelled"))
    }
  }

  static func headers(_ stream: LiveStream) -> HTTPHeaders {
    var headers: HTTPHeaders = ["x-throughline-stream": stream.descriptor.name, "x-throughline-run": stream.descriptor.run]
    if let chat = stream.descriptor.chat { headers.set("x-throughline-chat", chat.text) }
    return headers
  }

  private static func chat(_ call: Call) throws(Problem) -> MessageAcceptance.ChatChoice {
    guard let text = call.headers["x-throughline-chat"] else { return .created(call.services.makeChatID()) }
    guard let id = ChatID(text) else { throw Problem(400, "header.invalid", "X-Throughline-Chat is no chat ID; expected a UUID in lower case") }
    return .existingOrCreated(id)
  }
}
