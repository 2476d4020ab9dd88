import Domain
import EventLoop
import Primitives

/// The embedded provider: no key, no network. It answers by rules (`Script`) at a pace that the model's name sets, and says plainly that
/// it is a demonstration. Bound to its loop.
///
/// Paces: `scripted` the configured one, `scripted-fast` as fast as the loop allows, `scripted-slow` 200 ms, `scripted-N` N milliseconds a
/// token; any other name the configured one.
package final class ScriptedProvider: ModelProvider {
  package let name: String
  package let canContinue = true
  package let takeOverPolicy: TakeOverPolicy
  private let tokenMilliseconds: Int
  private let loop: EventLoop

  package init(name: String = "scripted", tokenMilliseconds: Int = 30, takeOverPolicy: TakeOverPolicy = .reattach, loop: EventLoop) {
    self.name = name
    self.takeOverPolicy = takeOverPolicy
    self.tokenMilliseconds = tokenMilliseconds
    self.loop = loop
  }

  package func start(_ request: ModelRequest, sink: any ModelSink) -> any ModelCall {
    var script = Script(messages: request.messages)
    if let text = request.continuing, !text.isEmpty { script.skip(text) }
    let call = ScriptedCall(
      script, inputTokens: Self.tokens(in: request.messages), pace: pace(of: request.model), requestID: "scripted-\(request.run)", sink: sink,
      loop: loop)
    call.begin()
    return call
  }

  /// Milliseconds a token; 0 means at once.
  private func pace(of model: String) -> Int {
    switch model.split(separator: "-", maxSplits: 1).last {
    case "fast": 0
    case "slow": 200
    case let number?: Int(number).map { min(max($0, 0), 60_000) } ?? tokenMilliseconds
    case nil: tokenMilliseconds
    }
  }

  private static func tokens(in messages: JSONValue) -> Int64 {
    (messages.array ?? []).reduce(0) { sum, message in
      let texts = message["content"]?.string.map { [$0] } ?? (message["content"]?.array ?? []).compactMap { $0["text"]?.string }
      return sum + texts.reduce(0) { $0 + Int64(ScriptTokens.split($1).count) }
    }
  }
}
