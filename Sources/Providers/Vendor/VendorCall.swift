import Domain
import EventLoop
import Primitives
import Transport
import Wire

/// One call to a vendor over HTTP. Bound to its loop.
///
/// A piece of the body goes through the event parser and the decoder to the sink in one synchronous step. Events are taken out of the
/// decoder before the sink hears of them, so the sink may cancel or pause from within.
final class VendorCall<Decoder: VendorDecoder>: ModelCall, HTTPClientDelegate, TurnEndObserver {
  private let provider: String
  private let context: VendorContext
  private var sink: (any ModelSink)?
  private var http: HTTPClientCall?

  private var shape = Shape.unknown
  private var status = 0
  private var head: HTTPClientResponseHead?
  private var parser = SSEParser()
  private(set) var decoder: Decoder
  private var body: [UInt8] = []
  private var events = RingBuffer<ModelEvent>(capacity: 16)
  private var httpEnding: Result<Void, HTTPClientFailure>?
  private var ending: ModelEnding?
  private var isPaused = false
  private var isDelivering = false

  /// How the answer's body is to be read.
  private enum Shape {
    case unknown, events, whole, refusal
  }

  private static var maxWholeBytes: Int { 32 << 20 }
  private static var maxRefusalBytes: Int { 64 << 10 }

  /// - Parameter decoder: with what was heard of the answer over an earlier connection.
  init(provider: String, context: VendorContext, sink: any ModelSink, decoder: Decoder = Decoder()) {
    self.provider = provider
    self.context = context
    self.sink = sink
    self.decoder = decoder
  }

  /// The vendor has begun to answer, and not with a refusal.
  var isAccepted: Bool { (200..<300).contains(status) }

  func send(_ request: HTTPClientRequest) { http = context.client.start(request, delegate: self) }

  /// Ends the call later in this turn without asking the vendor.
  func fail(_ failure: ModelFailure) {
    ending = .failed(failure)
    context.client.loop.atTurnEnd(self)
  }

  // MARK: What the run wants

  func cancel() {
    guard let sink else { return }
    self.sink = nil
    http?.cancel()
    http = nil
    sink.ended(.cancelled)
  }

  func pause() {
    isPaused = true
    http?.pause()
  }

  func resume() {
    guard isPaused else { return }
    isPaused = false
    http?.resume()
    context.client.loop.atTurnEnd(self)
  }

  func turnEnded() { deliver() }

  // MARK: What the vendor says

  func responseHead(_ head: HTTPClientResponseHead) {
    guard sink != nil else { return }
    status = head.status
    self.head = head
    if let id = head[Decoder.requestIDHeader], !id.isEmpty { events.append(.identified(providerRequestID: id)) }
    let type = head["content-type"]?.lowercased() ?? ""
    if !isAccepted {
      shape = .refusal
    } else if type.hasPrefix("text/event-stream") {
      shape = .events
    } else if type.hasPrefix("application/json") {
      shape = .whole
    }
    deliver()
  }

  func responseBody(_ bytes: RawSpan) {
    guard sink != nil else { return }
    if shape == .unknown { shape = Self.shape(ofBodyBeginning: bytes) }
    switch shape {
    case .events: parser.feed(bytes)
    case .whole: collect(bytes, limit: Self.maxWholeBytes)
    case .refusal: collect(bytes, limit: Self.maxRefusalBytes)
    case .unknown: break
    }
    if shape == .events { deliver() }
  }

  func responseEnded(_ result: Result<Void, HTTPClientFailure>) {
    httpEnding = result
    http = nil
    deliver()
  }

  /// Some servers name no type, or a wrong one: JSON begins with a brace, an event stream never does.
  private static func shape(ofBodyBeginning bytes: RawSpan) -> Shape {
    let first = unsafe bytes.withUnsafeBytes { bytes in unsafe bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D } }
    guard let first else { return .unknown }
    return first == UInt8(ascii: "{") ? .whole : .events
  }

  private func collect(_ bytes: RawSpan, limit: Int) {
    unsafe bytes.withUnsafeBytes { bytes in unsafe body.append(contentsOf: bytes.prefix(max(0, limit - body.count))) }
  }

  // MARK: Deliveries

  @specialized(where Decoder == OpenAIDecoder)
  @specialized(where Decoder == AnthropicDecoder)
  @specialized(where Decoder == ResponsesDecoder)
  private func deliver() {
    guard !isDelivering else { return }
    isDelivering = true
    defer { isDelivering = false }
    while let sink, !isPaused {
      if let event = events.popFirst() {
        sink.received(event)
      } else if let ending {
        end(ending, sink)
      } else {
        do throws(ModelFailure) {
          guard try advance() else { return }
        } catch {
          ending = .failed(error)
        }
      }
    }
  }

  /// Reads on: one event of the stream, or the end.
  /// - Returns: false when there is nothing to read yet.
  private func advance() throws(ModelFailure) -> Bool {
    if shape == .events, let event = try nextEvent() {
      try decoder.take(event, reader: context.reader, into: &events)
      if decoder.sawEnd { complete() }
      return true
    }
    guard let httpEnding else { return false }
    switch (shape, httpEnding) {
    case (.refusal, _):
      throw ModelFailure(
        refusedBy: provider, head: head ?? HTTPClientResponseHead(status: status, headers: []), body: body, reader: context.reader,
        now: context.time.now())
    case (.events, _) where decoder.isWhole: complete()
    case (_, .failure(let failure)): throw ModelFailure(failure, provider: provider)
    case (.whole, .success):
      try decoder.takeWhole(body[...], reader: context.reader, into: &events)
      complete()
    case (_, .success):
      throw ModelFailure(code: .providerCut, message: "\(provider) ended its answer before it was whole", status: status, retryable: true)
    }
    return true
  }

  private func nextEvent() throws(ModelFailure) -> SSEEvent? {
    do throws(SSEFailure) {
      return try parser.next()
    } catch {
      switch error {
      case .eventTooLarge(let limit):
        throw ModelFailure(
          code: .providerMalformed, message: "expected events of at most \(limit) bytes from \(provider), found a larger one", status: status,
          retryable: false)
      }
    }
  }

  private func complete() {
    decoder.finish(into: &events)
    ending = .completed
  }

  private func end(_ ending: ModelEnding, _ sink: any ModelSink) {
    self.sink = nil
    // A whole answer's connection is left to end by itself, so that it can be used again; a failed one's is of no use.
    if ending != .completed { http?.cancel() }
    http = nil
    sink.ended(ending)
  }
}
