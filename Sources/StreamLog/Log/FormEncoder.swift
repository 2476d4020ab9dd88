import Domain

/// One way to write a stream's events for readers. An instance belongs to one stream and sees its events in order from the first on, so it may
/// number its frames and keep state between them. After a take-over that made events void another instance sees those that stand; where the
/// log no longer reaches back to its beginning, the first event is followed by those that are kept.
package protocol FormEncoder: AnyObject {
  /// Appends the frames of one event.
  /// - Parameter json: the event as a native JSON object.
  func encode(_ event: StreamEvent, json: ArraySlice<UInt8>, into frames: inout FrameBuffer)

  /// Whether this form has a way to replace what a reader was sent.
  var canReplace: Bool { get }

  /// The frame that gives one reader the whole state; `nil` when this form has no way to replace what was sent.
  /// - Parameter json: the `stream.sync` event as a native JSON object.
  func encodeSync(at position: Position, json: ArraySlice<UInt8>) -> [UInt8]?

  /// What a reader is told whose text cannot be replaced, before its connection ends; empty for a form that can sync.
  func encodeUnrecoverable(code: StaticString) -> [UInt8]

  /// Bytes after the last frame of an ended stream, such as the end of a chunked body.
  var trailer: [UInt8] { get }
}

/// Frames on their way from an encoder into a log: bytes with marks. Reused from event to event.
package struct FrameBuffer {
  package var bytes: [UInt8] = []
  package private(set) var ends: [(sequence: Int64, end: Int)] = []

  package init() {}

  /// Ends the frame whose bytes were just appended. A reader whose cursor is at or above `sequence` has had it.
  package mutating func endFrame(sequence: Int64) {
    ends.append((sequence, bytes.count))
  }

  /// Adds bytes to the frame that was ended last: what belongs to it and is no frame of its own.
  package mutating func extendLast(_ append: (inout [UInt8]) -> Void) {
    append(&bytes)
    if let last = ends.popLast() { ends.append((last.sequence, bytes.count)) }
  }

  package mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}

/// Names a form and its framing; readers of the same key share the encoded bytes.
package struct FormKey: Hashable, Sendable {
  package var name: String
  package var framing: Framing

  package enum Framing: Hashable, Sendable {
    /// Each frame is one chunk of a chunked HTTP/1.1 body.
    case chunked
    /// Bare bytes, for HTTP/1.0.
    case bare
    /// Each frame is one WebSocket text frame.
    case webSocket
  }

  package init(_ name: String, _ framing: Framing) {
    self.name = name
    self.framing = framing
  }
}
