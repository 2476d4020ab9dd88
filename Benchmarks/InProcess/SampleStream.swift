import Domain
import Primitives
import StreamLog

/// A stream like those that a provider's answer makes: a start, then small pieces of text.
enum SampleStream {
  static let chat = ChatID("00000000-0000-4000-8000-000000000001")
  static let message = EntityID("00000000-0000-4000-8000-000000000001_000002_AM")
  static let run = "01JD0000000000000000000000"

  static var descriptor: StreamDescriptor {
    StreamDescriptor(name: message?.description ?? run, entity: message, frontendID: nil, run: run, chat: chat)
  }

  /// One that a worker has just claimed.
  static var unfinishedRun: Run {
    Run(
      id: run, stream: descriptor.name, chat: chat, userMessage: nil, assistantMessage: message, frontendID: nil, session: nil,
      requestedModel: "sample", provider: "openai", model: "sample", status: .running, epoch: 1, createdAt: Timestamp(microseconds: 0),
      request: RunRequest())
  }

  static func start() -> StreamEvent {
    StreamEvent(
      position: Position(epoch: 1, sequence: 1),
      body: .started(StreamStarted(run: run, chat: chat?.text, parent: nil, model: "sample", provider: "openai")))
  }

  static func delta(_ sequence: Int64) -> StreamEvent {
    StreamEvent(position: Position(epoch: 1, sequence: sequence), body: .textDelta(TextDelta("a few words of text ")))
  }
}
