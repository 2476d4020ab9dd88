import Domain
import Primitives
import StreamLog
import Testing

@testable import Workflow

/// Everything that can happen to a run, in every order, sense or nonsense, from each place that a run can be in.
struct RunMachineExhaustiveTests {
  /// Something that happens to a run.
  enum Input: String, CaseIterable {
    case again, text, opening, closing, reasoning, console, usage, finished
    case completed, failed, refused, providerCancelled
    case cancel, fenced, retryDue, voided, allocated, notAllocated, committed

    /// Those that change what comes next the most.
    static let strongest: [Input] = [
      .again, .opening, .closing, .completed, .failed, .cancel, .fenced, .retryDue, .allocated, .notAllocated, .committed,
    ]
  }

  /// Where a run is before everything is tried.
  struct Start: Sendable, CustomTestStringConvertible {
    let name: String
    var epoch: Int64 = 1
    var log: [StreamEvent] = []
    var canContinue = false
    var response: String?
    var cancelRequested: CancelledBy?
    var inputs: [Input] = []

    var testDescription: String { name }
  }

  private static let spoken = eventLog([.begun, .said("Look:\n```py\nx"), .opened(3)])

  static let starts: [Start] = [
    Start(name: "begun"),
    Start(name: "cancelled before it began", cancelRequested: .user),
    Start(name: "taken over, going on", epoch: 2, log: spoken, canContinue: true),
    Start(name: "taken over, beginning again", epoch: 2, log: spoken),
    Start(name: "taken over, listening again", epoch: 2, log: spoken, response: "r"),
    Start(name: "taken over, waiting to listen again", epoch: 2, log: spoken, response: "r", inputs: [.failed]),
    Start(name: "listened again in vain", epoch: 2, log: spoken, response: "r", inputs: [.refused]),
    Start(name: "heard again, voiding", epoch: 2, log: spoken, response: "r", inputs: [.again]),
    Start(name: "heard again, going on", epoch: 2, log: spoken, response: "r", inputs: [.again, .voided]),
    Start(name: "heard again and cut before a new word", epoch: 2, log: spoken, response: "r", inputs: [.again, .voided, .failed]),
    Start(name: "taken over once too often", epoch: 6, log: spoken),
    Start(name: "taken over to be cancelled", epoch: 2, log: spoken, cancelRequested: .user),
    Start(name: "waiting for an artifact", inputs: [.opening]),
    Start(name: "waiting for an artifact, the call over", inputs: [.opening, .completed]),
    Start(name: "waiting for an artifact of a console", inputs: [.console]),
    Start(name: "waiting to retry", inputs: [.failed]),
    Start(name: "finalizing", inputs: [.text, .completed]),
  ]

  @Test(arguments: starts)
  func `in whatever order things happen, a run ends once and closes what it opened`(_ start: Start) {
    every(order: Input.allCases, upTo: 3) { Life.live(start, $0) }
    every(order: Input.strongest, upTo: 4) { Life.live(start, $0) }
  }

  private func every(order inputs: [Input], upTo depth: Int, _ body: ([Input]) -> Void) {
    func extend(_ taken: [Input]) {
      if taken.count == depth { return body(taken) }
      for input in inputs { extend(taken + [input]) }
    }
    extend([])
  }
}

/// One life of a machine, judged as it goes.
private struct Life: ~Copyable {
  typealias Input = RunMachineExhaustiveTests.Input

  private var machine: RunMachine
  private let epoch: Int64
  private var complaint: String?
  private var nextSequence: Int64?
  private var nextArtifact = 10
  /// The call that stands open in the ledger; a claim opens the first.
  private var openCall: Int? = 1
  private var calls = 0
  private var isAllocating = false
  private var isPaused = false
  private var isVoiding = false
  private var outcome: RunOutcome?
  private var abandoned = false
  private var endings = 0
  private var booked: TokenUsage?
  private var closed = TokenUsage()
  /// What rows of earlier epochs have in the end.
  private var earlier = TokenUsage()

  static func live(_ start: RunMachineExhaustiveTests.Start, _ inputs: [Input]) {
    var life = Life(start)
    for input in start.inputs + inputs where life.complaint == nil { life.take(input) }
    life.end()
    if let complaint = life.complaint { Issue.record("\(start.name), then \(inputs.map(\.rawValue)): \(complaint)") }
  }

  private init(_ start: RunMachineExhaustiveTests.Start) {
    epoch = start.epoch
    machine = RunMachine(
      run: testRun(epoch: start.epoch), log: start.log, earlier: (1..<start.epoch).map { lostCall(epoch: $0, response: start.response) },
      canContinue: start.canContinue, canReattach: start.response != nil, cancelRequested: start.cancelRequested, promptBytes: 40,
      policy: RetryPolicy(), price: testPrice, now: MonotonicTime(nanoseconds: 1))
    drain()
  }

  private mutating func take(_ input: Input) {
    let now = MonotonicTime(nanoseconds: 2)
    switch input {
    case .again: machine.received(.text(TextDelta("Look:\n```py\nx")), now: now)
    case .text: machine.received(.text(TextDelta("a")), now: now)
    case .opening: machine.received(.text(TextDelta("\n```py\n")), now: now)
    case .closing: machine.received(.text(TextDelta("x\n```\n")), now: now)
    case .reasoning: machine.received(.reasoning("hm"), now: now)
    case .console:
      machine.received(
        .toolReturn(ToolReturn(call: "c", name: "run", succeeded: true, result: "1\n", milliseconds: 1), isConsole: true), now: now)
    case .usage: machine.received(.usage(TokenUsage(input: 9, output: 4)), now: now)
    case .finished: machine.received(.finished(reason: "length"), now: now)
    case .completed: machine.ended(.completed, now: now)
    case .failed: machine.ended(.failed(ModelFailure(code: .providerCut, message: "m", retryable: true)), now: now)
    case .refused: machine.ended(.failed(ModelFailure(code: .providerRefused, message: "m", retryable: false)), now: now)
    case .providerCancelled: machine.ended(.cancelled, now: now)
    case .cancel: machine.cancel(by: .user)
    case .fenced: machine.fenced()
    case .retryDue: machine.retryDue()
    case .voided:
      isVoiding = false
      machine.artifactsVoided()
    case .allocated:
      let wasAllocating = isAllocating
      isAllocating = false
      nextArtifact += 1
      machine.artifactAllocated(EntityID(chat: testChat, sequence: nextArtifact, kind: .code))
      if !wasAllocating, isAllocating { complain("an ID that nobody asked for is taken") }
    case .notAllocated:
      isAllocating = false
      machine.artifactRefused()
    case .committed: machine.committed()
    }
    drain()
  }

  private mutating func drain() {
    while let action = machine.nextAction() {
      if abandoned { complain("something after it was abandoned") }
      if endings > 0 { complain("something after the end") }
      switch action {
      case .emit(let event): emitted(event)
      case .voidArtifacts: isVoiding = true
      case .call(let attempt, _, _):
        calls += 1
        if calls == 1 ? openCall != attempt : openCall != nil { complain("call \(attempt) while \(openCall ?? 0) is open") }
        if attempt != calls { complain("call \(attempt) as number \(calls)") }
        openCall = attempt
        if outcome != nil { complain("a call after the outcome") }
      case .pauseCall:
        if isPaused { complain("paused twice") }
        isPaused = true
      case .resumeCall:
        if !isPaused { complain("resumed without a pause") }
        isPaused = false
      case .cancelCall, .releaseCall, .endResponse, .settle: break
      case .retry(let call, _, _): close(call)
      case .allocate:
        if isAllocating { complain("two artifacts at once") }
        isAllocating = true
      case .finalize(let outcome):
        if self.outcome != nil { complain("two outcomes") }
        self.outcome = outcome
        if let call = outcome.call { close(call) } else if openCall != nil { complain("the outcome leaves call \(openCall ?? 0) open") }
        booked = outcome.usage.tokens
        earlier = outcome.earlierCalls.reduce(TokenUsage()) { $0 + ($1.tokens ?? TokenUsage()) }
      case .abandon(let call):
        abandoned = true
        // What was decided and not committed is given up with its call.
        if outcome != nil {
          if call != outcome?.call { complain("abandoned with another call than the outcome's") }
        } else if let call {
          close(call)
        } else if openCall != nil {
          complain("abandoned with call \(openCall ?? 0) open")
        }
      }
    }
  }

  private mutating func emitted(_ event: StreamEvent) {
    if event.position.epoch != epoch { complain("\(event.position) of another epoch") }
    if let nextSequence, event.position.sequence != nextSequence { complain("\(event.position) in place of \(nextSequence)") }
    nextSequence = event.position.sequence + 1
    if event.isTerminal {
      endings += 1
      if outcome?.ending != event { complain("an end that is not the outcome's") }
    } else if outcome != nil {
      complain("\(event.body.typeName) after the outcome")
    }
  }

  private mutating func close(_ call: RunOutcome.ClosedCall) {
    if openCall != call.attempt { complain("call \(call.attempt) is closed while \(openCall ?? 0) is open") }
    openCall = nil
    closed = closed + call.tokens
  }

  private mutating func complain(_ text: String) { complaint = complaint ?? text }

  /// Lets the run come to its end, as a shell would.
  private mutating func end() {
    for _ in 0..<12 where endings == 0 && !abandoned && complaint == nil {
      if isVoiding {
        take(.voided)
      } else if isAllocating {
        take(.notAllocated)
      } else if outcome != nil {
        take(.committed)
      } else {
        take(.retryDue)
        take(.providerCancelled)
      }
    }
    guard complaint == nil else { return }
    if endings + (abandoned ? 1 : 0) != 1 { return complain("\(endings) ends, abandoned: \(abandoned)") }
    if openCall != nil { complain("call \(openCall ?? 0) stays open") }
    // The ledger's rows add up to what the answer says.
    if let booked, booked != closed + earlier { complain("booked \(booked), used \(closed) and earlier \(earlier)") }
    for input in Input.allCases {
      take(input)
      if complaint != nil { return complain("\(input) after the end: \(complaint ?? "")") }
    }
  }
}
