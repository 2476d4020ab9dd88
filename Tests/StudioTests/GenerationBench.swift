import Domain
import Mapping
import Primitives
import StreamLog
import Studio
import Testing
import Workbook

let generationRun = "01JD2ZK7V3Q8W5R1T0X9Y6B4CE"

func run(model: String = "", epoch: Int64 = 1, order: GenerationOrder = GenerationOrder(generation: "gen_1", reason: .generate)) -> Run {
  Run(
    id: generationRun, stream: "gen_1", chat: nil, userMessage: nil, assistantMessage: nil, frontendID: "f", session: nil, requestedModel: model,
    provider: model.isEmpty ? "" : "scripted", model: model, status: .running, epoch: epoch, createdAt: clock,
    request: RunRequest(options: order.options))
}

let clock = Timestamp(rfc3339: "2026-11-20T10:00:00Z")!
let begin = MonotonicTime(nanoseconds: 1_000_000_000)

func question(_ table: String, _ column: String) -> RuleQuestion {
  RuleQuestion(table: table, column: column, branch: nil, columns: [column], cell: "Mapping!H7", instructions: "i", question: "q")
}

/// A draft of targets with these blocks; each text names its block and its round.
func draft(_ targets: [(table: String, blocks: [String])], questions: [String: [RuleQuestion]] = [:], round: Int = 1) -> GenerationDraft {
  GenerationDraft(
    targets: targets.map { target in
      GenerationDraft.Target(
        table: target.table, fileName: "\(target.table).sql",
        blocks: target.blocks.map { GenerationDraft.Block(name: $0, text: "-- \($0) \(round)") }, questions: questions[target.table] ?? [],
        spans: target.blocks.map { block in
          RenderedTarget.Span(
            block: block, line: 1, start: 0, endLine: 1, end: 4, column: "c", provenance: Provenance(sheet: "Mapping", row: 2, column: 8))
        })
    }, columns: 2)
}

let oneTarget = [(table: "orders", blocks: ["select_clause", "joins", "where_clause"])]

/// A machine with what it wanted, round by round.
struct MachineBench: ~Copyable {
  var machine: GenerationMachine
  private(set) var events: [StreamEvent] = []
  private(set) var waits: [Int64] = []
  private(set) var outcome: GenerationOutcome?
  private(set) var compiles: [[RuleExpression]] = []
  private(set) var asked: [(question: RuleQuestion, attempt: Int)] = []
  private(set) var cancelledCalls = 0
  private(set) var isAbandoned = false
  /// Every event that was told before a commit was asked for, in order.
  private(set) var committed = 0

  init(
    _ run: Run = run(), order: GenerationOrder = GenerationOrder(generation: "gen_1", reason: .generate), previous: GenerationDocument? = nil,
    log: [StreamEvent] = [], cancel: CancelledBy? = nil, retries: Int = 1
  ) {
    machine = GenerationMachine(
      run: run, order: order, previous: previous, log: log, cancelRequested: cancel,
      settings: GenerationMachine.Settings(
        epochs: 3, delay: { attempt, failure in failure.retryable && attempt <= retries ? 100 : nil }, makeID: { "01JD2ZK7V3Q8W5R1T0X9Y6B4CF" }),
      now: begin, clock: clock)
    drain()
  }

  mutating func drain() {
    while let action = machine.nextAction() {
      switch action {
      case .emit(let event): events.append(event)
      case .commit: committed = events.count
      case .compile(let answers): compiles.append(answers)
      case .ask(let question, let attempt): asked.append((question, attempt))
      case .wait(let milliseconds): waits.append(milliseconds)
      case .cancelCall: cancelledCalls += 1
      case .finalize(let outcome): self.outcome = outcome
      case .abandon: isAbandoned = true
      }
    }
  }

  mutating func compiled(_ made: GenerationDraft) {
    machine.compiled(made, now: begin, clock: clock)
    drain()
  }

  mutating func answered(_ text: String, tokens: Int64 = 10) {
    machine.answered(text, tokens: TokenUsage(input: tokens, output: 1), cost: Money(nanodollars: 5), now: begin, clock: clock)
    drain()
  }

  mutating func failed(_ failure: ModelFailure) {
    machine.callFailed(failure, tokens: TokenUsage(), cost: .zero, now: begin, clock: clock)
    drain()
  }

  mutating func commit() {
    guard let ending = outcome?.ending else { return }
    machine.committed(ending)
    drain()
  }

  var blocks: [String: GeneratedBlock] {
    var state = StreamState()
    for event in events { state.apply(event) }
    return Dictionary(uniqueKeysWithValues: state.blocks.map { ($0.name, $0) })
  }

  var updates: [String] {
    events.compactMap { event in
      if case .blockUpdated(let block) = event.body { "\(block.name) \(block.status)" } else { nil }
    }
  }
}
