import Domain
import Primitives
import StreamLog

/// A worker that writes a random stream and is taken over at random, on a bus that loses, doubles and reorders; and what should be left of it.
final class StreamModel {
  private(set) var effective: [StreamEvent] = []
  private(set) var epoch: Int64 = 1
  private var bus: [StreamEvent] = []
  private var tool = 0
  private var artifact = 2
  private var open: EntityID?
  private let stream: LiveStream
  private var clock: UInt64 = 1_000_000_000

  init(_ stream: LiveStream) { self.stream = stream }

  var last: Int64 { effective.last?.position.sequence ?? 0 }
  /// Where the answer began; 0 when it has not.
  var beginning: Int64 {
    effective.first { if case .started = $0.body { true } else { false } }?.position.sequence ?? 0
  }
  var isEnded: Bool { effective.last?.isTerminal ?? false }

  /// The view of a reader that missed nothing.
  var view: ReaderView {
    var view = ReaderView()
    var encoder = NativeEventEncoder(stream.descriptor)
    for event in effective {
      guard let message = try? WireMessage(object: encoder.encode(event)) else { continue }
      view.apply(message.type, message.body)
    }
    return view
  }

  func write(_ random: inout SeededRandom) {
    if last == 0 { return emit(Fixture.started) }
    switch Int.random(in: 0..<16, using: &random) {
    case 0: emit(.reasoningDelta("r\(last)"))
    case 1: emit(.toolCalled(ToolCall(call: "c\(last)", name: "run", arguments: "{\"n\":\(last)}")))
    case 2: emit(.usage(UsageReport(tokens: TokenUsage(input: last), cost: nil, provider: "p", model: "m")))
    case 3: emit(.stepStarted(StepStarted(step: "s\(last)", node: "n", kind: "model")))
    case 4: emit(.blockUpdated(GeneratedBlock(name: "b\(last % 3)", status: "s\(last)", sql: "", order: 1, timestamp: Timestamp(milliseconds: 0))))
    case 5:
      if let id = open {
        emit(.artifactCompleted(id: id, bytes: Int(last), sha256: "h\(last)"))
        open = nil
      } else {
        artifact += 1
        let id = EntityID(chat: Fixture.chat, sequence: artifact, kind: .code)
        open = id
        emit(
          .artifactStarted(
            ArtifactStarted(id: id, parent: Fixture.answer, kind: .code, language: nil, title: nil, inline: Bool.random(using: &random))))
      }
    case 6 where open != nil: emit(.artifactDelta(id: open!, text: "d\(last)"))
    default: emit(Fixture.text(String(repeating: "\u{e9}\(last) ", count: Int.random(in: 0...12, using: &random))))
    }
  }

  func end(_ random: inout SeededRandom) {
    switch Int.random(in: 0..<3, using: &random) {
    case 0: emit(.failed(StreamFailed(code: .providerCut, message: "m", retryable: true, partial: true)))
    case 1: emit(.cancelled(StreamCancelled(by: .user, partial: true)))
    default: emit(Fixture.completed)
    }
  }

  /// Another worker goes on after `keep`.
  func takeOver(keeping keep: Int64, skippingEpochs: Int64 = 0) {
    effective.removeAll { $0.position.sequence > keep }
    open = nil
    for event in effective {
      if case .artifactStarted(let started) = event.body { open = started.id }
      if case .artifactCompleted = event.body { open = nil }
    }
    epoch += 1 + skippingEpochs
    emit(Fixture.reset(keep))
    if beginning == 0 { emit(Fixture.started) }
  }

  private func emit(_ body: StreamEvent.Body) {
    let event = Fixture.event(epoch, last + 1, body)
    effective.append(event)
    bus.append(event)
  }

  /// Some of what is on the bus arrives, some of it twice, some never.
  func deliver(_ random: inout SeededRandom, isFaulty: Bool) {
    clock += 1_000_000
    while !bus.isEmpty {
      let at = isFaulty ? Int.random(in: 0..<min(6, bus.count), using: &random) : 0
      let event = bus.remove(at: at)
      if isFaulty {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: continue
        case 1: bus.insert(event, at: min(3, bus.count))
        case 2 where bus.count < 8: return bus.append(event)
        default: break
        }
      }
      stream.receive(event, now: MonotonicTime(nanoseconds: clock))
    }
  }

  /// Everything arrives in the end: the rest of the bus, and from the history what it lost.
  func settle(_ random: inout SeededRandom) -> Bool {
    deliver(&random, isFaulty: false)
    // The last event is what shows that others are missing; a worker's heartbeat has its position.
    if let last = effective.last { stream.receive(last, now: MonotonicTime(nanoseconds: clock)) }
    for _ in 0..<200 {
      if stream.facts.last == effective.last?.position ?? Position(epoch: 0, sequence: 0) { return true }
      clock += 250_000_000
      switch stream.checkHole(now: MonotonicTime(nanoseconds: clock)) {
      case .none: break
      case .fetchHistory(let from, let through):
        for event in effective where event.position.sequence >= from && event.position.sequence <= through {
          stream.receive(event, now: MonotonicTime(nanoseconds: clock))
        }
      case .giveUp: return false
      }
    }
    return false
  }
}
