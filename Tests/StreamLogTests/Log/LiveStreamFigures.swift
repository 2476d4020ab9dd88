import Domain
import Glibc
import Primitives
import StreamLog
import Testing
import Wire

/// What an event costs on its way through the log. Prints and asserts nothing: run by hand in a release build with `STREAM_FIGURES=1`.
@Suite(.serialized, .enabled(if: getenv("STREAM_FIGURES") != nil)) struct LiveStreamFigures {
  private static let events = 200_000
  private static let words = ["The", " answer", " is", " a", " stream", " that", " cannot", " be", " lost", ",\n"].map(Fixture.text)

  /// Nanoseconds that this thread has worked, which a busy machine leaves alone.
  private static func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private func measure(_ name: String, per count: Int, rounds: Int = 3, _ body: () -> Void) {
    var best = UInt64.max
    for _ in 0..<rounds {
      let start = Self.processorTime()
      body()
      best = min(best, Self.processorTime() - start)
    }
    print("figure: \(name): \(Double(best * 10 / UInt64(count)) / 10) ns")
  }

  private func event(_ sequence: Int) -> StreamEvent {
    Fixture.event(1, Int64(sequence), sequence == 1 ? Fixture.started : Self.words[sequence % Self.words.count])
  }

  @Test func `encoding an event`() {
    var encoder = NativeEventEncoder(Fixture.descriptor)
    var bytes = 0
    measure("encode native JSON", per: Self.events) {
      for sequence in 1...Self.events { bytes += encoder.encode(event(sequence)).count }
    }
    #expect(bytes > 0)
  }

  @Test(arguments: [0, 1, 2])
  func `appending an event with so many forms`(_ forms: Int) {
    var encoder = NativeEventEncoder(Fixture.descriptor)
    let length = 2000
    measure("encode and append, \(forms) forms", per: Self.events) {
      for _ in 0..<(Self.events / length) {
        let stream = LiveStream(Fixture.descriptor)
        for key in [FormKey.nativeChunked, .nativeWebSocket].prefix(forms) {
          _ = stream.open(key, waker: nil) { NativeFormEncoder(framing: key.framing) }
        }
        for sequence in 1...length {
          let event = event(sequence)
          stream.receive(event, json: encoder.encode(event), now: MonotonicTime(nanoseconds: 0))
        }
      }
    }
  }

  @Test(arguments: [1, 10, 100, 1000])
  func `pulling each event by so many readers`(_ count: Int) {
    let events = 1000
    let streams = (0..<max(1, 100 / count)).map { _ in LiveStream(Fixture.descriptor) }
    var encoder = NativeEventEncoder(Fixture.descriptor)
    var readers = streams.map { _ in (0..<count).map { _ in StreamReader() } }
    var form = 0
    for stream in streams {
      for _ in 0..<count { form = stream.open(.nativeChunked, waker: nil) { NativeFormEncoder(framing: .chunked) } }
    }
    var slices: ContiguousArray<BlockSlice> = []
    var pulled = 0
    var appending: UInt64 = 0
    var pulling: UInt64 = 0
    for sequence in 1...events {
      let event = event(sequence)
      let start = Self.processorTime()
      for stream in streams { stream.receive(event, json: encoder.encode(event), now: MonotonicTime(nanoseconds: 0)) }
      let middle = Self.processorTime()
      for (at, stream) in streams.enumerated() {
        for index in readers[at].indices {
          _ = stream.read(&readers[at][index], form: form, limit: 65_536, into: &slices)
          pulled += slices.count
          slices.removeAll(keepingCapacity: true)
        }
      }
      appending += middle - start
      pulling += Self.processorTime() - middle
    }
    let appends = UInt64(events * streams.count)
    print(
      "figure: \(count) readers of each of \(streams.count) streams: append \(appending / appends) ns an event, pull \(pulling / (appends * UInt64(count))) ns"
    )
    #expect(pulled >= events * count * streams.count)
  }

  @Test func `catching up from the start`() {
    let stream = LiveStream(Fixture.descriptor)
    for sequence in 1...2000 { stream.receive(event(sequence)) }
    let form = stream.open(.nativeChunked, waker: nil) { NativeFormEncoder(framing: .chunked) }
    var slices: ContiguousArray<BlockSlice> = []
    measure("resume after 2000 events, per event", per: 200 * 2000) {
      for _ in 0..<200 {
        var reader = StreamReader()
        while stream.read(&reader, form: form, limit: 65_536, into: &slices).result == .more { slices.removeAll(keepingCapacity: true) }
        slices.removeAll(keepingCapacity: true)
      }
    }
  }

  @Test func `writing text`() {
    var writer = JSONWriter()
    let long = String(repeating: "A line of some text without anything to escape in it, quite long. ", count: 16)
    measure("quote 1 KiB of plain text", per: 20_000) {
      for _ in 0..<20_000 {
        writer.reset()
        writer.string(long)
      }
    }
  }
}
