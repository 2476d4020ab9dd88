import Glibc
import Primitives
import Synchronization

/// An answer of the fake Responses that is written whether somebody listens or not, as fast as it is to be slow: which of its events are there is a
/// matter of time alone.
final class FakeResponse: Sendable {
  let form: FakeResponsesForm
  /// As they go over the wire.
  let events: [String]
  private let begunAt: Int64
  private let cancelledAt = Mutex<Int?>(nil)

  init(_ form: FakeResponsesForm, events: [String]) {
    self.form = form
    self.events = events
    begunAt = Self.milliseconds
  }

  /// How many events there are by now, up to the cancel.
  var written: Int {
    let slow = Int64(form.behaviour.slowMilliseconds)
    let due = slow == 0 ? events.count : Int(min((Self.milliseconds - begunAt) / slow + 1, Int64(events.count)))
    return cancelledAt.withLock { $0.map { min($0, due) } ?? due }
  }

  var isCancelled: Bool { cancelledAt.withLock { $0 != nil } }
  var isOver: Bool { isCancelled || written == events.count }

  /// Nothing more is written. An answer that has ended stays what it is.
  func cancel() {
    let written = written
    guard written < events.count else { return }
    cancelledAt.withLock { if $0 == nil { $0 = written } }
  }

  /// Waits until the event is there. - Returns: false when it will never be.
  func waitFor(_ index: Int) -> Bool {
    while index < events.count {
      if index < written { return true }
      if isCancelled { return false }
      usleep(1000)
    }
    return false
  }

  /// The answer as it is asked for by its ID.
  var whole: JSONValue { isCancelled ? form.whole("cancelled") : written == events.count ? form.whole() : form.whole("in_progress") }

  private static var milliseconds: Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
  }
}
