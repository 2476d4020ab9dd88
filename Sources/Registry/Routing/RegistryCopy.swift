/// What one registry has of this pod's topics, as far as the pod knows, and what it still has to be told. Pure; one piece of work at a time.
struct RegistryCopy {
  enum Work: Equatable {
    /// Take out what an earlier process of this name has left.
    case clear
    /// Say that the pod lives; the registry should have at least this many topics of it.
    case heartbeat(expecting: Int)
    case update(joining: [RegistryTopic], leaving: [RegistryTopic])
  }

  /// Topics in one update, so that none takes longer than a registry's time-out.
  static let batch = 5000

  /// Topics that the registry has, or may have (`false`): it was told and has not confirmed it.
  private var held: [RegistryTopic: Bool] = [:]
  private var confirmedCount = 0
  /// Topics that may differ from what is wanted.
  private var changed: Set<RegistryTopic> = []
  private var underWay: Work?
  private var isClear = false
  private(set) var isHeartbeatDue = false
  /// The last thing that was tried has failed: until a heartbeat is due nothing else is tried.
  private(set) var isDown = false

  func hasConfirmed(_ topic: RegistryTopic) -> Bool { held[topic] == true }

  /// Whether `begin` may give something when nothing is under way.
  var hasWork: Bool { isHeartbeatDue || !isDown && !changed.isEmpty }

  /// The pod has joined or left the topic.
  mutating func noteChange(of topic: RegistryTopic) { changed.insert(topic) }

  mutating func noteHeartbeat() { isHeartbeatDue = true }

  /// The next piece of work; `nil` when there is none, or one is under way.
  /// - Parameter wanted: the pod's topics.
  mutating func begin(wanted: Set<RegistryTopic>) -> Work? {
    guard underWay == nil, hasWork else { return nil }
    if !isClear {
      underWay = .clear
    } else if isHeartbeatDue {
      isHeartbeatDue = false
      underWay = .heartbeat(expecting: confirmedCount)
    } else {
      underWay = nextUpdate(wanted: wanted)
    }
    return underWay
  }

  /// The registry has taken the pod out.
  mutating func cleared() {
    underWay = nil
    isClear = true
    isDown = false
  }

  /// The registry has answered a heartbeat. - Parameter noted: how many topics it has of this pod.
  mutating func heard(noted: Int, wanted: Set<RegistryTopic>) {
    guard case .heartbeat(let expected) = underWay else { return }
    underWay = nil
    isDown = false
    guard noted < expected else { return }
    // It has lost some, nobody knows which: it is told all of them again.
    changed.formUnion(held.keys)
    changed.formUnion(wanted)
    for topic in Array(held.keys) { held[topic] = false }
    confirmedCount = 0
  }

  /// The registry has taken the update.
  mutating func updated() {
    guard case .update(let joining, let leaving) = underWay else { return }
    underWay = nil
    isDown = false
    for topic in joining where held.updateValue(true, forKey: topic) != true { confirmedCount += 1 }
    for topic in leaving { held[topic] = nil }
  }

  /// What was under way has failed, and may have been done all the same.
  mutating func failed() {
    switch underWay {
    case .update(let joining, let leaving):
      changed.formUnion(joining)
      changed.formUnion(leaving)
    case .clear: isHeartbeatDue = false
    case .heartbeat, nil: break
    }
    underWay = nil
    isDown = true
  }

  private mutating func nextUpdate(wanted: Set<RegistryTopic>) -> Work? {
    var (joining, leaving): ([RegistryTopic], [RegistryTopic]) = ([], [])
    while joining.count + leaving.count < Self.batch, let topic = changed.popFirst() {
      let isConfirmed = held[topic]
      if wanted.contains(topic) {
        guard isConfirmed != true else { continue }
        joining.append(topic)
      } else {
        guard let isConfirmed else { continue }
        if isConfirmed { confirmedCount -= 1 }
        leaving.append(topic)
      }
      held[topic] = false
    }
    return joining.isEmpty && leaving.isEmpty ? nil : .update(joining: joining, leaving: leaving)
  }
}
