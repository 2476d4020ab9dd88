import Primitives

/// What a source has beyond the bytes that it just gave.
package enum PullResult: Equatable, Sendable {
  /// Nothing now; it tells its sink when that changes.
  case idle
  /// More, at once.
  case more
  /// Nothing, ever: the body is complete.
  case ended
}

/// A body that comes piece by piece, asked for when the peer can take more. Bound to the connection's loop.
///
/// However often it tells its sink during a turn, it is asked once, at the turn's end, and never while an earlier piece is still on
/// its way. So a slow reader costs no memory: the source decides what such a reader gets when its turn comes.
package protocol ByteSource: AnyObject {
  /// Appends what goes out next.
  /// - Parameters:
  ///   - slices: to append to; on a WebSocket the bytes of one pull are whole frames.
  ///   - limit: about how many bytes are wanted.
  func pull(into slices: inout ContiguousArray<BlockSlice>, limit: Int) -> PullResult

  /// The peer is gone or the connection was closed before the source ended. Called at most once; no pull follows.
  func sinkClosed()

  /// The server is shutting down: write a farewell and end soon.
  func drain()

  /// Nothing was written for a while: a source that wants to keep the connection alive in the eyes of others writes something.
  func silence()
}

extension ByteSource {
  package func silence() {}
}

/// Where a source's bytes go. Bound to the same loop.
package protocol ByteSink: AnyObject {
  /// The source has bytes: pull at the end of this turn. Cheap, and cheapest when said twice.
  func sourceHasBytes()

  /// Ends the connection at once, in the middle of the body, so that the reader sees that it is incomplete.
  func abort()
}
