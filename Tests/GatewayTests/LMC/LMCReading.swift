import Domain
import Primitives
import StreamLog
import Testing
import Workflow

@testable import Gateway

/// One message of the form, as a client has it when its end has come.
struct LMCMessage: Equatable, CustomStringConvertible {
  var kind: String
  var id: String
  var content: String

  init(_ kind: String, _ id: EntityID, _ content: String) {
    self.kind = kind
    self.id = id.description
    self.content = content
  }

  var description: String { "\(kind) \(id.suffix(9)) \(content.debugDescription)" }
}

/// Encodes events numbered from 1 on, in epoch 1 unless a reset says otherwise.
struct LMCWriter {
  let encoder: LMCFormEncoder
  private var native: NativeEventEncoder
  private var last = Position(epoch: 1, sequence: 0)

  init(_ descriptor: StreamDescriptor = descriptor()) {
    encoder = LMCFormEncoder(descriptor)
    native = NativeEventEncoder(descriptor)
  }

  /// - Returns: the frames that the event makes.
  mutating func write(_ body: StreamEvent.Body) throws -> [JSONValue] {
    if case .reset(let reset) = body { last = Position(epoch: last.epoch + 1, sequence: reset.keep) }
    last.sequence += 1
    let event = StreamEvent(position: last, body: body)
    var frames = FrameBuffer()
    encoder.encode(event, json: native.encode(event), into: &frames)
    #expect(frames.ends.map(\.sequence) == (frames.bytes.isEmpty ? [] : [last.sequence]))
    return try textFrames(frames.bytes).map { try parsed($0) }
  }

  mutating func write(_ bodies: [StreamEvent.Body]) throws -> [JSONValue] {
    var frames: [JSONValue] = []
    for body in bodies { frames += try write(body) }
    return frames
  }
}

/// The messages that frames make. Fails where they are not whole: begun, filled and ended one after the other. An error stands as a message of its own.
func messages(_ frames: [JSONValue]) throws -> [LMCMessage] {
  var messages: [LMCMessage] = []
  var open: LMCMessage?
  for frame in frames {
    let kind = try ["role", "type", "format"].compactMap { key in frame[key].map { _ in key } }.map { try #require(frame[$0]?.string) }.joined(
      separator: " ")
    let id = frame["id"]?.string ?? ""
    let content = frame["content"]?.string
    if frame["start"] == .bool(true) {
      #expect(open == nil && content == nil && frame["end"] == nil, "a start within a message, or one with content")
      open = LMCMessage(kind, answerID, "")
      open?.id = id
    } else if frame["end"] == .bool(true) {
      #expect(content == nil && open?.kind == kind && open?.id == id, "an end of another message, or one with content")
      if let whole = open.take() { messages.append(whole) }
    } else if kind == "computer error" {
      #expect(open == nil, "an error within a message")
      messages.append(LMCMessage(kind, answerID, try #require(content)))
    } else {
      #expect(open?.kind == kind && open?.id == id, "content outside of its message")
      open?.content += try #require(content)
    }
  }
  #expect(open == nil, "a message without an end")
  return messages
}

/// What a worker makes of an answer that comes in these pieces: fences become artifacts from sequence 3 on.
func answerEvents(_ pieces: [String]) -> [StreamEvent.Body] {
  var events: [StreamEvent.Body] = [
    .started(
      StreamStarted(run: "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", chat: chat.text, parent: entity(1, .userMessage).description, model: "m", provider: "p"))
  ]
  var scanner = FenceScanner()
  var next = 3
  var open: EntityID?
  func take(_ piece: FenceScanner.Piece) {
    switch piece {
    case .text(let text): events.append(.textDelta(TextDelta(String(decoding: text, as: UTF8.self))))
    case .opened(let info):
      let id = entity(next, info.kind.entityKind)
      next += 1
      open = id
      events.append(.artifactStarted(ArtifactStarted(id: id, parent: answerID, kind: info.kind, language: info.language, title: nil, inline: true)))
    case .closed:
      if let id = open.take() { events.append(.artifactCompleted(id: id, bytes: 0, sha256: "")) }
    }
  }
  for piece in pieces { scanner.feed(piece.utf8) { take($0) } }
  scanner.finish { take($0) }
  return events
}

let completed = StreamEvent.Body.completed(StreamCompleted(finishReason: "stop", usage: nil, milliseconds: 1, timeToFirstTokenMilliseconds: 1))

func delta(_ text: String) -> StreamEvent.Body { .textDelta(TextDelta(text)) }

func artifact(_ id: EntityID, _ kind: ArtifactKind, language: String? = nil, inline: Bool = false) -> StreamEvent.Body {
  .artifactStarted(ArtifactStarted(id: id, parent: answerID, kind: kind, language: language, title: nil, inline: inline))
}

func whole(_ id: EntityID) -> StreamEvent.Body { .artifactCompleted(id: id, bytes: 0, sha256: "") }
