import Domain
import Primitives
import StreamLog
import TestKit
import Testing
import Wire

@testable import Workflow

/// Runs driven by chance through everything that can happen to them, workers lost included, and judged by what must always hold.
struct RunMachineRandomTests {
  @Test(arguments: 0..<20) func `whatever happens, the log is whole, tells one story and ends once`(_ batch: UInt64) {
    for number in 0..<100 {
      var life = RandomLife(seed: batch * 100 + UInt64(number))
      life.live()
      life.judge()
    }
  }
}

/// One run from its first claim to its end, over several workers.
private struct RandomLife {
  private let seed: UInt64
  private var random: SplitMix
  private let answer: String
  private let canContinue: Bool
  /// The provider tells an answer again, unless it has forgotten it.
  private let canReattach: Bool
  /// The ledger, and what it is to be by the outcome.
  private var rows: [EarlierCall] = []
  private var finalRows: [EarlierCall] = []
  private var answers = 0
  private let refuses: Bool
  /// The effective log, as readers and a successor know it.
  private var log: [StreamEvent] = []
  private var outcome: RunOutcome?
  private var isTold = false
  private var usesTools = false
  private var epoch: Int64 = 0
  private var nextSequence = 3
  private var isCut = false

  init(seed: UInt64) {
    self.seed = seed
    random = SplitMix(state: seed)
    var parts = sampleAnswers
    parts.append("```\n1\n```\n```py\n2\n```")
    answer = parts.randomElement(using: &random)! + (Bool.random(using: &random) ? parts.randomElement(using: &random)! : "")
    canContinue = Bool.random(using: &random)
    canReattach = Bool.random(using: &random)
    refuses = Int.random(in: 0..<4, using: &random) == 0
  }

  mutating func live() {
    for _ in 0..<8 where !isTold {
      epoch += 1
      work()
    }
    #expect(isTold, "seed \(seed): a run ends after the policy's epochs")
  }

  /// One worker's part, until the run has ended or the worker is lost.
  private mutating func work() {
    var machine = RunMachine(
      run: testRun(epoch: epoch), log: log, earlier: rows, canContinue: canContinue, canReattach: canReattach,
      cancelRequested: chance(20) ? .user : nil, promptBytes: 40, policy: RetryPolicy(), price: testPrice, now: MonotonicTime(nanoseconds: 1))
    rows.append(lostCall(epoch: epoch))
    var rest = answer[...]
    var wanted: [RunMachine.Action] = []
    var isCalling = false
    var isAllocating: ArtifactKind?
    var isWaiting = false
    var isVoiding = false
    var isFinalizing = false
    for _ in 0..<10_000 {
      while let action = machine.nextAction() { wanted.append(action) }
      for action in wanted {
        switch action {
        case .emit(let event): take(event)
        case .voidArtifacts: isVoiding = true
        case .call(let attempt, let continuing, let reattaching):
          isCalling = true
          rest = answer.dropFirst(continuing?.count ?? 0)
          if let continuing { #expect(answer.utf8.starts(with: continuing.utf8), "seed \(seed): what is gone on from is what was said") }
          if attempt > 1 { rows.append(lostCall(epoch: epoch, attempt: attempt)) }
          if reattaching == nil { answers += 1 }
          // What was gone on from is no beginning of an answer that the provider could tell again.
          if canReattach, !canContinue { rows[rows.count - 1].call.providerRequestID = reattaching ?? "r\(answers)" }
          if reattaching != nil, chance(4) {
            isCalling = false
            let gone = ModelFailure(code: .providerRefused, message: "gone", status: 404, retryable: chance(2))
            machine.ended(.failed(gone), now: MonotonicTime(nanoseconds: 2))
          }
        case .pauseCall, .resumeCall: break
        case .releaseCall, .endResponse: break
        case .settle(let calls):
          for call in calls { for index in rows.indices where rows[index].call.id == call.id { rows[index].call = call } }
        case .cancelCall:
          // The provider may have ended meanwhile; then the shell says it.
          isCalling = false
          machine.ended(.cancelled, now: MonotonicTime(nanoseconds: 2))
        case .retry(let closed, _, _):
          isWaiting = true
          rows[rows.count - 1].call.tokens = closed.tokens
          rows[rows.count - 1].call.cost = closed.cost
        case .allocate(let kind, _, _, _, _):
          #expect(isAllocating == nil)
          isAllocating = kind
        case .finalize(let outcome):
          #expect(self.outcome == nil || epoch > 1)
          self.outcome = outcome
          isFinalizing = true
          finalRows = rows
          for call in outcome.earlierCalls {
            for index in finalRows.indices where finalRows[index].call.id == call.id { finalRows[index].call = call }
          }
          if let call = outcome.call { finalRows[finalRows.count - 1].call.tokens = call.tokens }
        case .abandon: return
        }
      }
      wanted = []
      if isTold {
        probe(&machine)
        return
      }
      // The worker is lost; what it wrote last may not be durable.
      if chance(60) {
        log.removeLast(min(log.count, Int.random(in: 0...3, using: &random)))
        outcome = nil
        return
      }
      if chance(60) { machine.cancel(by: .user) }
      if chance(200) {
        machine.fenced()
        outcome = nil
        continue
      }
      if let kind = isAllocating, Bool.random(using: &random) {
        isAllocating = nil
        if refuses, Bool.random(using: &random) {
          machine.artifactRefused()
        } else {
          machine.artifactAllocated(EntityID(chat: testChat, sequence: nextSequence, kind: kind.entityKind))
          nextSequence += 1
        }
      } else if isVoiding {
        isVoiding = false
        machine.artifactsVoided()
      } else if isWaiting {
        isWaiting = false
        machine.retryDue()
      } else if isFinalizing {
        isFinalizing = false
        machine.committed()
      } else if isCalling {
        isCalling = speak(&machine, &rest)
      }
    }
    Issue.record("seed \(seed): the run does not come to its end")
  }

  /// - Returns: whether the call goes on.
  private mutating func speak(_ machine: inout RunMachine, _ rest: inout Substring) -> Bool {
    let now = MonotonicTime(nanoseconds: 3)
    if chance(40) {
      isCut = true
      machine.jitter = 0.5
      machine.ended(.failed(ModelFailure(code: .providerCut, message: "m", retryable: true)), now: now)
      return false
    }
    if chance(80) {
      usesTools = true
      machine.received(.toolCall(ToolCall(call: "c", name: "n", arguments: "1")), now: now)
      machine.received(.toolReturn(ToolReturn(call: "c", name: "n", succeeded: true, result: "2", milliseconds: 1), isConsole: true), now: now)
      return true
    }
    if rest.isEmpty {
      machine.ended(.completed, now: now)
      return false
    }
    let piece = rest.prefix(Int.random(in: 1...6, using: &random))
    rest = rest.dropFirst(piece.count)
    machine.received(.text(TextDelta(String(piece))), now: now)
    return true
  }

  /// An event as every reader takes it.
  private mutating func take(_ event: StreamEvent) {
    if case .reset(let reset) = event.body {
      #expect(event.position.epoch == epoch && event.position.sequence == reset.keep + 1)
      #expect(reset.keep <= Int64(log.count), "seed \(seed): nothing is kept that was not durable")
      log = Array(log.prefix(Int(reset.keep)))
    }
    #expect(event.position == Position(epoch: epoch, sequence: Int64(log.count) + 1), "seed \(seed): sequences have no holes")
    #expect(!isTold, "seed \(seed): nothing follows the end")
    log.append(event)
    if event.isTerminal { isTold = true }
  }

  /// A machine that is over has nothing to say to anything.
  private func probe(_ machine: inout RunMachine) {
    let now = MonotonicTime(nanoseconds: 4)
    machine.received(.text(TextDelta("x")), now: now)
    machine.ended(.completed, now: now)
    machine.cancel(by: .user)
    machine.retryDue()
    machine.artifactsVoided()
    machine.artifactRefused()
    machine.committed()
    machine.fenced()
    let isSilent = machine.nextAction() == nil
    #expect(isSilent, "seed \(seed)")
  }

  func judge() {
    guard let outcome else {
      Issue.record("seed \(seed): no outcome")
      return
    }
    let state = StreamState(folding: log)
    #expect(log.filter { if case .started = $0.body { true } else { false } }.count == 1, "seed \(seed)")
    #expect(log.filter { if case .usage = $0.body { true } else { false } }.count <= 1, "seed \(seed)")
    #expect(log.filter(\.isTerminal).count == 1)
    #expect(log.last == outcome.ending)
    #expect(state.text == outcome.state.text && state.artifacts == outcome.state.artifacts, "seed \(seed): what is stored is what readers have")
    let text = String(decoding: state.text, as: UTF8.self)
    #expect(answer.utf8.starts(with: text.utf8), "seed \(seed)")
    if outcome.status == .completed { #expect(text == answer, "seed \(seed)") }
    for artifact in state.artifacts {
      #expect(artifact.sha256 != nil, "seed \(seed): every artifact ends")
      if artifact.started.inline {
        let content = state.text[(artifact.start ?? 0)..<(artifact.end ?? 0)]
        #expect(artifact.bytes == content.count && artifact.sha256 == SHA256.hex(content), "seed \(seed)")
      } else {
        #expect(artifact.bytes == artifact.content.count && artifact.sha256 == SHA256.hex(artifact.content[...]))
      }
    }
    // An artifact for each fence, but where an ID was refused or the end came before there was one.
    let inline = state.artifacts.filter(\.started.inline)
    let ranges = fences(in: text)
    #expect(inline.allSatisfy { artifact in ranges.contains { $0 == artifact.start!..<artifact.end! } }, "seed \(seed): \(text.debugDescription)")
    if outcome.status == .completed, !refuses { #expect(inline.map { $0.start!..<$0.end! } == ranges, "seed \(seed): \(text.debugDescription)") }
    let booked = finalRows.reduce(TokenUsage()) { $0 + ($1.call.tokens ?? TokenUsage()) }
    #expect(booked == outcome.usage.tokens, "seed \(seed): the ledger adds up to what the answer says")
    #expect(outcome.usage.tokens.totalTokens > 0 || !state.hasContent, "seed \(seed): what was said was paid for")
  }

  private func fences(in text: String) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var at = 0
    var start: Int?
    for found in foundInWhole(text) {
      switch found {
      case .text(let part): at += part.utf8.count
      case .opened: start = at
      case .closed: ranges.append(start!..<at)
      }
    }
    return ranges
  }

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
}
