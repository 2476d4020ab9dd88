import Bus
import Synchronization

/// One offer of a run, answered at the broker.
final class NATSDelivery: WorkDelivery {
  let run: String
  let attempt: Int
  let traceparent: String?
  private let reply: String
  private let outbox: Outbox
  private let isAnswered = Atomic<Bool>(false)

  init(_ item: WorkItem, at address: OfferAddress, outbox: Outbox) {
    run = item.run
    traceparent = item.traceparent
    attempt = address.delivered
    reply = address.reply
    self.outbox = outbox
  }

  deinit {
    if !isAnswered.load(ordering: .relaxed) { _ = outbox.put(.answered) }
  }

  func finish() { answer("+ACK") }

  func progress() {
    if !isAnswered.load(ordering: .relaxed) { _ = outbox.put(.send(subject: reply, payload: Array("+WPI".utf8))) }
  }

  func decline() {
    // Once round all workers at once; what nobody takes must not go round as fast as the broker can.
    let pauseMilliseconds = attempt <= 3 ? 0 : min(1000, 25 << min(attempt - 3, 6))
    answer(pauseMilliseconds == 0 ? "-NAK" : "-NAK {\"delay\":\(pauseMilliseconds * 1_000_000)}")
  }

  private func answer(_ text: String) {
    guard !isAnswered.exchange(true, ordering: .relaxed) else { return }
    _ = outbox.put(.send(subject: reply, payload: Array(text.utf8)))
    _ = outbox.put(.answered)
  }
}
