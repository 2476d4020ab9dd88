import Domain
import Primitives
import Testing
import Wire

@testable import StreamLog

/// What suites about a whole stream begin with.
protocol LiveStreamSuite {}

extension LiveStreamSuite {
  func stream(_ bodies: [StreamEvent.Body], memoryLimitBytes: Int = 8 << 20) -> LiveStream {
    let stream = LiveStream(Fixture.descriptor, memoryLimitBytes: memoryLimitBytes)
    for (index, body) in bodies.enumerated() { stream.receive(Fixture.event(1, Int64(index + 1), body)) }
    return stream
  }

  func texts(_ range: ClosedRange<Int>) -> [StreamEvent.Body] { range.map { Fixture.text("word \($0) ") } }

  func open(_ stream: LiveStream, _ key: FormKey = .nativeBare) -> Int {
    stream.open(key, waker: nil) { key == TextForm.key ? TextForm() as any FormEncoder : NativeFormEncoder(framing: key.framing) }
  }

  func messages(_ bytes: [UInt8]) throws -> [WireMessage] {
    var parser = EventStreamParser()
    return try parser.feed(bytes)
  }

  func pull(_ stream: LiveStream, _ reader: inout StreamReader, form: Int, limit: Int = .max) throws -> (
    seen: [String], outcome: LiveStream.ReadOutcome
  ) {
    let (bytes, outcome) = stream.pull(&reader, form: form, limit: limit)
    return (try messages(bytes).map { "\($0.type) \($0.position)" }, outcome)
  }
}
