import Domain
import EventLoop
import Primitives

/// Speaks a script at its pace. Bound to its loop.
final class ScriptedCall: ModelCall {
  private let loop: EventLoop
  private let pace: Int
  private let requestID: String
  private var sink: (any ModelSink)?
  private var timer: LoopTimer?

  private var steps: ArraySlice<ScriptStep>
  private var tokens: ArraySlice<Substring> = []
  private var isReasoning = false
  private var usage: TokenUsage

  /// Tokens are due from here on, one each `pace` milliseconds; moved by pauses.
  private var begunAt = MonotonicTime(nanoseconds: 0)
  private var spoken: Int64 = 0
  private var pausedAt: MonotonicTime?
  private var isIdentified = false

  /// Most that is said in one turn of the loop, so that a fast script leaves room for others.
  private static let tokensPerTurn = 64

  init(_ script: Script, inputTokens: Int64, pace: Int, requestID: String, sink: any ModelSink, loop: EventLoop) {
    self.loop = loop
    self.pace = pace
    self.requestID = requestID
    self.sink = sink
    steps = script.steps[...]
    usage = TokenUsage(input: inputTokens)
  }

  func begin() {
    begunAt = loop.now
    // The timer keeps the call alive until it has ended.
    timer = loop.schedule(afterMilliseconds: pace) { self.speak() }
  }

  func cancel() { end(.cancelled) }

  func pause() {
    guard sink != nil, pausedAt == nil else { return }
    pausedAt = loop.now
    timer?.pause()
  }

  func resume() {
    guard sink != nil, let pausedAt else { return }
    begunAt = MonotonicTime(nanoseconds: begunAt.nanoseconds + loop.now.nanoseconds - pausedAt.nanoseconds)
    self.pausedAt = nil
    timer?.reschedule(afterMilliseconds: 0)
  }

  /// Says what is due. The sink may cancel or pause at any word.
  private func speak() {
    if !isIdentified {
      isIdentified = true
      sink?.received(.identified(providerRequestID: requestID))
    }
    let due = pace == 0 ? Int64.max : loop.now.milliseconds(since: begunAt) / Int64(pace)
    var room = Self.tokensPerTurn
    while sink != nil, pausedAt == nil, room > 0, spoken < due {
      room -= 1
      if !sayNext() { break }
    }
    guard sink != nil, pausedAt == nil else { return }
    let next = begunAt.adding(milliseconds: (spoken + 1) * Int64(pace))
    timer?.reschedule(afterMilliseconds: pace == 0 ? 0 : Int(next.milliseconds(since: loop.now)))
  }

  /// - Returns: false when the script is over.
  private func sayNext() -> Bool {
    while tokens.isEmpty {
      switch steps.popFirst() {
      case .text(let text)?:
        isReasoning = false
        tokens = ScriptTokens.split(text)[...]
      case .reasoning(let text)?:
        isReasoning = true
        tokens = ScriptTokens.split(text)[...]
      case .toolCall(let call)?:
        spoken += 1
        usage.output += 1
        sink?.received(.toolCall(call))
        return true
      case .toolReturn(let result)?:
        sink?.received(.toolReturn(result, isConsole: true))
        return true
      case .usage?:
        sink?.received(.usage(usage))
        return true
      case .finish(let reason)?:
        sink?.received(.finished(reason: reason))
        return true
      case .fail(let failure)?:
        end(.failed(failure))
        return false
      case nil:
        end(.completed)
        return false
      }
    }
    guard let token = tokens.popFirst() else { return true }
    spoken += 1
    usage.output += 1
    if isReasoning { usage.reasoning += 1 }
    sink?.received(isReasoning ? .reasoning(String(token)) : .text(TextDelta(String(token))))
    return true
  }

  private func end(_ ending: ModelEnding) {
    guard let sink else { return }
    self.sink = nil
    timer?.cancel()
    timer = nil
    sink.ended(ending)
  }
}
