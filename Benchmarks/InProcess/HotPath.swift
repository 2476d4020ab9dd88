import Domain
import Gateway
import Primitives
import Providers
import Store
import StreamLog
import Wire
import Workflow

/// A provider's chunk on its way to readers, as the server takes it: event parser, vendor's decoder, run machine, encoder, journal, stream log,
/// and each reader's pull. What is left out are the sockets.
struct HotPath: ~Copyable {
  private var parser = SSEParser()
  private var decoder = OpenAIDecoder()
  private let reader = JSONReader()
  private var heard = RingBuffer<ModelEvent>(capacity: 16)
  private var machine: RunMachine
  private var encoder = NativeEventEncoder(SampleStream.descriptor)
  private var journal = JournalBatch()
  private let stream = LiveStream(SampleStream.descriptor)
  private let form: Int
  private var readers: ContiguousArray<StreamReader>
  private var slices: ContiguousArray<BlockSlice> = []

  private static let now = MonotonicTime(nanoseconds: 1)
  private static let journalBytes = 16 << 10
  /// One piece of text as an OpenAI-compatible model sends it.
  static let chunk = Array(
    (#"data: {"id":"chatcmpl-0123456789","object":"chat.completion.chunk","created":1763600000,"model":"sample","choices":"#
      + #"[{"index":0,"delta":{"content":"a few words of text "},"finish_reason":null}]}"# + "\n\n").utf8)

  init(readers count: Int) {
    machine = RunMachine(
      run: SampleStream.unfinishedRun, log: [], canContinue: false, cancelRequested: nil, promptBytes: 10, policy: RetryPolicy(),
      price: { _ in nil }, now: Self.now)
    form = stream.open(FormKey(NativeFormEncoder.name, .chunked), waker: nil) { NativeFormEncoder(framing: .chunked) }
    readers = ContiguousArray(repeating: StreamReader(), count: count)
    perform()
  }

  /// The chunk goes all the way, and each reader takes what it brought.
  mutating func take(_ chunk: [UInt8]) {
    parser.feed(chunk[...])
    while let event = try? parser.next() {
      try? decoder.take(event, reader: reader, into: &heard)
      while let event = heard.popFirst() {
        machine.received(event, now: Self.now)
        perform()
      }
    }
    for index in readers.indices {
      slices.removeAll(keepingCapacity: true)
      use(stream.read(&readers[index], form: form, limit: 64 * 1024, into: &slices))
    }
  }

  private mutating func perform() {
    while let action = machine.nextAction() {
      guard case .emit(let event) = action else { continue }
      let json = encoder.encode(event)
      journal.append(stream: SampleStream.descriptor.name, epoch: event.position.epoch, sequence: event.position.sequence, json: json)
      if journal.bytes.count > Self.journalBytes { journal = JournalBatch() }
      stream.receive(event, json: json, now: Self.now)
    }
  }
}
