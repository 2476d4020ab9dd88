import Bus
import Primitives

/// One reading of a stream's history up to where it ended when it was asked for. Pure.
struct HistoryRead: ~Copyable {
  enum Action: Equatable {
    case done
    case failed(BusError)
    case nothing
  }

  static let patienceMilliseconds: Int64 = 2000

  let until: MonotonicTime
  /// The broker's name of the consumer, to be given back.
  private(set) var consumer: String?
  private(set) var pieces: [[UInt8]] = []
  private var expected: Int?

  init(now: MonotonicTime) { until = now.adding(milliseconds: Self.patienceMilliseconds) }

  mutating func answered(_ answer: JetStreamAnswer) -> Action {
    if let refusal = answer.refusal {
      // A stream that the broker lost has no history.
      if refusal.number == JetStreamAnswer.Refusal.streamNotFound { return .done }
      return .failed(BusError("history: expected NATS to deliver it, it says: \(refusal.text)"))
    }
    consumer = answer.name
    expected = Int(answer.pending ?? 0)
    return outcome()
  }

  mutating func received(_ piece: [UInt8]) -> Action {
    pieces.append(piece)
    return outcome()
  }

  private func outcome() -> Action {
    guard let expected, pieces.count >= expected else { return .nothing }
    return .done
  }
}
