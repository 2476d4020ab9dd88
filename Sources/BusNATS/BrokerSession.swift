import Bus
import CNATS
import Observe
import Primitives
import Synchronization
import Wire

/// All that the bus does, on its one thread: takes commands, performs what the machines say, hands on what comes.
final class BrokerSession {
  struct Ear {
    enum Purpose {
      case replies, offers
      case control(any ControlReceiver)
      case pod(any PodReceiver)
      case history(Int)

      var reading: ReceivedMessage.Reading {
        switch self {
        case .replies: .reply
        case .offers: .offer
        case .control, .pod, .history: .payload
        }
      }
    }

    var subject: String
    var purpose: Purpose
    var handle: OpaquePointer?
  }

  static let reopenMilliseconds: Int64 = 2000
  static let closeMilliseconds: Int64 = 1000
  static let missedMilliseconds: Int64 = 1000

  let context: BusContext
  let outbox: Outbox
  let link: BrokerLink
  let inbox: String
  let reader = JSONReader()
  var ears: [Int: Ear] = [:]
  private var lastEar = 0
  /// Subscriptions to be given up once nothing is being taken from them.
  private var ended: [OpaquePointer] = []
  var workers: [any BusWorker] = []
  private var nextWorker = 0

  var setup: JetStreamSetup
  var pending: PendingPublishes
  var pull: WorkPull
  var reads = HistoryReads()

  private var isLinkUp = false
  private var hasBeenUp = false
  private var reopenAt: MonotonicTime?
  /// When pods are told that lines may be lost, at the latest: as soon as the history can be asked, if it can.
  private var missedAt: MonotonicTime?
  private var nextTick = MonotonicTime(nanoseconds: 0)
  private var readyWaiters: [(until: MonotonicTime, continuation: CheckedContinuation<Bool, Never>)] = []
  private var closers: [CheckedContinuation<Void, Never>] = []
  private var closeAt: MonotonicTime?
  /// Since the last time that there was room.
  private var saidDropped = false
  private var saidUnreadable = false

  init(_ context: BusContext, address: BrokerAddress, outbox: Outbox) {
    self.context = context
    self.outbox = outbox
    link = BrokerLink(address, options: context.options, outbox: outbox)
    var random = SystemRandomNumberGenerator()
    inbox = "_INBOX.\(ULID(milliseconds: context.time.now().milliseconds, using: &random))."
    setup = JetStreamSetup(context.options)
    pending = PendingPublishes(maxMessages: context.options.keptMessages, maxBytes: context.options.keptBytes)
    pull = WorkPull(openOffers: context.options.openOffers)
  }

  /// The thread's life. Returns when the bus is closed.
  func run() {
    add(Ear(subject: inbox + "r.*", purpose: .replies))
    open()
    while true {
      for command in outbox.takeAll() { perform(command) }
      let now = context.time.monotonic()
      if now >= nextTick { tick(now) }
      if isFinished(now) { break }
      link.turn(milliseconds: pause)
      for number in ears.keys.sorted() {
        guard let ear = ears[number], let handle = ear.handle else { continue }
        link.take(from: handle, as: ear.purpose.reading) { received($0, by: number) }
      }
      unsubscribeEnded()
    }
    end()
  }

  // MARK: What others want

  private func perform(_ command: BusCommand) {
    let now = context.time.monotonic()
    switch command {
    case .send(let subject, let payload, let traceparent): send(payload, to: subject, traceparent: traceparent)
    case .persist(let message):
      switch pending.add(message, now: now) {
      case .send(let id): publish(id)
      case .keep: break
      case .drop:
        dropped()
        message.whenConfirmed?(BusError("bus: too much waits for NATS already; it is published again later"))
      }
    case .subscribe(.worker(let worker)):
      workers.append(worker)
      guard workers.count == 1 else { return }
      add(Ear(subject: inbox + "w.*", purpose: .offers))
      perform(pull.start(now: now))
    case .subscribe(.control(let worker, let receiver)):
      add(Ear(subject: Subject.control(worker), purpose: .control(receiver)))
      add(Ear(subject: Subject.everyWorker, purpose: .control(receiver)))
    case .subscribe(.pod(let pod, let receiver)):
      add(Ear(subject: Subject.pod(pod), purpose: .pod(receiver)))
      add(Ear(subject: Subject.everyPod, purpose: .pod(receiver)))
    case .answered: perform(pull.answered(now: now))
    case .history(let stream, let continuation): read(stream, continuation, now: now)
    case .whenReady(let milliseconds, let continuation):
      if setup.isReady {
        continuation.resume(returning: true)
      } else {
        readyWaiters.append((now.adding(milliseconds: milliseconds), continuation))
        nextTick = now
      }
    case .received(let message, let number): received(message, by: number)
    case .linkUp: linkUp(now)
    case .linkDown: linkDown(now)
    case .linkClosed:
      linkDown(now)
      guard closeAt == nil, link.isOpen else { return }
      context.log.error("NATS refuses this server; looking again", [.detail: "check user, password or token of the bus"])
      reopenAt = now.adding(milliseconds: Self.reopenMilliseconds)
      nextTick = now
    case .close(let continuation):
      closers.append(continuation)
      closeAt = closeAt ?? now.adding(milliseconds: Self.closeMilliseconds)
      nextTick = now
    }
  }

  private func send(_ payload: [UInt8], to subject: String, traceparent: String?) {
    // A broker that has stopped reading must not fill this process's memory.
    let isCongested = link.hasUnsent && link.unsentBytes > context.options.keptBytes
    if isCongested || !link.publish(payload, to: subject, traceparent: traceparent) { dropped() }
  }

  private func publish(_ id: UInt64) {
    guard let message = pending[id] else { return }
    let status = link.publish(message, reply: inbox + "r.p" + String(id))
    // Anything else is tried again when its time is over.
    guard status == NATS_MAX_PAYLOAD || status == NATS_NO_SERVER_SUPPORT else { return }
    refused(id, JetStreamAnswer.Refusal(status: 400, number: 0, text: "larger than NATS takes, or without support of headers"))
  }

  func refused(_ id: UInt64, _ refusal: JetStreamAnswer.Refusal) {
    let now = context.time.monotonic()
    if let message = pending.refused(id, passing: refusal.isPassing, now: now) {
      dropped()
      message.whenConfirmed?(BusError("bus: expected NATS to take a message of \(message.payload.count) bytes, it says: \(refusal.text)"))
    } else {
      doubt(now)
    }
  }

  private func dropped() {
    context.metrics.dropped.add()
    guard !saidDropped else { return }
    saidDropped = true
    context.log.warning("messages are dropped for want of room; the store puts them right", [.count: .integer(Int64(pending.count))])
  }

  func unreadable(_ kind: String) {
    context.metrics.unreadable.add()
    guard !saidUnreadable else { return }
    saidUnreadable = true
    context.log.warning("a message of another process could not be read; is it of another version?", [.kind: .text(kind)])
  }

  // MARK: The link

  private func open() {
    reopenAt = nil
    for (number, ear) in ears {
      if let handle = ear.handle { link.forget(handle) }
      ears[number]?.handle = nil
    }
    do {
      let isThere = try link.open()
      for number in ears.keys.sorted() { listen(number) }
      if isThere {
        linkUp(context.time.monotonic())
      } else if let reason = link.reasonOfRefusal() {
        context.log.error("NATS cannot be used; trying on", [.error: .text(reason)])
      } else {
        context.log.warning("NATS cannot be reached; trying on")
      }
    } catch {
      context.log.error("NATS cannot be used; looking again", [.error: .text(error.message)])
      reopenAt = context.time.monotonic().adding(milliseconds: Self.reopenMilliseconds)
    }
  }

  @discardableResult
  func add(_ ear: Ear) -> Int {
    lastEar += 1
    ears[lastEar] = ear
    if link.isOpen { listen(lastEar) }
    return lastEar
  }

  private func listen(_ number: Int) {
    guard let ear = ears[number] else { return }
    ears[number]?.handle = link.subscribe(ear.subject, number: number, as: ear.purpose.reading)
  }

  func remove(ear number: Int) {
    if let handle = ears.removeValue(forKey: number)?.handle { ended.append(handle) }
  }

  private func unsubscribeEnded() {
    for handle in ended { link.unsubscribe(handle) }
    ended.removeAll(keepingCapacity: true)
  }

  private func linkUp(_ now: MonotonicTime) {
    if hasBeenUp {
      context.metrics.reconnects.add()
      context.log.info("NATS is reached again")
      missedAt = now.adding(milliseconds: Self.missedMilliseconds)
    }
    (isLinkUp, hasBeenUp) = (true, true)
    pending.wentDown()
    pull.wentDown()
    perform(setup.linkUp(now: now))
  }

  private func linkDown(_ now: MonotonicTime) {
    if isLinkUp { context.log.warning("NATS is lost; what is published waits") }
    isLinkUp = false
    setup.linkDown()
    pending.wentDown()
    pull.wentDown()
    tellReady(false)
    failReads(BusError("history: NATS was lost meanwhile; ask again"))
  }

  // MARK: What the machines say

  func perform(_ action: JetStreamSetup.Action) {
    switch action {
    case .request(let number, let subject, let payload):
      _ = link.publish(payload, to: subject, reply: inbox + "r.s" + String(number))
    case .ready:
      let now = context.time.monotonic()
      tellReady(true)
      tellMissed()
      if !pending.isUp { for id in pending.cameUp(now: now) { publish(id) } }
      perform(pull.cameUp(now: now))
    case .differs(let stream, let reason):
      context.log.warning("a stream of NATS stays as it is", [.stream: .text(stream), .reason: .text(reason)])
      perform(setup.tick(now: context.time.monotonic()))
    case .failed(let reason):
      context.log.error("the streams of NATS are not there; trying on", [.reason: .text(reason)])
    case .nothing: break
    }
    nextTick = context.time.monotonic()
  }

  func perform(_ action: WorkPull.Action) {
    switch action {
    case .request(let number, let batch):
      let payload = ConsumerDefinition.nextWork(
        batch: batch, expires: WorkPull.expiresMilliseconds * 1_000_000, heartbeat: WorkPull.heartbeatMilliseconds * 1_000_000)
      _ = link.publish(payload, to: ConsumerDefinition.nextWorkSubject, reply: inbox + "w.w" + String(number))
    case .doubt: doubt(context.time.monotonic())
    case .nothing: break
    }
  }

  func doubt(_ now: MonotonicTime) {
    perform(setup.doubted(now: now))
    if !setup.isReady { tellReady(false) }
  }

  func nextTaker() -> (any BusWorker)? {
    guard !workers.isEmpty else { return nil }
    nextWorker = (nextWorker + 1) % workers.count
    return workers[nextWorker]
  }

  private func tellReady(_ isReady: Bool) {
    context.isReady.store(isReady, ordering: .releasing)
    context.metrics.connected.set(isReady ? 1 : 0)
    guard isReady else { return }
    for waiter in readyWaiters { waiter.continuation.resume(returning: true) }
    readyWaiters = []
  }

  private func tellMissed() {
    guard missedAt.take() != nil else { return }
    var told: Set<ObjectIdentifier> = []
    for number in ears.keys.sorted() {
      guard case .pod(let receiver) = ears[number]?.purpose, told.insert(ObjectIdentifier(receiver)).inserted else { continue }
      receiver.mayHaveMissed()
    }
  }

  // MARK: Time

  private func tick(_ now: MonotonicTime) {
    if let at = reopenAt, at <= now { open() }
    if let at = missedAt, at <= now, isLinkUp { tellMissed() }
    let action = setup.tick(now: now)
    if action != .nothing { perform(action) }
    let again = pending.overdue(now: now)
    if !again.isEmpty {
      context.metrics.publishedAgain.add(UInt64(again.count))
      for id in again { publish(id) }
    }
    for message in pending.givenUp(now: now) { message.whenConfirmed?(BusError("bus: NATS did not confirm a message in time; publish it again")) }
    let pulled = pull.tick(now: now)
    if pulled != .nothing { perform(pulled) }
    expireReads(now)
    readyWaiters.removeAll { waiter in
      guard waiter.until <= now else { return false }
      waiter.continuation.resume(returning: false)
      return true
    }
    if pending.count == 0 { saidDropped = false }
    context.metrics.unconfirmed.set(Int64(pending.count))
    nextTick = now.adding(milliseconds: Int64(interval))
  }

  /// Between two looks at the clock, in milliseconds.
  private var interval: Int32 {
    if !readyWaiters.isEmpty || !reads.isEmpty || closeAt != nil || isLinkUp && !setup.isReady { return 20 }
    return pending.count > 0 ? 100 : 500
  }

  private var pause: Int32 {
    let now = context.time.monotonic()
    return now >= nextTick ? 0 : Int32(clamping: (nextTick.nanoseconds - now.nanoseconds) / 1_000_000 + 1)
  }

  // MARK: The end

  private func isFinished(_ now: MonotonicTime) -> Bool {
    guard let closeAt else { return false }
    return closeAt <= now || isLinkUp && pending.count == 0 && !link.hasUnsent
  }

  private func end() {
    tellReady(false)
    let ended = BusError("bus: closed")
    for message in pending.removeAll() { message.whenConfirmed?(ended) }
    failReads(ended)
    for waiter in readyWaiters { waiter.continuation.resume(returning: false) }
    for number in ears.keys.sorted() { remove(ear: number) }
    unsubscribeEnded()
    link.close()
    for command in outbox.closeAll() { command.refuse(ended) }
    for closer in closers { closer.resume() }
  }
}

extension BusCommand {
  /// Tells whoever waits that nothing comes of it.
  func refuse(_ error: BusError) {
    switch self {
    case .persist(let message): message.whenConfirmed?(error)
    case .history(_, let continuation): continuation.resume(returning: .failure(error))
    case .whenReady(_, let continuation): continuation.resume(returning: false)
    case .close(let continuation): continuation.resume()
    case .send, .subscribe, .answered, .received, .linkUp, .linkDown, .linkClosed: break
    }
  }
}
