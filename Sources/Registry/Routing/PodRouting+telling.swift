import Synchronization

extension PodRouting {
  /// Who is to be told something once the lock is given back.
  private struct Answers {
    var joins: [(CheckedContinuation<Bool, Never>, Bool)] = []
    var others: [CheckedContinuation<Void, Never>] = []

    func give() {
      for (continuation, isKnown) in joins { continuation.resume(returning: isKnown) }
      for continuation in others { continuation.resume() }
    }
  }

  /// Starts what is to be done and is not under way.
  func tell() {
    for side in sides {
      let starts = state.withLock { state in
        !state.isClosed && state[side].hasWork && state.running.insert(side).inserted
      }
      if starts { Task { await tellAll(side) } }
    }
  }

  /// Returns when nothing is under way.
  func settled() async {
    await withCheckedContinuation { continuation in
      let isSettled = state.withLock { state in
        if !state.running.isEmpty { state.settling.append(continuation) }
        return state.running.isEmpty
      }
      if isSettled { continuation.resume() }
    }
  }

  /// Does one piece of work after the other until there is none.
  private func tellAll(_ side: Side) async {
    guard let registry = registry(side) else { return }
    while true {
      if side == .backup, state.withLock({ !$0.backup.isHeartbeatDue && !$0.primary.isDown }) { await pause(Self.backupDelayMilliseconds) }
      guard let work = next(side) else { return }
      do throws(RegistryError) {
        try await tell(work, to: registry, side)
        note(side, nil)
      } catch {
        note(side, error)
        let answers = state.withLock { state in
          state[side].failed()
          var answers = Answers()
          // Nothing more is tried before the next heartbeat: whoever waits for this side waits in vain.
          Self.answerJoins(to: Array(state.joining.keys), side, hasFailed: true, &state, &answers)
          Self.answerHeartbeats(side, &state, &answers)
          return answers
        }
        answers.give()
      }
    }
  }

  private func tell(_ work: RegistryCopy.Work, to registry: any Registry, _ side: Side) async throws(RegistryError) {
    var answers = Answers()
    switch work {
    case .clear:
      try await registry.remove(pod: pod)
      state.withLock { $0[side].cleared() }
    case .heartbeat:
      let noted = try await registry.heartbeat(pod: pod)
      state.withLock { state in
        state[side].heard(noted: noted, wanted: state.wanted)
        if !state[side].isHeartbeatDue { Self.answerHeartbeats(side, &state, &answers) }
      }
    case .update(let joining, let leaving):
      try await registry.update(pod: pod, joining: joining, leaving: leaving)
      state.withLock { state in
        state[side].updated()
        Self.answerJoins(to: joining, side, hasFailed: false, &state, &answers)
      }
    }
    answers.give()
  }

  /// The next piece of work; when there is none, the side has stopped running.
  private func next(_ side: Side) -> RegistryCopy.Work? {
    var answers = Answers()
    let work = state.withLock { state -> RegistryCopy.Work? in
      if !state.isClosed, let work = state[side].begin(wanted: state.wanted) { return work }
      state.running.remove(side)
      Self.answerHeartbeats(side, &state, &answers)
      if state.running.isEmpty {
        answers.others += state.settling
        state.settling = []
      }
      return nil
    }
    answers.give()
    return work
  }

  private static func answerHeartbeats(_ side: Side, _ state: inout State, _ answers: inout Answers) {
    for index in state.heartbeats.indices { state.heartbeats[index].open.remove(side) }
    answers.others += state.heartbeats.filter { $0.open.isEmpty }.map(\.continuation)
    state.heartbeats.removeAll { $0.open.isEmpty }
  }

  private static func answerJoins(
    to topics: [RegistryTopic], _ side: Side, hasFailed: Bool, _ state: inout State, _ answers: inout Answers
  ) {
    for topic in topics {
      guard var waiting = state.joining.removeValue(forKey: topic) else { continue }
      if hasFailed { for index in waiting.indices { waiting[index].open.remove(side) } }
      answers.joins += waiting.filter { !hasFailed || $0.open.isEmpty }.map { ($0.continuation, !hasFailed) }
      waiting.removeAll { !hasFailed || $0.open.isEmpty }
      if !waiting.isEmpty { state.joining[topic] = waiting }
    }
  }
}
