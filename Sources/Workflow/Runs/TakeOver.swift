import Domain
import StreamLog

/// What stands of the log that a lost worker left, and how to go on from there. Pure.
struct TakeOver {
  enum Plan {
    /// The run ends here: everything that was produced is kept.
    case end
    /// The provider tells the same answer from its beginning: everything that it can repeat is kept.
    case reattach
    /// The provider can go on from a text.
    case goOn
    case beginAgain
  }

  /// The last sequence that stands; what comes after is void.
  private(set) var keep: Int64 = 0
  /// The fold of what stands.
  private(set) var state = StreamState()
  /// The text that the provider goes on from; `nil` when it begins again.
  private(set) var continuing: String?
  /// The last line that stands opened a fence whose artifact had not begun.
  private(set) var opened: FenceInfo?
  /// Whether the plan could be followed; one that cannot begins again.
  private(set) var isAsPlanned = true

  /// - Parameter log: the durable events of earlier epochs, in effective order.
  init(_ log: [StreamEvent], plan: Plan) {
    let events = Self.unbroken(log)
    // A lost worker had counted, but not committed: whoever ends the run counts again.
    let counted = events.firstIndex { if case .usage = $0.body { true } else { false } }
    let produced = events[..<(counted ?? events.endIndex)]
    switch plan {
    case .end:
      take(produced)
      return
    case .reattach:
      if let kept = Self.longestToRepeat(produced) {
        take(kept)
        return
      }
    case .goOn:
      if let kept = Self.longestToGoOnFrom(produced) {
        take(kept)
        if !state.text.isEmpty { continuing = String(decoding: state.text, as: UTF8.self) }
        return
      }
    case .beginAgain: break
    }
    // The beginning stands, for readers whose text cannot be replaced.
    isAsPlanned = plan == .beginAgain
    take(events[..<(events.firstIndex { $0.isStart }.map { $0 + 1 } ?? 0)])
  }

  private mutating func take(_ kept: ArraySlice<StreamEvent>) {
    var fences = OpenFence()
    for event in kept {
      state.apply(event)
      fences.take(event)
    }
    opened = fences.opened
    keep = kept.last?.position.sequence ?? 0
  }

  /// The log up to its first hole: what comes after one, nobody can be given.
  static func unbroken(_ log: [StreamEvent]) -> ArraySlice<StreamEvent> {
    var next: Int64 = 1
    for (index, event) in log.enumerated() {
      guard event.position.sequence == next else { return log[..<index] }
      next += 1
    }
    return log[...]
  }

  /// The longest part that a text alone can be gone on from.
  private static func longestToGoOnFrom(_ events: ArraySlice<StreamEvent>) -> ArraySlice<StreamEvent>? {
    var hasStarted = false
    var hasText = false
    for event in events {
      switch event.body {
      case .started: hasStarted = true
      case .textDelta(let delta): hasText = hasText || !delta.text.isEmpty
      case .reset, .artifactStarted, .artifactCompleted: break
      // What a tool did, or a model thought, cannot be gone on from by text alone.
      default: return nil
      }
    }
    return hasStarted && hasText ? longestAtRest(events, from: nil) : nil
  }

  /// The longest part of which a provider that tells its answer again says every word again; without it the stream has not begun.
  private static func longestToRepeat(_ events: ArraySlice<StreamEvent>) -> ArraySlice<StreamEvent>? {
    for event in events {
      switch event.body {
      case .started, .reset, .textDelta, .reasoningDelta, .toolCalled, .artifactCompleted: break
      case .artifactStarted(let started) where started.inline: break
      default: return nil
      }
    }
    return longestAtRest(events, from: events.startIndex)
  }

  /// The longest part that ends where the answer itself could have paused: not inside a line that was held back, nor after an artifact was
  /// ended only because the answer was. - Parameter start: what is taken when there is no such place.
  private static func longestAtRest(_ events: ArraySlice<StreamEvent>, from start: Int?) -> ArraySlice<StreamEvent>? {
    var fences = OpenFence()
    var end = start
    for (index, event) in zip(events.indices, events) {
      fences.take(event)
      if fences.isAtRest { end = index + 1 }
    }
    return end.map { events[..<$0] }
  }
}

extension StreamEvent {
  fileprivate var isStart: Bool { if case .started = body { true } else { false } }
}

/// Follows the fences and artifacts of a log.
private struct OpenFence: ~Copyable {
  private var scanner = FenceScanner()
  private var artifact: EntityID?
  private var isArtifactOver = false
  /// A line opened a fence, and nothing followed yet.
  private(set) var opened: FenceInfo?

  /// Whether the answer could go on from here as if nothing had happened.
  var isAtRest: Bool { !scanner.isHolding && !(scanner.isInside && isArtifactOver) }

  mutating func take(_ event: StreamEvent) {
    switch event.body {
    case .textDelta(let delta):
      if !delta.text.isEmpty { opened = nil }
      var last: FenceScanner.Piece?
      scanner.feed(delta.text.utf8) { piece in
        switch piece {
        case .opened, .closed: last = piece
        case .text: break
        }
      }
      switch last {
      case .opened(let info):
        opened = info
        artifact = nil
        isArtifactOver = false
      case .closed:
        artifact = nil
        isArtifactOver = false
      case .text, nil: break
      }
    case .artifactStarted(let started) where started.inline:
      artifact = started.id
      opened = nil
    case .artifactCompleted(let id, _, _) where id == artifact: isArtifactOver = true
    default: break
    }
  }
}
