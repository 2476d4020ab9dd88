import Domain
import Primitives
import StreamLog
import Testing

/// Five events over two epochs through a whole stream, in every order, with readers that look at every moment, come back at every moment, or come late.
@Suite struct LiveStreamExhaustiveTests {
  @Test(arguments: TwoEpochs.all(events: 5))
  func `in whatever order events come and whenever a reader leaves, it ends with the log`(_ stream: TwoEpochs) {
    let events = stream.written.map { position in
      let body: StreamEvent.Body =
        position == stream.reset ? Fixture.reset(stream.keep) : position.sequence == 1 ? Fixture.started : Fixture.text("\(position) ")
      var encoder = NativeEventEncoder(Fixture.descriptor)
      let event = StreamEvent(position: position, body: body)
      return (event, Array(encoder.encode(event)))
    }
    arrangements(of: events) { arrivals in
      guard arrivals.count == events.count else { return }
      if let complaint = live(stream, arrivals) { Issue.record("\(stream), arrived as \(arrivals.map(\.0.position)): \(complaint)") }
    }
  }

  /// - Returns: what went wrong.
  private func live(_ stream: TwoEpochs, _ arrivals: [(StreamEvent, [UInt8])]) -> String? {
    let log = LiveStream(Fixture.descriptor)
    var given: Set<Position> = []
    // The first looks after each event, the second comes back anew after each; the others look once at one moment, leave, and come back at the end.
    var readers = (0..<arrivals.count + 2).map { _ in PositionReader(log) }
    for (index, (event, json)) in arrivals.enumerated() {
      log.receive(event, json: json[...], now: MonotonicTime(nanoseconds: 0))
      given.insert(event.position)
      let expected = stream.log(given: given)
      if log.facts.last.sequence != expected.last?.sequence ?? 0 { return "last is \(log.facts.last), not \(expected)" }
      for reader in readers.indices where reader == 0 || reader == 1 || reader == index + 2 {
        if let complaint = readers[reader].pull(expected) { return "reader \(reader): \(complaint)" }
        if reader > 0 { readers[reader].comeBack() }
      }
    }
    for reader in readers.indices {
      if let complaint = readers[reader].pull(stream.effective) { return "reader \(reader) at the end: \(complaint)" }
      if readers[reader].had != stream.effective { return "reader \(reader) has \(readers[reader].had)" }
    }
    return nil
  }
}

/// A reader of a form whose frames are positions and nothing else.
private struct PositionReader {
  private let stream: LiveStream
  private var cursor = StreamReader()
  private var form: Int
  private(set) var had: [Position] = []

  init(_ stream: LiveStream) {
    self.stream = stream
    form = stream.open(PositionForm.key, waker: nil) { PositionForm() }
  }

  mutating func comeBack() {
    stream.close(waker: nil)
    form = stream.open(PositionForm.key, waker: nil) { PositionForm() }
    cursor = had.last.map { StreamReader(after: $0) } ?? StreamReader()
  }

  /// Takes what there is. - Parameter log: what a sync stands for.
  mutating func pull(_ log: [Position]) -> String? {
    if let last = had.last, stream.answer(to: last) == .unknownPosition { return "\(last) is not known" }
    let bytes = stream.pull(&cursor, form: form).bytes
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let position = Position(epoch: Int64(bytes[start + 1]), sequence: Int64(bytes[start + 2]))
      switch bytes[start] {
      case PositionForm.sync:
        guard position == log.last else { return "a sync at \(position) of \(log)" }
        had = log
      case PositionForm.reset:
        guard position.epoch > had.last?.epoch ?? 0 else { return "a reset \(position) after \(had)" }
        had.removeAll { $0.sequence >= position.sequence }
        had.append(position)
      default:
        guard position.sequence == (had.last?.sequence ?? 0) + 1, position.epoch == had.last?.epoch ?? position.epoch else {
          return "\(position) after \(had)"
        }
        had.append(position)
      }
    }
    return had == log ? nil : "has \(had), not \(log)"
  }
}

/// Three bytes a frame: what it is, epoch, sequence.
private final class PositionForm: FormEncoder {
  static let key = FormKey("position", .bare)
  static let event: UInt8 = 0
  static let reset: UInt8 = 1
  static let sync: UInt8 = 2

  var canReplace: Bool { true }
  var trailer: [UInt8] { [] }

  func encode(_ event: StreamEvent, json: ArraySlice<UInt8>, into frames: inout FrameBuffer) {
    var kind = Self.event
    if case .reset = event.body { kind = Self.reset }
    frames.bytes += Self.frame(kind, event.position)
    frames.endFrame(sequence: event.position.sequence)
  }

  func encodeSync(at position: Position, json: ArraySlice<UInt8>) -> [UInt8]? { Self.frame(Self.sync, position) }
  func encodeUnrecoverable(code: StaticString) -> [UInt8] { [] }

  private static func frame(_ kind: UInt8, _ position: Position) -> [UInt8] { [kind, UInt8(position.epoch), UInt8(position.sequence)] }
}
