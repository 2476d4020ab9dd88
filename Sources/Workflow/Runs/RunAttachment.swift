import Domain
import Primitives
import StreamLog

/// A lost answer that goes on at its provider and is listened to again. Pure.
struct RunAttachment {
  /// The provider's ID of the answer.
  let response: String
  /// What is done when it cannot be listened to.
  let fallback: TakeOver.Plan
  /// What the lost worker left, until it is decided what of it stands.
  var lost: [StreamEvent]?
  /// It is another answer than the one that stands, or is gone.
  var isGivenUp = false
  /// What was said again is compared here.
  private(set) var repeated: RepeatedContent
  /// What is new and came before the rest was heard again, or while artifacts are made void.
  private(set) var early = RingBuffer<ModelEvent>()
  /// The end, where that came so early.
  var ending: ModelEnding?
  private(set) var heardAt = MonotonicTime(nanoseconds: 0)

  /// A provider that says more new things than that and not what stands is none that goes on.
  private static let mostEarlyEvents = 10_000

  /// - Parameters:
  ///   - lost: the durable events of earlier epochs.
  ///   - standing: what of them is heard again first.
  init(response: String, fallback: TakeOver.Plan, lost: [StreamEvent], standing: StreamState) {
    self.response = response
    self.fallback = fallback
    self.lost = lost
    repeated = RepeatedContent(standing)
  }

  /// The answer is told from its beginning once more. - Parameter now: what stands by now, where that is decided.
  mutating func beginAgain(_ now: StreamState) {
    repeated = RepeatedContent(lost.map { TakeOver($0, plan: .reattach).state } ?? now)
    early.removeAll()
    ending = nil
  }

  /// - Returns: false when this cannot be the answer that stands.
  mutating func hear(_ event: ModelEvent, at now: MonotonicTime) -> Bool {
    switch repeated.take(event) {
    case .repeated: return true
    case .different: return false
    case .new(let event):
      hold(event, at: now)
      return early.count <= Self.mostEarlyEvents
    }
  }

  mutating func hold(_ event: ModelEvent, at now: MonotonicTime) {
    early.append(event)
    heardAt = now
  }

  mutating func hold(_ ending: ModelEnding, at now: MonotonicTime) {
    guard self.ending == nil else { return }
    self.ending = ending
    heardAt = now
  }

  /// Gives what was held, to be told now.
  mutating func release() -> (events: RingBuffer<ModelEvent>, ending: ModelEnding?) {
    defer {
      early = RingBuffer()
      ending = nil
    }
    return (early, ending)
  }
}
