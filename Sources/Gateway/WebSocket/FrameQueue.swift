/// Frames of one connection that wait for the one being worked on: each is answered before the next is looked at, as a client expects of an ordered
/// connection. Pure; bounded, so that a client that does not wait for answers cannot fill the server.
struct FrameQueue {
  /// What becomes of a frame that came.
  enum Arrival: Equatable {
    /// Work on it now; `finished()` follows.
    case begin
    case waits
    /// Too many wait: it is not worked on at all.
    case refused
  }

  static let maxFrames = 1024
  static let maxBytes = 1 << 20

  private var waiting: [[UInt8]] = []
  private var first = 0
  private var waitingBytes = 0
  private var isBusy = false

  mutating func arrived(_ frame: [UInt8]) -> Arrival {
    guard isBusy else {
      isBusy = true
      return .begin
    }
    guard waiting.count - first < Self.maxFrames, waitingBytes + frame.count <= Self.maxBytes else { return .refused }
    waiting.append(frame)
    waitingBytes += frame.count
    return .waits
  }

  /// The frame that was worked on is answered. - Returns: the next to work on.
  mutating func finished() -> [UInt8]? {
    guard first < waiting.count else {
      waiting.removeAll(keepingCapacity: false)
      first = 0
      isBusy = false
      return nil
    }
    let next = waiting[first]
    waiting[first] = []
    first += 1
    waitingBytes -= next.count
    return next
  }
}
