import Observe
import Synchronization

/// What a pod tells the registry of its readers, and what it hears of those of others: from the registry, where that fails from its backup in the store, and
/// where both fail nobody knows and lines go to every pod.
///
/// Joining and leaving costs the reader nothing: changes are gathered and told in batches, to the registry at once, to the backup a little later. A registry
/// that was away, or has come back empty, is told everything again after the next heartbeat that reaches it: it is never asked to remember for the pod.
package final class PodRouting: PodDirectory {
  struct State {
    var wanted: Set<RegistryTopic> = []
    var primary = RegistryCopy()
    var backup = RegistryCopy()
    var running: Set<Side> = []
    var joining: [RegistryTopic: [JoinWaiter]] = [:]
    var heartbeats: [HeartbeatWaiter] = []
    var settling: [CheckedContinuation<Void, Never>] = []
    var condition: RoutingCondition
    var isClosed = false

    subscript(side: Side) -> RegistryCopy {
      get { side == .primary ? primary : backup }
      _modify { if side == .primary { yield &primary } else { yield &backup } }
    }
  }

  enum Side: CaseIterable {
    case primary, backup
  }

  struct JoinWaiter {
    let continuation: CheckedContinuation<Bool, Never>
    /// Who may still take the topic.
    var open: Set<Side>
  }

  struct HeartbeatWaiter {
    let continuation: CheckedContinuation<Void, Never>
    var open: Set<Side>
  }

  static let backupDelayMilliseconds = 100

  /// This pod.
  package let pod: String
  let primary: any Registry
  let backup: (any Registry)?
  let pause: @Sendable (_ milliseconds: Int) async -> Void
  let state: Mutex<State>
  private let log: Log
  private let fallbacks: Labeled<RegistryFallbackLabel, Counter>

  /// - Parameters:
  ///   - backup: `nil` where there is none: one process alone.
  ///   - pause: lets time pass before the backup is told, so that what comes and goes at once never reaches it.
  package init(
    pod: String, primary: any Registry, backup: (any Registry)?, fallbacks: Labeled<RegistryFallbackLabel, Counter>, log: Log,
    pause: @escaping @Sendable (_ milliseconds: Int) async -> Void = { try? await Task.sleep(for: .milliseconds($0)) }
  ) {
    self.pod = pod
    self.primary = primary
    self.backup = backup
    self.fallbacks = fallbacks
    self.log = log.component(.registry)
    self.pause = pause
    state = Mutex(State(condition: RoutingCondition(hasBackup: backup != nil)))
  }

  // MARK: This pod's readers

  /// This pod has readers of a topic from now on. Not counted: joined twice is joined once. Does not wait.
  package func join(_ topic: RegistryTopic) {
    let isNew = state.withLock { state in
      guard !state.isClosed, state.wanted.insert(topic).inserted else { return false }
      for side in sides { state[side].noteChange(of: topic) }
      return true
    }
    if isNew { tell() }
  }

  /// This pod has no readers of a topic any more. Does not wait.
  package func leave(_ topic: RegistryTopic) {
    let waiting = state.withLock { state -> [JoinWaiter]? in
      guard state.wanted.remove(topic) != nil else { return nil }
      for side in sides { state[side].noteChange(of: topic) }
      return state.joining.removeValue(forKey: topic) ?? []
    }
    guard let waiting else { return }
    for waiter in waiting { waiter.continuation.resume(returning: false) }
    tell()
  }

  /// Joins, and returns when the registry or the backup has it, or neither can be told now.
  package func joined(_ topic: RegistryTopic) async { _ = await isTold(joining: topic) }

  /// Joins as `joined` does. - Returns: whether one has it.
  func isTold(joining topic: RegistryTopic) async -> Bool {
    join(topic)
    return await withCheckedContinuation { continuation in
      let answer = state.withLock { state -> Bool? in
        guard state.wanted.contains(topic) else { return false }
        if sides.contains(where: { state[$0].hasConfirmed(topic) }) { return true }
        let open = Set(sides.filter { !state[$0].isDown })
        guard !open.isEmpty else { return false }
        state.joining[topic, default: []].append(JoinWaiter(continuation: continuation, open: open))
        return nil
      }
      if let answer { continuation.resume(returning: answer) }
    }
  }

  // MARK: The readers of all pods

  /// Pods with readers of a topic, in order of their names; `nil` when nobody knows, so that lines must go to every pod.
  package func pods(at topic: RegistryTopic) async -> [String]? {
    var named: [String] = []
    do throws(RegistryError) {
      let pods = try await primary.pods(at: topic)
      note(.primary, nil)
      return pods
    } catch {
      note(.primary, error)
      if case .filling(let known) = error.code { named = known }
    }
    if let backup {
      do throws(RegistryError) {
        let pods = try await backup.pods(at: topic)
        note(.backup, nil)
        fallbacks[.store].add()
        // Who has joined since the registry began again is named by it at once, by the backup a little later.
        return named.isEmpty ? pods : Set(pods + named).sorted()
      } catch {
        note(.backup, error)
      }
    }
    fallbacks[.broadcast].add()
    return nil
  }

  /// Whether the registry has failed when it was last asked or told something: then `/readyz` names `registry` as down.
  package var isRegistryDown: Bool { state.withLock { $0.condition.isPrimaryDown } }

  // MARK: Lives

  /// Tells the registry and the backup that this pod lives; each is told again afterwards what it has lost or could not be told. Call every 2 s. Returns when
  /// both have answered or failed.
  package func heartbeat() async {
    await withCheckedContinuation { continuation in
      let isClosed = state.withLock { state in
        if state.isClosed { return true }
        for side in sides { state[side].noteHeartbeat() }
        state.heartbeats.append(HeartbeatWaiter(continuation: continuation, open: Set(sides)))
        return false
      }
      if isClosed { continuation.resume() } else { tell() }
    }
  }

  /// Takes out what dead pods have noted. - Returns: those pods, in order of their names.
  package func removeSilentPods() async -> [String] {
    var removed: Set<String> = []
    for side in sides {
      do throws(RegistryError) {
        removed.formUnion(try await registry(side)?.removeSilentPods() ?? [])
        note(side, nil)
      } catch {
        note(side, error)
      }
    }
    let names = removed.sorted()
    if !names.isEmpty { log.warning("pods were silent for too long and are taken out", [.detail: .text(names.joined(separator: " "))]) }
    return names
  }

  /// Takes this pod out of both: it ends. Nothing is joined afterwards. Does not close the registries.
  package func close() async {
    let (waiting, heartbeats) = state.withLock { state in
      state.isClosed = true
      state.wanted = []
      defer {
        state.joining = [:]
        state.heartbeats = []
      }
      return (state.joining.values.flatMap { $0 }, state.heartbeats)
    }
    for waiter in waiting { waiter.continuation.resume(returning: false) }
    for waiter in heartbeats { waiter.continuation.resume() }
    // What is under way must not arrive after the pod was taken out.
    await settled()
    for side in sides { try? await registry(side)?.remove(pod: pod) }
  }

  // MARK: Conditions

  var sides: [Side] { backup == nil ? [.primary] : [.primary, .backup] }

  func registry(_ side: Side) -> (any Registry)? { side == .primary ? primary : backup }

  /// Notes how it went, and says so when another source answers from now on.
  func note(_ side: Side, _ error: RegistryError?) {
    if case .filling = error?.code { return }
    let change = state.withLock { state in
      side == .primary ? state.condition.primary(isDown: error != nil) : state.condition.backup(isDown: error != nil)
    }
    switch change {
    case nil: break
    case .registry: log.info("the registry answers: lines go to the pods that it names")
    case .store: log.warning("the registry does not answer: the store is asked instead", [.error: .optional(error?.message)])
    case .nobody: log.error("neither the registry nor its backup answers: lines go to every pod", [.error: .optional(error?.message)])
    }
  }
}
