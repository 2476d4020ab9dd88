import Domain
import EventLoop
import Primitives
import Providers

/// What a call said. `@unchecked Sendable`: used on the loop only until it has ended.
final class Listener: ModelSink, @unchecked Sendable {
  var events: [ModelEvent] = []
  var ending: ModelEnding?
  var endings = 0
  var call: (any ModelCall)?
  var onEvent: (Listener) -> Void = { _ in }
  var onEnd: () -> Void = {}

  func received(_ event: ModelEvent) {
    events.append(event)
    onEvent(self)
  }

  func ended(_ ending: ModelEnding) {
    self.ending = ending
    endings += 1
    onEnd()
  }

  var text: String { events.reduce(into: "") { if case .text(let delta) = $1 { $0 += delta.text } } }
  var reasoning: String { events.reduce(into: "") { if case .reasoning(let text) = $1 { $0 += text } } }
  var texts: [String] { events.compactMap { if case .text(let delta) = $0 { delta.text } else { nil } } }
  var toolCalls: [ToolCall] { events.compactMap { if case .toolCall(let call) = $0 { call } else { nil } } }
  var toolReturns: [ToolReturn] { events.compactMap { if case .toolReturn(let result, isConsole: true) = $0 { result } else { nil } } }
  var usage: TokenUsage? { events.compactMap { if case .usage(let usage) = $0 { usage } else { nil } }.last }
  var finishReason: String? { events.compactMap { if case .finished(let reason) = $0 { reason } else { nil } }.last }
  var requestID: String? { events.compactMap { if case .identified(let id) = $0 { id } else { nil } }.first }
  var failure: ModelFailure? { if case .failed(let failure) = ending { failure } else { nil } }
}

/// The providers of one running loop.
struct ProviderBench: Sendable {
  let loop: EventLoop
  let set: LoopBound<ProviderSet>

  /// Makes a call and waits for its end.
  func ask(
    _ provider: String, _ request: ModelRequest, prepare: @escaping @Sendable (Listener) -> Void = { _ in }
  ) async -> Listener {
    await withCheckedContinuation { continuation in
      loop.execute {
        let listener = Listener()
        prepare(listener)
        listener.onEnd = { [unowned listener] in continuation.resume(returning: listener) }
        listener.call = set.value.providers[provider]!.start(request, sink: listener)
        if listener.endings > 0 { listener.events.append(.finished(reason: "ended before start returned")) }
      }
    }
  }
}

func withProviders(_ profiles: [ProviderProfile], _ body: (ProviderBench) async throws -> Void) async throws {
  let loop = EventLoop(name: "providers")
  try loop.start()
  let set = try await loop.run { LoopBound(ProviderSet(profiles, loop: loop, time: SystemTime()), on: loop) }
  let outcome: Result<Void, any Error>
  do { outcome = .success(try await body(ProviderBench(loop: loop, set: set))) } catch { outcome = .failure(error) }
  try await loop.run { set.value.close() }
  loop.stop()
  try outcome.get()
}

extension ModelRequest {
  /// One user message.
  static func asking(_ text: String, model: String, options: JSONValue = .object([JSONField]()), continuing: String? = nil) -> ModelRequest {
    ModelRequest(
      model: model, messages: .array([.object(["role": .string("user"), "content": .string(text)])]), options: options, continuing: continuing,
      run: "01JD0000000000000000000000")
  }
}
