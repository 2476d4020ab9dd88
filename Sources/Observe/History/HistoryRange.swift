import Primitives

/// A part of a history in even steps. Points stand at whole multiples of the step, each for the step that begins there.
package struct HistoryRange: Sendable, Equatable {
  /// Seconds since 1970, included.
  package let from: Int64
  /// Seconds since 1970, not included.
  package let to: Int64
  package let stepSeconds: Int64

  /// What was wrong with a wish, as a sentence that says what was expected.
  package struct Refusal: Error, Equatable {
    package let message: String
  }

  /// Points that a range has when nobody says how far apart they stand, at most.
  package static let usualPoints: Int64 = 360
  /// Points that a range may have.
  package static let maxPoints: Int64 = 2000

  private static let steps: [Int64] = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]

  /// The range that comes nearest to a wish: cut to what may be kept, its step rounded up to what is kept of its beginning.
  /// - Parameters:
  ///   - from: seconds since 1970; by default an hour before `to`.
  ///   - to: seconds since 1970; by default now, and never later.
  ///   - step: seconds; by default so that there are at most `usualPoints`.
  /// - Throws: for a range that does not rise, and for a step that is out of bounds or makes too many points.
  package init(from: Int64?, to: Int64?, step: Int64?, now: Timestamp, resolutions: [HistoryResolution] = .standard) throws(Refusal) {
    let present = (now.microseconds + 999_999) / 1_000_000
    let end = min(to ?? present, present)
    let wished = from ?? end - 3600
    guard wished < (to ?? present) else {
      throw Refusal(message: "from is not before to; expected a range that rises and begins in the past")
    }
    let reach = resolutions.last?.reachSeconds ?? 0
    if let step, !(1...reach).contains(step) { throw Refusal(message: "step is \(step); expected whole seconds from 1 to \(reach)") }
    let begin = max(wished, present - reach)
    let coarsest = resolutions.first { begin >= present - $0.reachSeconds - $0.stepSeconds }?.stepSeconds ?? resolutions.last?.stepSeconds ?? 1
    guard begin < end else {
      self.from = end
      self.to = end
      stepSeconds = step ?? coarsest
      return
    }
    let seconds = end - begin
    let rounded: Int64
    if let step {
      rounded = (step + coarsest - 1) / coarsest * coarsest
      guard seconds / rounded < Self.maxPoints else {
        throw Refusal(
          message: "step is \(step) for \(seconds) seconds; expected at least \(seconds / Self.maxPoints + 1), for at most \(Self.maxPoints) points")
      }
    } else {
      rounded =
        Self.steps.first { $0 >= coarsest && $0 % coarsest == 0 && seconds <= $0 * Self.usualPoints } ?? (seconds / Self.usualPoints / coarsest + 1)
        * coarsest
    }
    self.from = begin / rounded * rounded
    self.to = (end + rounded - 1) / rounded * rounded
    stepSeconds = rounded
  }

  /// Number of points.
  package var count: Int { Int((to - from) / stepSeconds) }
}
