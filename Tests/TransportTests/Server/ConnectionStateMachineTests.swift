import Testing

@testable import Transport

@Suite struct ConnectionStateMachineTests {
  private typealias Machine = ConnectionStateMachine

  /// A machine in the phase, reached the way a connection reaches it.
  private func machine(in phase: Machine.Phase, keepsAlive: Bool = true) -> ConnectionStateMachine {
    var machine = ConnectionStateMachine()
    switch phase {
    case .idle: break
    case .head: machine.headStarted()
    case .body: machine.headAccepted(keepsAlive: keepsAlive)
    case .handling, .answering, .streaming, .webSocket:
      machine.headAccepted(keepsAlive: keepsAlive)
      machine.requestCompleted()
      if phase == .answering { machine.answerBegan(.fixed) }
      if phase == .streaming { machine.answerBegan(.stream(untilClose: false)) }
      if phase == .webSocket { machine.answerBegan(.webSocket) }
    case .lastAnswer: machine.inputRefused()
    case .lingering:
      machine.inputRefused()
      _ = machine.answerWritten()
    case .closed: machine.closed()
    }
    return machine
  }

  private static let phases: [Machine.Phase] = [
    .idle, .head, .body, .handling, .answering, .streaming, .webSocket, .lastAnswer, .lingering, .closed,
  ]

  @Test func `every phase is reached`() {
    for phase in Self.phases {
      let reached = machine(in: phase).phase
      #expect(reached == phase)
    }
  }

  @Test func `what input means in each phase`() {
    let expected: [Machine.InputAction] = [.parse, .parse, .parse, .hold, .hold, .hold, .webSocket, .discard, .discard, .discard]
    for (phase, action) in zip(Self.phases, expected) {
      let found = machine(in: phase).inputArrived()
      #expect(found == action, "\(phase)")
    }
  }

  @Test func `what a passed deadline means in each phase`() {
    let expected: [Machine.DeadlineAction] = [.close, .refuse, .refuse, .none, .none, .breakSilence, .checkWebSocket, .none, .close, .none]
    for (phase, action) in zip(Self.phases, expected) {
      let found = machine(in: phase).deadlineReached()
      #expect(found == action, "\(phase)")
    }
  }

  @Test func `what the peer's end means in each phase`() {
    for phase in Self.phases {
      var machine = machine(in: phase)
      let found = machine.peerEnded()
      #expect(found == (phase == .answering || phase == .lastAnswer ? .finishWriting : .close), "\(phase)")
      if found == .finishWriting {
        let after = machine.answerWritten()
        #expect(after == .close, "\(phase)")
      }
    }
  }

  @Test func `what a shutdown means in each phase`() {
    let expected: [Machine.DrainAction] = [.close, .none, .none, .none, .none, .drainSource, .drainWebSocket, .none, .none, .none]
    for (phase, action) in zip(Self.phases, expected) {
      var machine = machine(in: phase)
      let found = machine.drain()
      #expect(found == action, "\(phase)")
      let keepsAlive = machine.keepsAlive
      #expect(!keepsAlive)
    }
  }

  @Test func `an answer is followed by the next request only if both sides want that`() {
    for (phase, keepsAlive, expected) in [
      (Machine.Phase.answering, true, Machine.DrainedAction.nextRequest), (.answering, false, .linger), (.streaming, true, .nextRequest),
      (.streaming, false, .linger),
      (.webSocket, true, .linger), (.lastAnswer, true, .linger), (.closed, true, .close),
    ] {
      var machine = machine(in: phase, keepsAlive: keepsAlive)
      let found = machine.answerWritten()
      #expect(found == expected, "\(phase)")
    }
    var draining = machine(in: .answering)
    _ = draining.drain()
    let found = draining.answerWritten()
    #expect(found == .linger)
  }

  @Test func `a body that ends with the connection is the last one`() {
    var machine = machine(in: .handling)
    machine.answerBegan(.stream(untilClose: true))
    let keepsAlive = machine.keepsAlive
    #expect(!keepsAlive)
  }

  @Test func `bytes ask for one turn, answers apart from streams`() {
    for phase in Self.phases {
      var machine = machine(in: phase)
      let expected: Machine.BytesAction =
        switch phase {
        case .closed: .none
        case .streaming, .webSocket: .writeAmongStreams
        default: .writeAmongAnswers
        }
      let first = machine.bytesCame()
      let again = machine.bytesCame()
      #expect(first == expected, "\(phase)")
      #expect(again == .none, "\(phase)")
      let writes = machine.turnCame()
      #expect(writes == (phase != .closed), "\(phase)")
      let later = machine.bytesCame()
      #expect(later == expected, "\(phase)")
    }
  }

  @Test func `no turn is asked for while an earlier write is under way, or the next turn is its own anyway`() {
    var machine = machine(in: .streaming)
    machine.writeBecamePending()
    let pending = machine.bytesCame()
    let writes = machine.turnCame()
    #expect(pending == .none)
    #expect(!writes)
    machine.pendingWriteEnded()
    machine.shareWasUsed()
    let used = machine.bytesCame()
    #expect(used == .none)
    let comes = machine.turnCame()
    #expect(comes)
    let next = machine.bytesCame()
    #expect(next == .writeAmongStreams)
  }

  @Test func `a connection that was closed has no turn, whatever it had to say`() {
    var machine = machine(in: .streaming)
    let asked = machine.bytesCame()
    #expect(asked == .writeAmongStreams)
    machine.closed()
    let writes = machine.turnCame()
    #expect(!writes)
  }
}
