import Domain
import Primitives
import Wire

@testable import Providers

/// Answers of vendors: the same events however the stream is cut, and figures that can be booked.
enum ProviderFuzz {
  private struct Meaning: Equatable {
    var events: [ModelEvent] = []
    var failure: ModelFailure?
    var isWhole = false
  }

  static func openAI(_ input: [UInt8]) -> String? { complaint(OpenAIDecoder.self, input) }
  static func anthropic(_ input: [UInt8]) -> String? { complaint(AnthropicDecoder.self, input) }
  static func responses(_ input: [UInt8]) -> String? { complaint(ResponsesDecoder.self, input) }

  private static func complaint<Decoder: VendorDecoder>(_ type: Decoder.Type, _ input: [UInt8]) -> String? {
    let cuts = Cuts(input)
    if let found = cuts.disagreement({ read(type, $0) }) { return found }
    return judge(read(type, [cuts.whole[...]])) ?? judge(readWhole(type, cuts.whole))
  }

  private static func read<Decoder: VendorDecoder>(_: Decoder.Type, _ pieces: [ArraySlice<UInt8>]) -> Meaning {
    var parser = SSEParser()
    return meaning { (decoder: inout Decoder, reader, events) in
      for piece in pieces {
        parser.feed(piece)
        while !decoder.sawEnd, let event = try parser.next() { try decoder.take(event, reader: reader, into: &events) }
      }
    }
  }

  private static func readWhole<Decoder: VendorDecoder>(_: Decoder.Type, _ body: [UInt8]) -> Meaning {
    meaning { (decoder: inout Decoder, reader, events) in try decoder.takeWhole(body[...], reader: reader, into: &events) }
  }

  private static func meaning<Decoder: VendorDecoder>(
    _ feed: (inout Decoder, JSONReader, inout RingBuffer<ModelEvent>) throws -> Void
  ) -> Meaning {
    var decoder = Decoder()
    var events = RingBuffer<ModelEvent>()
    var meaning = Meaning()
    do {
      try feed(&decoder, JSONReader(), &events)
      meaning.isWhole = decoder.isWhole
      if decoder.isWhole { decoder.finish(into: &events) }
    } catch {
      meaning.failure = error as? ModelFailure
    }
    while let event = events.popFirst() { meaning.events.append(event) }
    return meaning
  }

  private static func judge(_ meaning: Meaning) -> String? {
    var ends = 0
    for event in meaning.events {
      switch event {
      case .usage(let tokens):
        let figures = [tokens.input, tokens.cacheRead, tokens.cacheWrite, tokens.output, tokens.reasoning]
        if figures.contains(where: { $0 < 0 }) || tokens.reasoning > tokens.output { return "figures that cannot be: \(tokens)" }
      case .finished(let reason):
        ends += 1
        if !["stop", "length", "tool_calls", "content_filter"].contains(reason) { return "the reason \(reason)" }
      case .text(let delta):
        if let logprobs = delta.logprobs, (try? JSONReader().value(Array(logprobs.utf8)[...])) == nil { return "log probabilities that are no JSON" }
      default: break
      }
    }
    return ends == (meaning.isWhole && meaning.failure == nil ? 1 : 0) ? nil : "\(ends) ends: \(meaning)"
  }
}
