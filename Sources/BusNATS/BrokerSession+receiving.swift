import Bus
import Primitives
import Wire

/// What comes from the broker.
extension BrokerSession {
  func received(_ message: ReceivedMessage, by number: Int) {
    guard let ear = ears[number] else { return }
    switch ear.purpose {
    case .pod(let receiver): receiver.received(lines: message.payload)
    case .replies: replied(message)
    case .offers: offered(message)
    case .history(let read):
      // An empty message is the broker's own, such as a heartbeat.
      if !message.payload.isEmpty { perform(reads.with(read) { $0.received(message.payload) }, of: read) }
    case .control(let receiver):
      if let control = ControlMessage(json: message.payload, reader: reader) { receiver.received(control) } else { unreadable("control") }
    }
  }

  private func replied(_ message: ReceivedMessage) {
    let now = context.time.monotonic()
    switch message.mark {
    case ReceivedMessage.publishMark:
      if !message.isRefusal {
        pending.confirmed(message.number)?.whenConfirmed?(nil)
      } else if let refusal = answer(message).refusal {
        refused(message.number, refusal)
      }
    case ReceivedMessage.setupMark: perform(setup.answered(message.number, answer(message), now: now))
    case ReceivedMessage.historyMark:
      let number = Int(message.number)
      perform(reads.with(number) { $0.answered(answer(message)) }, of: number)
    default: break
    }
  }

  private func answer(_ message: ReceivedMessage) -> JetStreamAnswer {
    message.status != nil ? JetStreamAnswer(refusal: .nobody) : JetStreamAnswer(message.payload, reader: reader)
  }

  private func offered(_ message: ReceivedMessage) {
    let now = context.time.monotonic()
    if let status = message.status { return perform(pull.status(status, of: message.number, now: now)) }
    perform(pull.offered(now: now))
    guard let reply = message.reply, let address = OfferAddress(reply: reply) else { return }
    guard var item = WorkItem(json: message.payload, reader: reader), let taker = nextTaker() else {
      unreadable("work")
      _ = link.publish(Array("+TERM".utf8), to: reply)
      return perform(pull.answered(now: now))
    }
    item.traceparent = message.traceparent
    taker.offered(NATSDelivery(item, at: address, outbox: outbox))
  }

  // MARK: History

  func read(_ stream: String, _ waiter: HistoryReads.Waiter, now: MonotonicTime) {
    guard setup.isReady else {
      waiter.resume(returning: .failure(BusError("history: expected NATS with its streams, found none now; ask the store")))
      return
    }
    let number = reads.next()
    let inbox = inbox + "h." + String(number)
    let ear = add(Ear(subject: inbox, purpose: .history(number)))
    reads.add(number, HistoryRead(now: now), ear: ear, waiter: waiter)
    let request = ConsumerDefinition.reader(of: Subject.stream(stream), inbox: inbox)
    _ = link.publish(request, to: ConsumerDefinition.readSubject, reply: self.inbox + "r.h" + String(number))
  }

  private func perform(_ action: HistoryRead.Action, of number: Int) {
    switch action {
    case .done: endRead(number, nil)
    case .failed(let error): endRead(number, error)
    case .nothing: break
    }
  }

  private func endRead(_ number: Int, _ error: BusError?) {
    guard let (ear, consumer) = reads.end(number, error) else { return }
    remove(ear: ear)
    if let consumer { _ = link.publish([], to: ConsumerDefinition.deleteSubject(reader: consumer), reply: inbox + "r.d" + String(number)) }
  }

  func expireReads(_ now: MonotonicTime) {
    for number in reads.numbers {
      let action = reads.with(number) {
        $0.until <= now
          ? .failed(BusError("history: expected NATS to deliver it within \(HistoryRead.patienceMilliseconds) ms, it did not; ask the store"))
          : .nothing
      }
      perform(action, of: number)
    }
  }

  func failReads(_ error: BusError) {
    for number in reads.numbers { endRead(number, error) }
  }
}
