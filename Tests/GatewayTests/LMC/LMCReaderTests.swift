import Domain
import Primitives
import Primitives
import StreamLog
import Testing
import Wire

@testable import Gateway

/// The form as readers of a live stream have it.
@Suite struct LMCReaderTests {
  private struct Reading {
    let stream = LiveStream(descriptor())
    var native = NativeEventEncoder(descriptor())

    mutating func receive(_ epoch: Int64, _ sequence: Int64, _ body: StreamEvent.Body) {
      let event = StreamEvent(position: Position(epoch: epoch, sequence: sequence), body: body)
      stream.receive(event, json: native.encode(event), now: MonotonicTime(nanoseconds: 0))
    }

    func open() -> Int { stream.open(LMCFormEncoder.form, waker: nil) { [descriptor = stream.descriptor] in LMCFormEncoder(descriptor) } }

    func read(_ reader: inout StreamReader, _ form: Int) throws -> (frames: [JSONValue], result: LiveStream.ReadResult) {
      var slices: ContiguousArray<BlockSlice> = []
      let outcome = stream.read(&reader, form: form, limit: 1 << 20, into: &slices)
      var bytes: [UInt8] = []
      for slice in slices { slice.block.withUnsafeBytes(slice.range) { bytes.append(contentsOf: $0) } }
      return (try textFrames(bytes).map { try parsed($0) }, outcome.result)
    }
  }

  private let started = StreamEvent.Body.started(StreamStarted(run: "r", chat: nil, parent: nil, model: "m", provider: "p"))

  @Test func `a take-over that voids what a reader has ends its stream with an error`() throws {
    var reading = Reading()
    let form = reading.open()
    var reader = StreamReader()
    reading.receive(1, 1, started)
    reading.receive(1, 2, delta("Hel"))
    #expect(try reading.read(&reader, form).frames.last?["content"] == .string("Hel"))
    reading.receive(2, 2, .reset(StreamReset(keep: 1)))
    reading.receive(2, 3, delta("Hallo"))
    let (frames, result) = try reading.read(&reader, form)
    #expect(result == .ended)
    #expect(frames.map { $0["type"]?.string } == ["error"])
    #expect(frames[0]["content"]?.string?.hasPrefix("stream.reset: ") == true)
  }

  @Test func `a take-over that goes on from what a reader has is not seen`() throws {
    var reading = Reading()
    let form = reading.open()
    var reader = StreamReader()
    reading.receive(1, 1, started)
    reading.receive(1, 2, delta("Hel"))
    var frames = try reading.read(&reader, form).frames
    reading.receive(2, 3, .reset(StreamReset(keep: 2)))
    reading.receive(2, 4, delta("lo"))
    reading.receive(2, 5, completed)
    let (rest, result) = try reading.read(&reader, form)
    frames += rest
    #expect(result == .ended)
    #expect(try messages(frames) == [LMCMessage("assistant message", answerID, "Hello")])
  }

  @Test func `a late reader gets the effective answer from its start`() throws {
    var reading = Reading()
    reading.receive(1, 1, started)
    reading.receive(1, 2, delta("Hel"))
    reading.receive(2, 2, .reset(StreamReset(keep: 1)))
    reading.receive(2, 3, delta("Hallo"))
    reading.receive(2, 4, completed)
    var reader = StreamReader()
    let (frames, result) = try reading.read(&reader, reading.open())
    #expect(result == .ended)
    #expect(try messages(frames) == [LMCMessage("assistant message", answerID, "Hallo")])
  }
}
