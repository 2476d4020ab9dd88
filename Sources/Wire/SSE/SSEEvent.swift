/// One event of a server-sent event stream. Its parts are slices of the parser's buffer: use them before the next `feed`, else that
/// feed has to copy the buffer.
package struct SSEEvent {
  /// The value of the `event` field; empty where the stream named none, which means `message`.
  package let name: ArraySlice<UInt8>
  /// The `data` lines, joined by LF. UTF-8 as it came, unchecked.
  package let data: ArraySlice<UInt8>

  package init(name: ArraySlice<UInt8>, data: ArraySlice<UInt8>) {
    self.name = name
    self.data = data
  }

  /// Whether the event has exactly this name.
  package func isNamed(_ text: StaticString) -> Bool { Self.equal(name, text) }

  /// Whether the data are exactly these bytes.
  package func dataEquals(_ text: StaticString) -> Bool { Self.equal(data, text) }

  private static func equal(_ bytes: ArraySlice<UInt8>, _ text: StaticString) -> Bool {
    guard bytes.count == text.utf8CodeUnitCount else { return false }
    return unsafe bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}

/// Why a server-sent event stream cannot be read on.
package enum SSEFailure: Error, Equatable, Sendable {
  /// An event, or a line that may still become one, is larger than the limit.
  case eventTooLarge(limitBytes: Int)
}
