import Domain
import EventLoop
import Mapping
import Primitives
import Providers
import Studio

/// Asks a configured model for the rules of a plan that stand in words, one after the other. What it answers is an expression in words still, which the planner
/// checks like any cell's.
struct RuleAnswers {
  let configuration: Configuration
  /// `provider/model`, or a model's name alone.
  let model: String
  let console: any Console

  /// The expressions that were given; a rule without one stays open, and the reason is told.
  /// - Throws: `MappingFailure.failed` where no configured provider has the model.
  func answers(to questions: [RuleQuestion]) async throws(MappingFailure) -> [RuleAnswer] {
    let profiles = configuration.providerProfiles
    let route = ModelRouter(profiles).route(model)
    let loop = EventLoop(name: "mapping")
    let set: LoopBound<ProviderSet>
    do {
      try loop.start()
      set = try await loop.run { LoopBound(ProviderSet(profiles, loop: loop, time: SystemTime()), on: loop) }
    } catch {
      throw .failed("cannot ask \(model): \(error)")
    }
    var answers: [RuleAnswer] = []
    for (index, question) in questions.enumerated() {
      console.progress("asking \(model): \(index + 1) of \(questions.count), \(question.subject)")
      switch await ask(question, route.provider, route.model, set) {
      case .success(let text):
        switch RuleReply(text, to: question) {
        case .expressions(let expressions):
          answers += expressions.compactMap(\.ruleAnswer)
        case .open(let reason): console.complain(ConfigurationError.oneLine("\(question.subject) stays open: \(reason)"))
        }
      case .failure(let failure): console.complain(ConfigurationError.oneLine("\(question.subject) stays open: \(failure.message)"))
      }
    }
    try? await loop.run { set.value.close() }
    loop.stop()
    return answers
  }

  private func ask(
    _ question: RuleQuestion, _ provider: String, _ model: String, _ set: LoopBound<ProviderSet>
  ) async -> Result<String, ModelFailure> {
    await withCheckedContinuation { continuation in
      set.loop.execute {
        guard let provider = set.value.providers[provider] else {
          let failure = ModelFailure(code: .providerRefused, message: "no provider \(provider) is configured", retryable: false)
          continuation.resume(returning: .failure(failure))
          return
        }
        let answer = ModelAnswer { continuation.resume(returning: $0) }
        answer.begin(ModelRequest(model: model, messages: question.messages, options: .object([:]), run: "mapping"), at: provider)
      }
    }
  }
}

/// Gathers one answer. Keeps itself alive until it has ended.
private final class ModelAnswer: ModelSink {
  private var text = ""
  private var call: (any ModelCall)?
  private var own: ModelAnswer?
  private let done: (Result<String, ModelFailure>) -> Void

  /// What a model may say to one question.
  private static let longestBytes = 256 << 10

  init(_ done: @escaping (Result<String, ModelFailure>) -> Void) {
    self.done = done
  }

  func begin(_ request: ModelRequest, at provider: any ModelProvider) {
    own = self
    let call = provider.start(request, sink: self)
    if own != nil { self.call = call }
  }

  func received(_ event: ModelEvent) {
    guard case .text(let delta) = event else { return }
    text += delta.text
    if text.utf8.count > Self.longestBytes { call?.cancel() }
  }

  func ended(_ ending: ModelEnding) {
    guard own != nil else { return }
    own = nil
    call = nil
    switch ending {
    case .completed: done(.success(text))
    case .cancelled: done(.failure(ModelFailure(code: .internal, message: "the answer was too long", retryable: false)))
    case .failed(let failure): done(.failure(failure))
    }
  }
}
