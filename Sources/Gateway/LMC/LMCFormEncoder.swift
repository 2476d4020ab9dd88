import Domain
import StreamLog

/// A stream as Open-Interpreter-style messages, one WebSocket text frame each.
///
/// The answer's text is the assistant's `message`; an artifact is a message of its own, in its place, and the lines of its fence are in neither. A message
/// that is interrupted goes on as another one with the same `id`. The last `end` of an answer comes after its commit, as does an `error`, which also ends the
/// message that is open for that reader. Tool calls, steps and usage have no form here.
final class LMCFormEncoder: FormEncoder {
  static let form = FormKey("lmc", .webSocket)

  /// Everything that the next event depends on, so that a take-over can go back to what it was.
  private struct State: Equatable {
    /// The message that has begun and not ended, as an index into the heads.
    var open: Int?
    /// Its content is whole. Its `end` waits for what comes next, because the last one says more.
    var isOpenWhole = false
    /// The artifact that the answer's text belongs to now.
    var inline: Int?
    var openingLine = OpeningLine()
    var isInClosingLine = false
  }

  private static let answer = 0
  private static let reasoning = 1

  private let name: String
  private let entity: String
  private let frontendID: String?
  private var heads: [LMCHead]
  private var state = State()
  /// What the state became, and with which event; only where it changed.
  private var changes: [(sequence: Int64, state: State)] = []

  init(_ descriptor: StreamDescriptor) {
    name = descriptor.name
    entity = descriptor.entity?.description ?? descriptor.name
    frontendID = descriptor.frontendID
    heads = [
      LMCHead(role: "assistant", type: "message", id: entity, frontendID: frontendID),
      LMCHead(role: "assistant", type: "message", format: "reasoning", id: entity, frontendID: frontendID),
    ]
  }

  var canReplace: Bool { false }
  var trailer: [UInt8] { [] }

  func encode(_ event: StreamEvent, json: ArraySlice<UInt8>, into frames: inout FrameBuffer) {
    let before = frames.bytes.count
    write(event.body, &frames.bytes)
    if frames.bytes.count > before { frames.endFrame(sequence: event.position.sequence) }
    if (changes.last?.state ?? State()) != state { changes.append((event.position.sequence, state)) }
  }

  func encodeSync(at position: Position, json: ArraySlice<UInt8>) -> [UInt8]? { nil }

  func encodeUnrecoverable(code: StaticString) -> [UInt8] {
    var bytes: [UInt8] = []
    error("\(code)", "what you have of this answer is void or incomplete; read it at /api/streams/\(name)/events", &bytes)
    return bytes
  }

  private func write(_ body: StreamEvent.Body, _ bytes: inout [UInt8]) {
    switch body {
    case .textDelta(let delta): text(delta.text, &bytes)
    case .usage: break
    case .reset(let reset):
      while let last = changes.last, last.sequence > reset.keep { changes.removeLast() }
      state = changes.last?.state ?? State()
    case .artifactStarted(let started) where started.inline:
      if state.openingLine.isWhole { state.openingLine.drop() } else { releaseLine(&bytes) }
      state.inline = head(of: started)
      begin(state.inline, &bytes)
    case .completed:
      releaseLine(&bytes)
      if state.open == nil { begin(Self.answer, &bytes) }
      end(&bytes)
    default:
      settle(&bytes)
      writeAside(body, &bytes)
    }
  }

  private func writeAside(_ body: StreamEvent.Body, _ bytes: inout [UInt8]) {
    switch body {
    case .reasoningDelta(let text): say(text, as: Self.reasoning, &bytes)
    case .artifactStarted(let started): begin(head(of: started), &bytes)
    case .artifactDelta(let id, let text):
      if let head = head(of: id) { say(text, as: head, &bytes) }
    case .artifactCompleted(let id, _, _):
      let head = head(of: id)
      if head == state.inline {
        state.inline = nil
        state.isInClosingLine = true
      }
      state.isOpenWhole = state.open == head
    case .failed(let failed): end(saying: failed.code.rawValue, failed.message, &bytes)
    case .cancelled(let cancelled): end(saying: "stream.cancelled", "the answer was cancelled (\(cancelled.by.rawValue))", &bytes)
    case .started, .textDelta, .toolCalled, .toolReturned, .stepStarted, .stepCompleted, .progress, .blockUpdated, .usage, .reset, .completed: break
    }
  }

  // MARK: Text

  private func text(_ text: String, _ bytes: inout [UInt8]) {
    if state.isInClosingLine {
      guard let lineFeed = text.utf8.firstIndex(of: 0x0A) else { return }
      state.isInClosingLine = false
      self.text(String(text[text.utf8.index(after: lineFeed)...]), &bytes)
    } else if let inline = state.inline {
      say(text, as: inline, &bytes)
    } else if state.openingLine.passes(text) {
      say(text, as: Self.answer, &bytes)
    } else {
      say(String(decoding: state.openingLine.feed(text.utf8), as: UTF8.self), as: Self.answer, &bytes)
    }
  }

  /// Something that is not the answer's text comes: a fence that should have opened an artifact did not.
  private func settle(_ bytes: inout [UInt8]) {
    if state.openingLine.isWhole { releaseLine(&bytes) }
    if state.isOpenWhole { end(&bytes) }
  }

  private func releaseLine(_ bytes: inout [UInt8]) {
    say(String(decoding: state.openingLine.release(), as: UTF8.self), as: Self.answer, &bytes)
  }

  // MARK: Messages

  private func say(_ text: String, as head: Int, _ bytes: inout [UInt8]) {
    guard !text.isEmpty else { return }
    if state.open != head || state.isOpenWhole { begin(head, &bytes) }
    frame(&bytes) { heads[head].appendContent(text, to: &$0) }
  }

  private func begin(_ head: Int?, _ bytes: inout [UInt8]) {
    guard let head else { return }
    end(&bytes)
    frame(&bytes) { heads[head].appendStart(to: &$0) }
    state.open = head
  }

  private func end(_ bytes: inout [UInt8]) {
    state.isOpenWhole = false
    guard let open = state.open.take() else { return }
    frame(&bytes) { heads[open].appendEnd(to: &$0) }
  }

  private func end(saying code: String, _ detail: String, _ bytes: inout [UInt8]) {
    releaseLine(&bytes)
    end(&bytes)
    error(code, detail, &bytes)
  }

  private func error(_ code: String, _ detail: String, _ bytes: inout [UInt8]) {
    frame(&bytes) { $0.append(contentsOf: LMCHead.error(code: code, detail, id: entity, frontendID: frontendID)) }
  }

  private func frame(_ bytes: inout [UInt8], _ append: (inout [UInt8]) -> Void) {
    let start = Self.form.framing.open(&bytes)
    append(&bytes)
    Self.form.framing.close(start, &bytes)
  }

  // MARK: Heads

  private func head(of id: EntityID) -> Int? {
    let text = id.description
    return heads.indices.dropFirst(2).last { heads[$0].id == text }
  }

  /// A successor reuses the IDs of void artifacts, perhaps for something else, so each start makes a head of its own.
  private func head(of started: ArtifactStarted) -> Int {
    heads.append(LMCHead(started, frontendID: frontendID))
    return heads.count - 1
  }
}
