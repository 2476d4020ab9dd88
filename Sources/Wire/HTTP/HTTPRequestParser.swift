/// What the bytes of a connection mean, one after the other: a head, pieces of its body, its end, the next head …
package enum HTTPRequestEvent: Equatable, Sendable {
  case head(HTTPRequestHead)
  /// Body bytes: this range of the input of the same call.
  case body(Range<Int>)
  /// The request is complete; what follows belongs to the next one.
  case end
  /// The connection's input has no meaning from here on; nothing follows.
  case failure(HTTPFailure)
}

/// A strict reader of HTTP/1.1 and 1.0 requests (RFC 9112). Bytes in, events out; no I/O, no clock.
///
/// Nothing is held but a head that has not arrived whole. The caller stops calling to hold back pipelined requests.
///
/// ```swift
/// var position = 0
/// while let event = parser.next(input, at: &position) { … }   // position == input.count afterwards, unless the caller stopped
/// ```
package struct HTTPRequestParser: ~Copyable {
  private enum State {
    case head
    case body(remaining: Int)
    /// Boxed, because few requests are chunked and every open connection holds a parser.
    indirect case chunked(HTTPChunkedBodyParser, total: Int)
    case end
    indirect case failed(HTTPFailure)
    case dead
  }

  private let limits: HTTPLimits
  private var state = State.head
  private var scanner = HTTPSectionScanner()
  private var skippedEmptyLine = false
  private var held: [UInt8] = []
  private var bodyLimit: Int

  package init(limits: HTTPLimits = HTTPLimits()) {
    self.limits = limits
    bodyLimit = limits.bodyBytes
  }

  /// Nothing of a next request has arrived.
  package var isBetweenRequests: Bool {
    if case .head = state { scanner.bytes == 0 } else { false }
  }

  /// A head has begun to arrive and is not complete.
  package var isInsideHead: Bool {
    if case .head = state { scanner.bytes > 0 } else { false }
  }

  /// How many bytes the body of the request whose head was given last may have, instead of the default. Holds for that request only.
  package mutating func limitBody(to bytes: Int) {
    bodyLimit = bytes
    if case .body(let length) = state, length > bytes { state = .failed(.bodyTooLarge(limit: bytes, found: length)) }
  }

  /// Takes bytes from `position` on, up to the next event.
  /// - Returns: `nil` when all of the input was taken and more is needed.
  package mutating func next(_ input: Span<UInt8>, at position: inout Int) -> HTTPRequestEvent? {
    switch state {
    case .head: return nextHead(input, &position)
    case .body(let remaining): return nextBody(input, &position, remaining)
    case .chunked(var chunks, let total):
      // Taken out of the enum, so that the parser inside is changed in place.
      state = .dead
      return nextChunked(input, &position, &chunks, total)
    case .end:
      state = .head
      return .end
    case .failed(let failure):
      state = .dead
      held = []
      return .failure(failure)
    case .dead:
      position = input.count
      return nil
    }
  }

  private mutating func nextHead(_ input: Span<UInt8>, _ position: inout Int) -> HTTPRequestEvent? {
    var start = position
    do throws(HTTPFailure) {
      while position < input.count {
        let byte = input[position]
        position += 1
        switch try scanner.scan(byte, limit: limits.headBytes, firstLineLimit: limits.targetBytes + Self.requestLineBesideTarget) {
        case .more: continue
        case .emptyStart:
          // One empty line before a request is tolerated (RFC 9112 section 2.2).
          guard !skippedEmptyLine else { throw .malformed("a request begins with its method; found empty lines") }
          skippedEmptyLine = true
          scanner = HTTPSectionScanner()
          held = []
          start = position
        case .complete: return .head(try completeHead(input, start..<position))
        }
      }
    } catch {
      return fail(error)
    }
    if start < position {
      if held.isEmpty { held.reserveCapacity(min(limits.headBytes, max(512, (position - start) * 2))) }
      for index in start..<position { held.append(input[index]) }
    }
    return nil
  }

  /// Bytes of a request line that are not its target: method, spaces, version.
  private static let requestLineBesideTarget = 48

  private mutating func completeHead(_ input: Span<UInt8>, _ range: Range<Int>) throws(HTTPFailure) -> HTTPRequestHead {
    let head: HTTPRequestHead
    if held.isEmpty {
      head = try HTTPRequestHead(parsing: input, range, limits: limits)
    } else {
      for index in range { held.append(input[index]) }
      head = try HTTPRequestHead(parsing: held.span, 0..<held.count, limits: limits)
      held = []
    }
    scanner = HTTPSectionScanner()
    skippedEmptyLine = false
    bodyLimit = limits.bodyBytes
    switch head.framing {
    case .none: state = .end
    // A length above the default is judged when the body is asked for, because the route may raise the limit before.
    case .length(let length): state = .body(remaining: length)
    case .chunked: state = .chunked(HTTPChunkedBodyParser(), total: 0)
    }
    return head
  }

  private mutating func nextBody(_ input: Span<UInt8>, _ position: inout Int, _ remaining: Int) -> HTTPRequestEvent? {
    guard remaining <= bodyLimit else { return fail(.bodyTooLarge(limit: bodyLimit, found: remaining)) }
    let taken = min(remaining, input.count - position)
    guard taken > 0 else { return nil }
    let range = position..<position + taken
    position += taken
    state = taken == remaining ? .end : .body(remaining: remaining - taken)
    return .body(range)
  }

  private mutating func nextChunked(
    _ input: Span<UInt8>, _ position: inout Int, _ chunks: inout HTTPChunkedBodyParser, _ total: Int
  ) -> HTTPRequestEvent? {
    do throws(HTTPFailure) {
      switch try chunks.next(input, at: &position) {
      case .data(let range):
        let total = total + range.count
        guard total <= bodyLimit else { return fail(.bodyTooLarge(limit: bodyLimit, found: nil)) }
        state = .chunked(chunks, total: total)
        return .body(range)
      case .end:
        state = .head
        return .end
      case nil:
        state = .chunked(chunks, total: total)
        return nil
      }
    } catch {
      return fail(error)
    }
  }

  private mutating func fail(_ failure: HTTPFailure) -> HTTPRequestEvent {
    state = .dead
    held = []
    return .failure(failure)
  }
}
