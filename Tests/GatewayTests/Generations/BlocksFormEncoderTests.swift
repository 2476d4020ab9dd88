import Domain
import Mapping
import Primitives
import StreamLog
import Studio
import Testing
import Wire

@testable import Gateway

@Suite struct BlocksFormEncoderTests {
  private let identity = GenerationIdentity(
    id: "gen_12345", name: "customer layer", mappingFile: "CustomerMapping.xlsx", dialect: .postgres)
  private let descriptor = StreamDescriptor(name: "gen_12345", entity: nil, frontendID: nil, run: "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", chat: nil)

  private func goldenEvents() throws -> [(event: StreamEvent, json: [UInt8])] {
    let decoder = NativeEventDecoder()
    return try repositoryFile("Schemas/golden/native/short-generation.sse").split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { line in
      let json = Array(line.dropFirst(6).utf8)
      return (try #require(decoder.decode(json[...])), json)
    }
  }

  private func written(_ events: [StreamEvent], _ encoder: BlocksFormEncoder) -> [JSONValue] {
    var native = NativeEventEncoder(descriptor)
    var text = ""
    for event in events {
      var frames = FrameBuffer()
      encoder.encode(event, json: native.encode(event), into: &frames)
      text += String(decoding: frames.bytes, as: UTF8.self)
    }
    return text.split(separator: "\n").filter { $0.hasPrefix("data: ") }.compactMap { try? parsed($0.dropFirst(6).utf8) }
  }

  @Test func `a generation is written as its golden stream`() throws {
    let encoder = BlocksFormEncoder(framing: .bare, identity: identity)
    var text = ""
    for (event, json) in try goldenEvents() {
      var frames = FrameBuffer()
      encoder.encode(event, json: json[...], into: &frames)
      text += String(decoding: frames.bytes, as: UTF8.self)
    }
    #expect(text == (try repositoryFile("Schemas/golden/blocks/short-generation.sse")))
  }

  @Test func `the native golden stream is what is written natively`() throws {
    var native = NativeEventEncoder(descriptor)
    for (event, json) in try goldenEvents() {
      #expect(String(decoding: native.encode(event), as: UTF8.self) == String(decoding: json, as: UTF8.self))
    }
  }

  @Test func `a reader that is given the whole gets the hashmap, cut anywhere`() throws {
    let golden = try goldenEvents()
    for cut in 1..<golden.count {
      let live = LiveStream(descriptor, memoryLimitBytes: 1 << 20)
      for (event, json) in golden.prefix(cut) { live.receive(event, json: json[...], now: MonotonicTime(nanoseconds: 1)) }
      let hashmap = GenerationHashmap(identity, live.state)
      #expect(hashmap.blocks.count == min(2, cut - 1 < 0 ? 0 : cut - 1))
    }
  }

  @Test func `a block that failed is told with what can be done, and so is the run's end`() {
    let encoder = BlocksFormEncoder(framing: .bare, identity: identity)
    let problem = BlockProblem(code: "provider.timeout", message: "late", suggestion: "resume")
    let frames = written(
      [
        StreamEvent(
          position: Position(epoch: 1, sequence: 1),
          body: .blockUpdated(GeneratedBlock(name: "joins", status: "error", sql: "", order: 1, timestamp: nil, problem: problem))),
        StreamEvent(
          position: Position(epoch: 1, sequence: 2),
          body: .failed(StreamFailed(code: .providerTimeout, message: "joins: late", retryable: true, partial: true))),
      ], encoder)
    #expect(frames.map { $0["type"]?.string } == ["block_update", "generation_error", "generation_error"])
    #expect(frames[1]["block_name"]?.string == "joins" && frames[1]["partial"]?.bool == true && frames[1]["suggestion"]?.string == "resume")
    #expect(frames[2]["block_name"] == nil && frames[2]["code"]?.string == "provider.timeout")
  }

  @Test func `after a take-over the hashmap replaces what was there`() {
    let encoder = BlocksFormEncoder(framing: .bare, identity: identity)
    let frames = written([StreamEvent(position: Position(epoch: 2, sequence: 1), body: .reset(StreamReset(keep: 0)))], encoder)
    #expect(frames.map { $0["reason"]?.string } == ["recovery"])
  }
}
