import Domain
import Primitives
import StreamLog

/// A reader on a connection that can be cut at any byte: keeps the contract's rules for readers and complains when the server breaks its own.
final class SimulatedReader {
  enum Wire: CaseIterable { case chunked, bare, webSocket }

  private let stream: LiveStream
  private let wire: Wire
  private var cursor: StreamReader
  private var form: Int
  private var chunks = ChunkParser()
  private var events = EventStreamParser()
  private var frames = WebSocketParser()

  /// The last sync, the events after it, and the position of what was had last.
  private var base = (sequence: Int64(0), view: ReaderView())
  private var since: [WireMessage] = []
  private(set) var last: Position?
  /// A reset below the last sync: nothing that is here stands, the next must be a sync.
  private var awaitsSync = false

  private(set) var isDone = false
  private(set) var syncs = 0
  private(set) var recoveries = 0
  private(set) var complaints: [String] = []

  init(_ stream: LiveStream, wire: Wire) {
    self.stream = stream
    self.wire = wire
    cursor = StreamReader()
    form = 0
    connect()
  }

  var view: ReaderView {
    since.reduce(into: base.view) { $0.apply($1.type, $1.body) }
  }

  /// Takes what there is. - Parameter cut: how many of the bytes arrive before the connection breaks; `nil` when it holds.
  func pull(limit: Int, cut: Int?) {
    guard !isDone else { return }
    var (bytes, outcome) = stream.pull(&cursor, form: form, limit: limit)
    if let cut, cut < bytes.count {
      bytes.removeLast(bytes.count - cut)
      outcome.result = .more
    }
    do { for message in try parse(bytes) { take(message) } } catch { complaints.append("\(error)") }
    if outcome.result == .ended {
      isDone = true
      if awaitsSync { complaints.append("ended between a reset and its sync") }
      if wire == .chunked, !chunks.isEnded { complaints.append("no end of the body") }
      if stream.ending?.position != last { complaints.append("ended at \(last.map(\.description) ?? "nothing")") }
    } else if cut != nil {
      stream.close(waker: nil)
      connect()
    }
  }

  private func connect() {
    chunks = ChunkParser()
    events = EventStreamParser()
    frames = WebSocketParser()
    if awaitsSync {
      last = nil
      base = (0, ReaderView())
      since = []
      awaitsSync = false
    }
    if let last {
      switch stream.answer(to: last) {
      case .readable: break
      case .atEnd:
        isDone = true
        return
      case .unknownPosition: complaints.append("\(last) is of no known position")
      }
    }
    cursor = last.map { StreamReader(after: $0) } ?? StreamReader()
    let framing: FormKey.Framing = wire == .chunked ? .chunked : wire == .bare ? .bare : .webSocket
    form = stream.open(FormKey(NativeFormEncoder.name, framing), waker: nil) { NativeFormEncoder(framing: framing) }
  }

  private func parse(_ bytes: [UInt8]) throws -> [WireMessage] {
    switch wire {
    case .chunked: try events.feed(chunks.feed(bytes))
    case .bare: try events.feed(bytes)
    case .webSocket: try frames.feed(bytes)
    }
  }

  private func take(_ message: WireMessage) {
    defer { last = message.position }
    if message.type == "stream.sync" {
      syncs += 1
      if message.body["reason"]?.string == "recovery" { recoveries += 1 }
      guard let state = message.body["state"] else { return complaints.append("a sync without state") }
      base = (message.position.sequence, ReaderView(state: state))
      since = []
      awaitsSync = false
      if let last, (message.position.epoch, message.position.sequence) < (last.epoch, last.sequence) {
        complaints.append("a sync back to \(message.position)")
      }
      return
    }
    if awaitsSync { return complaints.append("\(message.position) \(message.type) between a reset and its sync") }
    let due = (last?.sequence ?? 0) + 1
    if message.type == "stream.reset" {
      let keep = message.body["keep"]?.integer ?? -1
      guard message.position.sequence == keep + 1, keep < due, message.position.epoch > last?.epoch ?? 0 else {
        return complaints.append("reset \(message.position) keeping \(keep) after \(last.map(\.description) ?? "nothing")")
      }
      if keep < base.sequence {
        awaitsSync = true
        return
      }
      since.removeAll { $0.position.sequence > keep }
    } else if message.position.sequence != due || (last.map { message.position.epoch != $0.epoch } ?? false) {
      complaints.append("\(message.position) \(message.type) after \(last.map(\.description) ?? "nothing")")
    }
    since.append(message)
  }
}
