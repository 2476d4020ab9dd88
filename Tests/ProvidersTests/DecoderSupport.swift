import Domain
import Primitives
import Wire

@testable import Providers

/// What a decoder makes of a stream.
struct Decoded: Equatable {
  var events: [ModelEvent] = []
  var failure: ModelFailure?
  var isWhole = false

  var text: String { events.reduce(into: "") { if case .text(let delta) = $1 { $0 += delta.text } } }
  var reasoning: String { events.reduce(into: "") { if case .reasoning(let text) = $1 { $0 += text } } }
  var toolCalls: [ToolCall] { events.compactMap { if case .toolCall(let call) = $0 { call } else { nil } } }
  var usage: TokenUsage? { events.compactMap { if case .usage(let usage) = $0 { usage } else { nil } }.last }
  var finishReason: String? { events.compactMap { if case .finished(let reason) = $0 { reason } else { nil } }.last }
}

/// Feeds parts of a stream to a parser and a decoder, as a call does.
func decode<Decoder: VendorDecoder>(_: Decoder.Type, _ parts: [ArraySlice<UInt8>]) -> Decoded {
  var decoded = Decoded()
  var parser = SSEParser()
  var decoder = Decoder()
  var events = RingBuffer<ModelEvent>()
  let reader = JSONReader()
  do {
    for part in parts {
      parser.feed(part)
      while !decoder.sawEnd, let event = try parser.next() { try decoder.take(event, reader: reader, into: &events) }
    }
    decoded.isWhole = decoder.isWhole
    if decoder.isWhole { decoder.finish(into: &events) }
  } catch {
    decoded.failure = error as? ModelFailure
  }
  while let event = events.popFirst() { decoded.events.append(event) }
  return decoded
}

func decode<Decoder: VendorDecoder>(_ type: Decoder.Type, _ stream: String) -> Decoded { decode(type, [Array(stream.utf8)[...]]) }

/// A stream of these data.
func stream(_ data: String...) -> String { data.map { "data: \($0)\n\n" }.joined() }
