import Domain
import Glibc
import Primitives
import StreamLog
import Testing

/// Random streams, faults, cuts, trims and take-overs: whatever happens, each reader ends with what the log says.
@Suite struct LiveStreamModelTests {
  /// How many random lives are tried; a long run by hand sets `STREAM_MODEL_SEEDS`.
  private static let seeds = 0..<(getenv("STREAM_MODEL_SEEDS").flatMap { UInt64(String(cString: $0)) } ?? 24)

  @Test(arguments: seeds)
  func `each reader ends with the effective log, whatever is cut, trimmed, lost or taken over`(_ seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let isFaulty = seed % 3 == 0
    let trims = seed % 2 == 0
    let stream = LiveStream(Fixture.descriptor, memoryLimitBytes: trims ? 30_000 : 8 << 20)
    let model = StreamModel(stream)
    var readers: [SimulatedReader] = []
    var takeovers = 0

    for _ in 0..<Int.random(in: 50...500, using: &random) {
      for _ in 0..<Int.random(in: 0...3, using: &random) { model.write(&random) }
      model.deliver(&random, isFaulty: isFaulty)
      if readers.count < 6, Int.random(in: 0..<10, using: &random) == 0 {
        readers.append(SimulatedReader(stream, wire: SimulatedReader.Wire.allCases.randomElement(using: &random)!))
      }
      if trims, Int.random(in: 0..<40, using: &random) == 0 {
        stream.trim(toBytes: Int.random(in: 0...20_000, using: &random))
      }
      if Int.random(in: 0..<60, using: &random) == 0 {
        #expect(model.settle(&random), "seed \(seed): the log did not heal")
        // What is kept after a trim must still be known: all of it, just the beginning, or nothing.
        let keep = trims ? [0, model.beginning, model.last].randomElement(using: &random)! : Int64.random(in: 0...model.last, using: &random)
        model.takeOver(keeping: keep, skippingEpochs: Int64.random(in: 0...1, using: &random))
        // Nothing of two take-overs is on the bus at once.
        #expect(model.settle(&random), "seed \(seed): the log did not heal")
        takeovers += 1
      }
      for reader in readers where Int.random(in: 0..<3, using: &random) > 0 {
        let cut = Int.random(in: 0..<8, using: &random) == 0 ? Int.random(in: 0...900, using: &random) : nil
        reader.pull(limit: [1, 300, 2000, 1 << 20].randomElement(using: &random)!, cut: cut)
      }
    }
    #expect(model.settle(&random), "seed \(seed): the log did not heal")
    model.end(&random)
    #expect(model.settle(&random), "seed \(seed): the log did not heal")
    readers += SimulatedReader.Wire.allCases.map { SimulatedReader(stream, wire: $0) }
    for reader in readers {
      for _ in 0..<100_000 where !reader.isDone { reader.pull(limit: Int.random(in: 1...3000, using: &random), cut: nil) }
      #expect(reader.isDone, "seed \(seed)")
      #expect(reader.complaints == [], "seed \(seed)")
      #expect(reader.view == model.view, "seed \(seed)")
      if !trims, takeovers == 0 { #expect(reader.syncs == 0, "seed \(seed): nothing was ever gone") }
      if !trims { #expect(reader.recoveries == reader.syncs, "seed \(seed): a sync for no reason") }
    }
    var view = ReaderView(state: try state(stream))
    if let end = model.effective.last {
      var encoder = NativeEventEncoder(stream.descriptor)
      let message = try WireMessage(object: encoder.encode(end))
      view.apply(message.type, message.body)
    }
    #expect(view == model.view, "seed \(seed): the stream's own state")
  }

  private func state(_ stream: LiveStream) throws -> JSONValue {
    var encoder = NativeEventEncoder(stream.descriptor)
    let state = stream.state
    return try #require(WireMessage(object: encoder.encodeSync(state, position: state.last, status: state.status, reason: .checkpoint)).body["state"])
  }

  @Test(arguments: seeds)
  func `a reader whose text cannot be replaced ends with the text of the log or with an error, and never goes on after void text`(_ seed: UInt64)
    throws
  {
    var random = SeededRandom(seed: seed &+ 1000)
    let trims = seed % 4 == 0
    let stream = LiveStream(Fixture.descriptor, memoryLimitBytes: trims ? 30_000 : 8 << 20)
    let model = StreamModel(stream)
    var readers: [TextReader] = []
    for _ in 0..<Int.random(in: 30...200, using: &random) {
      for _ in 0..<Int.random(in: 0...3, using: &random) { model.write(&random) }
      model.deliver(&random, isFaulty: false)
      if readers.count < 6, Int.random(in: 0..<6, using: &random) == 0 {
        readers.append(TextReader(stream, resumesByCount: Bool.random(using: &random)))
      }
      if Int.random(in: 0..<50, using: &random) == 0 {
        let keep = trims ? [0, model.beginning, model.last].randomElement(using: &random)! : Int64.random(in: 0...model.last, using: &random)
        model.takeOver(keeping: keep)
        model.deliver(&random, isFaulty: false)
      }
      for reader in readers where Int.random(in: 0..<3, using: &random) > 0 {
        reader.pull(
          limit: [1, 100, 5000].randomElement(using: &random)!,
          cut: Int.random(in: 0..<6, using: &random) == 0 ? Int.random(in: 0...200, using: &random) : nil)
      }
    }
    model.end(&random)
    model.deliver(&random, isFaulty: false)
    let expected = TextForm.expected(model.effective)
    if !trims { readers.append(TextReader(stream, resumesByCount: false)) }
    for reader in readers {
      for _ in 0..<100_000 where !reader.isDone { reader.pull(limit: Int.random(in: 1...1000, using: &random), cut: nil) }
      #expect(reader.isDone, "seed \(seed)")
      if reader.error == nil { #expect(reader.lines == expected, "seed \(seed)") }
    }
    if !trims { #expect(readers.last?.error == nil, "seed \(seed): a fresh reader has nothing that could be void") }
  }
}

/// A reader of the text form that resumes by its last position or by the number of frames it has had.
private final class TextReader {
  private let stream: LiveStream
  private let resumesByCount: Bool
  private var cursor = StreamReader()
  private var form = 0
  private var buffer: [UInt8] = []
  private(set) var lines: [String] = []
  private(set) var error: String?
  private(set) var isDone = false

  init(_ stream: LiveStream, resumesByCount: Bool) {
    self.stream = stream
    self.resumesByCount = resumesByCount
    connect()
  }

  func pull(limit: Int, cut: Int?) {
    guard !isDone else { return }
    var (bytes, outcome) = stream.pull(&cursor, form: form, limit: limit)
    if let cut, cut < bytes.count {
      bytes.removeLast(bytes.count - cut)
      outcome.result = .more
    }
    buffer += bytes
    while let end = buffer.firstIndex(of: 0x0A) {
      let line = json(buffer[..<end])
      buffer.removeFirst(end + 1)
      if error != nil { Issue.record("\(line) after \(error ?? "")") }
      if line.hasPrefix("[error") { error = line } else { lines.append(line) }
    }
    if outcome.result == .ended {
      isDone = true
    } else if cut != nil {
      stream.close(waker: nil)
      connect()
    }
  }

  private func connect() {
    buffer = []
    form = stream.open(TextForm.key, waker: nil) { TextForm() }
    guard !lines.isEmpty else {
      cursor = StreamReader()
      return
    }
    let position =
      resumesByCount
      ? stream.position(afterFrames: lines.count, of: TextForm.key) { TextForm() } : lines.last.flatMap { Position($0.prefix { $0 != ":" }) }
    guard let position else {
      // The server cannot tell what this reader has: it says so, which is an end without wrong text.
      error = "[refused]"
      isDone = true
      return
    }
    switch stream.answer(to: position) {
    case .readable: cursor = StreamReader(after: position)
    case .atEnd: isDone = true
    case .unknownPosition: Issue.record("\(position) is of no known position")
    }
  }
}
