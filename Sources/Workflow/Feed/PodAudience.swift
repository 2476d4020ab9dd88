import Bus

/// To which pods the lines of one stream go. What is said before anybody has told who listens is kept back within a bound. Pure.
struct PodAudience {
  struct Delivery: Equatable {
    var lines: [UInt8]
    var route: PodRoute
  }

  private enum State {
    /// The registry was asked; what was said meanwhile waits.
    case asked(unsent: [UInt8])
    case known
    /// Everybody is told, until the registry can be asked again.
    case nobodyKnows
  }

  /// More than this does not wait for an answer.
  static let largestUnsentBytes = 256 << 10

  private var state = State.asked(unsent: [])
  private var pods: Set<String> = []
  private let ownPod: String?

  /// - Parameter ownPod: hears of the stream in another way.
  init(ownPod: String?) { self.ownPod = ownPod }

  /// Whether the registry is to be asked again after a while.
  var isUncertain: Bool {
    if case .nobodyKnows = state { true } else { false }
  }

  mutating func said(_ lines: [UInt8]) -> Delivery? {
    switch state {
    case .asked(let unsent):
      let all = unsent + lines
      guard all.count > Self.largestUnsentBytes else {
        state = .asked(unsent: all)
        return nil
      }
      state = .nobodyKnows
      return Delivery(lines: all, route: .everyPod)
    case .known: return pods.isEmpty ? nil : Delivery(lines: lines, route: .pods(pods.sorted()))
    case .nobodyKnows: return Delivery(lines: lines, route: .everyPod)
    }
  }

  /// The registry answered. - Parameter found: `nil` when nobody knows.
  mutating func answered(_ found: [String]?) -> Delivery? {
    var waiting: [UInt8] = []
    if case .asked(let unsent) = state { waiting = unsent }
    guard let found else {
      state = .nobodyKnows
      return waiting.isEmpty ? nil : Delivery(lines: waiting, route: .everyPod)
    }
    for pod in found where pod != ownPod { pods.insert(pod) }
    state = .known
    return waiting.isEmpty ? nil : said(waiting)
  }

  /// A pod has readers from now on. What was said before it reads from the history.
  mutating func joined(pod: String) {
    if pod != ownPod { pods.insert(pod) }
  }
}
