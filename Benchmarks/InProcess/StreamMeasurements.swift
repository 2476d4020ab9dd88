import Domain
import Gateway
import Primitives
import StreamLog

/// The stream log: an event on its way in, and readers that take it out.
enum StreamMeasurements {
  private static let events = 2000
  private static let clock = MonotonicTime(nanoseconds: 1)

  static func all() -> [Measurement] {
    [
      appending("append an event, nobody reads", form: nil),
      appending("append an event, native form", form: FormKey(NativeFormEncoder.name, .chunked)) { NativeFormEncoder(framing: .chunked) },
      appending("append an event, openai form", form: OpenAIFormEncoder.form(includesUsage: false, framing: .chunked)) {
        OpenAIFormEncoder(framing: .chunked, includesUsage: false)
      },
    ] + [1, 10, 100, 1000].map(reading)
  }

  /// Encoding as the worker does it, and taking it into the log, for the length of a whole stream.
  private static func appending(
    _ name: String, form: FormKey?, encoder: @escaping @Sendable () -> any FormEncoder = { NativeFormEncoder(framing: .bare) }
  )
    -> Measurement
  {
    Measurement(name, rounds: 20, pieces: events) {
      let stream = LiveStream(SampleStream.descriptor)
      if let form { use(stream.open(form, waker: nil, encoder: encoder)) }
      var worker = NativeEventEncoder(SampleStream.descriptor)
      let start = SampleStream.start()
      stream.receive(start, json: worker.encode(start), now: clock)
      for sequence in 2...Int64(events) {
        let event = SampleStream.delta(sequence)
        stream.receive(event, json: worker.encode(event), now: clock)
      }
    }
  }

  /// One reader's pull after each event.
  private static func reading(readers count: Int) -> Measurement {
    let turns = max(20, 20_000 / count)
    let stream = LiveStream(SampleStream.descriptor)
    let form = stream.open(FormKey(NativeFormEncoder.name, .chunked), waker: nil) { NativeFormEncoder(framing: .chunked) }
    var worker = NativeEventEncoder(SampleStream.descriptor)
    let start = SampleStream.start()
    stream.receive(start, json: worker.encode(start), now: clock)
    var readers = ContiguousArray(repeating: StreamReader(), count: count)
    var slices: ContiguousArray<BlockSlice> = []
    var sequence: Int64 = 2
    return Measurement("append an event and pull it, \(count) readers, each", rounds: 10, pieces: turns * count) {
      for _ in 0..<turns {
        let event = SampleStream.delta(sequence)
        stream.receive(event, json: worker.encode(event), now: clock)
        sequence += 1
        for index in readers.indices {
          slices.removeAll(keepingCapacity: true)
          use(stream.read(&readers[index], form: form, limit: 64 * 1024, into: &slices))
        }
      }
    }
  }
}
