import Domain
import EventLoop
import Primitives
import Studio

/// One call to a provider on behalf of a generation: gathers what is answered, and what it used. Belongs to its worker's loop.
final class QuestionCall: ModelSink {
  /// How it ended, and what stands in the ledger for it.
  struct End {
    let ending: ModelEnding
    let text: String
    let closed: RunOutcome.ClosedCall
  }

  let id: String
  let startedAt: Timestamp
  private let attempt: Int
  private var usage: RunUsage
  private var text = ""
  private var providerRequestID: String?
  private var call: (any ModelCall)?
  private var tell: ((End) -> Void)?
  private(set) var isOver = false

  /// An answer that grows beyond this is none.
  private static let mostBytes = 256 << 10

  init(
    id: String, attempt: Int, promptBytes: Int, startedAt: Timestamp, price: @escaping @Sendable (TokenUsage) -> Money?,
    tell: @escaping (End) -> Void
  ) {
    self.id = id
    self.attempt = attempt
    self.startedAt = startedAt
    self.tell = tell
    usage = RunUsage(promptBytes: promptBytes, price: price)
    usage.beginCall(continuedBytes: 0)
  }

  func start(_ request: ModelRequest, at provider: any ModelProvider) {
    let started = provider.start(request, sink: self)
    guard !isOver else { return }
    call = started
  }

  func cancel() {
    if let call { call.cancel() } else { ended(.cancelled) }
  }

  func release() {
    tell = nil
    call?.release()
    call = nil
  }

  func received(_ event: ModelEvent) {
    guard !isOver else { return }
    switch event {
    case .text(let delta):
      usage.produced(delta.text.utf8.count)
      if text.utf8.count < Self.mostBytes { text += delta.text }
    case .reasoning(let thought): usage.produced(thought.utf8.count)
    case .usage(let tokens): usage.count(tokens)
    case .identified(let id), .attachable(let id): providerRequestID = id
    case .finished: usage.finished()
    case .toolCall, .toolReturn: break
    }
  }

  func ended(_ ending: ModelEnding) {
    guard !isOver else { return }
    isOver = true
    call = nil
    let status: ProviderCallStatus =
      switch ending {
      case .completed: .completed
      case .cancelled: .cancelled
      case .failed: .failed
      }
    let used = usage.call(endedAs: status)
    let closed = RunOutcome.ClosedCall(
      attempt: attempt, status: status, tokens: used.tokens, cost: used.cost, providerRequestID: providerRequestID)
    tell.take()?(End(ending: ending, text: text, closed: closed))
  }
}
