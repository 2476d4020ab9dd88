import Primitives

/// Makes the streams and the consumer that the bus needs, one after the other, whoever else does the same; again when the broker lost them. Pure.
struct JetStreamSetup: ~Copyable {
  enum Action: Equatable {
    /// Send, and tell the answer under this number.
    case request(number: UInt64, subject: String, payload: [UInt8])
    /// All is there.
    case ready
    /// A stream stays as another program made it.
    case differs(stream: String, reason: String)
    /// Not possible now; tried again after a while. Said once for each reason.
    case failed(reason: String)
    case nothing
  }

  private enum Step {
    case create(StreamDefinition)
    case update(StreamDefinition)
    case workers
  }

  private enum State {
    case down
    case asking(UInt64, until: MonotonicTime)
    case waiting(until: MonotonicTime)
    case ready
  }

  static let patienceMilliseconds: Int64 = 2000
  private static let firstWaitMilliseconds: Int64 = 100
  private static let longestWaitMilliseconds: Int64 = 2000

  private let streams: [StreamDefinition]
  private let workers: [UInt8]
  private var steps: [Step] = []
  private var state = State.down
  private var numbers: UInt64 = 0
  private var wait = firstWaitMilliseconds
  private var lastReason: String?
  /// What the next call is told before anything else.
  private var told: [Action] = []

  init(_ options: NATSBusOptions) {
    streams = StreamDefinition.all(options)
    workers = ConsumerDefinition.workers(options)
  }

  var isReady: Bool { if case .ready = state { true } else { false } }

  mutating func linkUp(now: MonotonicTime) -> Action {
    wait = Self.firstWaitMilliseconds
    return begin(now: now)
  }

  mutating func linkDown() { state = .down }

  /// Something that was there seems to be gone.
  mutating func doubted(now: MonotonicTime) -> Action {
    guard isReady else { return .nothing }
    // Whoever doubts tells of the moment in which a leader is elected, too: not at once, and not once for each message.
    state = .waiting(until: now.adding(milliseconds: Self.firstWaitMilliseconds))
    return .nothing
  }

  mutating func answered(_ number: UInt64, _ answer: JetStreamAnswer, now: MonotonicTime) -> Action {
    guard case .asking(number, _) = state, let step = steps.first else { return .nothing }
    guard let refusal = answer.refusal else {
      steps.removeFirst()
      return ask(now: now)
    }
    switch step {
    case .create(let stream) where refusal.number == JetStreamAnswer.Refusal.streamNameInUse:
      steps[0] = .update(stream)
      return ask(now: now)
    case .update(let stream) where refusal.status < 500 || refusal.number != 0 && !refusal.isPassing:
      steps.removeFirst()
      told.append(ask(now: now))
      return .differs(stream: stream.name, reason: refusal.text)
    default:
      return retry(reason: refusal.text, now: now)
    }
  }

  /// - Returns: what is to be done since time has passed, or what was not told yet.
  mutating func tick(now: MonotonicTime) -> Action {
    if !told.isEmpty { return told.removeFirst() }
    switch state {
    case .asking(_, let until) where until <= now: return retry(reason: "no answer from JetStream within \(Self.patienceMilliseconds) ms", now: now)
    case .waiting(let until) where until <= now: return begin(now: now)
    default: return .nothing
    }
  }

  private mutating func begin(now: MonotonicTime) -> Action {
    told = []
    steps = streams.map { .create($0) } + [.workers]
    return ask(now: now)
  }

  private mutating func ask(now: MonotonicTime) -> Action {
    guard let step = steps.first else {
      state = .ready
      lastReason = nil
      wait = Self.firstWaitMilliseconds
      return .ready
    }
    numbers += 1
    state = .asking(numbers, until: now.adding(milliseconds: Self.patienceMilliseconds))
    return switch step {
    case .create(let stream): .request(number: numbers, subject: "$JS.API.STREAM.CREATE.\(stream.name)", payload: stream.json)
    case .update(let stream): .request(number: numbers, subject: "$JS.API.STREAM.UPDATE.\(stream.name)", payload: stream.json)
    case .workers: .request(number: numbers, subject: ConsumerDefinition.workersSubject, payload: workers)
    }
  }

  private mutating func retry(reason: String, now: MonotonicTime) -> Action {
    state = .waiting(until: now.adding(milliseconds: wait))
    wait = min(wait * 2, Self.longestWaitMilliseconds)
    guard lastReason != reason else { return .nothing }
    lastReason = reason
    return .failed(reason: reason)
  }
}
