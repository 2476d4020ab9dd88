import Domain
import Primitives
import StreamLog

/// The life of one run of a generation, from its claim to its end: which blocks are there, which are to be made and in which order, what a model has to be asked
/// first, and what stands of a lost worker's log. Pure: inputs are methods, `nextAction()` says what to do.
///
/// A block that cannot be made leaves the others. What a person wrote is left as it is.
package struct GenerationMachine: ~Copyable {
  package enum Action: Sendable {
    case emit(StreamEvent)
    /// What was said so far is to be durable before more is done.
    case commit
    /// Read the workbook and make a draft with these answers; then `compiled` or `refused`.
    case compile([RuleExpression])
    /// Ask a model; then `answered` or `callFailed`. Attempts count from 1.
    case ask(RuleQuestion, attempt: Int)
    /// Come back with `retryDue` after this time.
    case wait(milliseconds: Int64)
    case cancelCall
    /// Write down how it ended; then `committed` or `fenced`.
    case finalize(GenerationOutcome)
    /// The run is another worker's: leave it.
    case abandon
  }

  package struct Settings: Sendable {
    /// Take-overs after which a run is given up as lost.
    package var epochs: Int64
    /// How long to wait before a failed question is asked again; `nil`: not again.
    package var delay: @Sendable (_ attempt: Int, ModelFailure) -> Int64?
    /// ULIDs of steps.
    package var makeID: @Sendable () -> String

    package init(epochs: Int64 = 5, delay: @escaping @Sendable (_ attempt: Int, ModelFailure) -> Int64?, makeID: @escaping @Sendable () -> String) {
      self.epochs = epochs
      self.delay = delay
      self.makeID = makeID
    }
  }

  struct Asked {
    let question: RuleQuestion
    let step: StepStarted
    let startedAt: MonotonicTime
    var usage: UsageReport
  }

  /// Answers of a refinement that are not known yet to be of use.
  struct Trial {
    let table: String
    /// Those before.
    let answers: [RuleExpression]
  }

  enum Phase {
    case compiling
    case asking(attempt: Int)
    case waiting(attempt: Int)
    case finalizing
    case over
  }

  let run: Run
  let order: GenerationOrder
  let previous: GenerationDocument?
  let settings: Settings
  let startedAt: MonotonicTime
  var phase = Phase.compiling
  var state = StreamState()
  var nextSequence: Int64 = 1
  var actions = RingBuffer<Action>()
  var draft = GenerationDraft(targets: [])
  /// Names of blocks that this run makes and that are neither there nor failed.
  var open: Set<String> = []
  /// Given by earlier runs, and by models in this one.
  var answers: [RuleExpression]
  /// Tables of targets that a model is still to be asked about.
  var unasked: [String] = []
  /// What is still to be asked about the table under way.
  var questions = RingBuffer<RuleQuestion>()
  var askedTable: String?
  /// The table that the answers are about with which a draft is made.
  var answeredTable: String?
  var asked: Asked?
  var hasNewAnswers = false
  /// What a model answered in earlier epochs.
  var recalled: [RuleQuestion.Key: RuleReply] = [:]
  var trial: Trial?
  /// Why a refinement left the blocks of a target as they were, by table.
  var declined: [String: BlockProblem] = [:]
  /// Why a target's columns could not be answered, by table.
  var failures: [String: ModelFailure] = [:]
  var cancelBy: CancelledBy?
  var usage: UsageReport
  var now: MonotonicTime
  /// The time on the wall, for what readers are told.
  var clock: Timestamp

  /// - Parameters:
  ///   - previous: the generation's latest version.
  ///   - log: the durable events of this run's earlier epochs, in effective order.
  ///   - earlierUsage: what calls of earlier epochs are known to have used.
  package init(
    run: Run, order: GenerationOrder, previous: GenerationDocument?, log: [StreamEvent], earlierUsage: TokenUsage = TokenUsage(),
    earlierCost: Money? = .zero, cancelRequested: CancelledBy?, settings: Settings, now: MonotonicTime, clock: Timestamp
  ) {
    self.run = run
    self.order = order
    self.previous = previous
    self.settings = settings
    self.now = now
    self.clock = clock
    startedAt = now
    answers = previous?.answers ?? []
    usage = UsageReport(tokens: earlierUsage, cost: earlierCost, provider: run.provider, model: run.model)
    cancelBy = cancelRequested
    begin(log)
  }

  package mutating func nextAction() -> Action? { actions.popFirst() }

  package var isFinalizing: Bool { if case .finalizing = phase { true } else { false } }

  /// The last position that was told.
  package var last: Int64 { nextSequence - 1 }

  // MARK: Begin

  private mutating func begin(_ log: [StreamEvent]) {
    var hasStarted = false
    if run.epoch > 1 {
      let standing = Self.standing(log)
      recall(standing)
      for event in standing {
        state.apply(event)
        nextSequence = event.position.sequence + 1
        if case .started = event.body { hasStarted = true }
      }
      emit(.reset(StreamReset(keep: nextSequence - 1)))
    }
    if !hasStarted {
      emit(.started(StreamStarted(run: run.id, chat: nil, parent: nil, model: run.model, provider: run.provider)))
    }
    if cancelBy != nil {
      finish(.cancelled)
    } else if run.epoch - order.baseEpoch > settings.epochs {
      fail(
        StreamFailed(
          code: .runLost, message: "every worker that took this run was lost; resume it when the server is well", retryable: true,
          partial: state.hasBlocks))
    } else {
      progress(stage: "parsing", "Parsing Excel mapping document…", percent: 0)
      actions.append(.compile(answers))
    }
  }

  /// What stands of a lost worker's log: all of it up to its first hole, but not what the run came to.
  private static func standing(_ log: [StreamEvent]) -> ArraySlice<StreamEvent> {
    var next: Int64 = 1
    for (index, event) in log.enumerated() {
      guard event.position.sequence == next else { return log[..<index] }
      if case .usage = event.body { return log[..<index] }
      next += 1
    }
    return log[...]
  }

  // MARK: Inputs

  /// The draft that was wanted is there.
  package mutating func compiled(_ made: GenerationDraft, now: MonotonicTime, clock: Timestamp) {
    guard case .compiling = phase else { return }
    (self.now, self.clock) = (now, clock)
    if let trial = trial.take() {
      let new = made.refusals(beside: draft)
      guard new.isEmpty else { return decline(trial, for: new) }
    }
    let before = draft
    draft = made
    if before.targets.isEmpty { announce() } else { addNewBlocks(before) }
    advance()
  }

  /// There is nothing to make of the workbook.
  package mutating func refused(_ refusal: GenerationRefusal, now: MonotonicTime, clock: Timestamp) {
    guard case .compiling = phase else { return }
    (self.now, self.clock) = (now, clock)
    if let trial = trial.take() { return decline(trial, for: refusal.diagnostics) }
    progress(stage: "refused", refusal.message, percent: 0)
    fail(StreamFailed(code: .internal, message: "\(refusal.code): \(refusal.message)", retryable: false, partial: state.hasBlocks))
  }

  /// A person or the operator wants it to end.
  package mutating func cancel(by: CancelledBy) {
    guard cancelBy == nil else { return }
    switch phase {
    case .finalizing, .over: return
    case .asking:
      cancelBy = by
      actions.append(.cancelCall)
    case .compiling, .waiting:
      cancelBy = by
      finish(.cancelled)
    }
  }

  /// The run is another worker's.
  package mutating func fenced() {
    if case .over = phase { return }
    phase = .over
    actions.removeAll()
    actions.append(.abandon)
  }

  /// The end is written: readers may be told.
  package mutating func committed(_ ending: StreamEvent) {
    guard case .finalizing = phase else { return }
    phase = .over
    actions.append(.emit(ending))
  }

  // MARK: Words

  mutating func emit(_ body: StreamEvent.Body) {
    let event = StreamEvent(position: Position(epoch: run.epoch, sequence: nextSequence), body: body)
    nextSequence += 1
    state.apply(event)
    actions.append(.emit(event))
  }

  mutating func progress(stage: String, _ message: String, percent: Int) {
    emit(.progress(Progress(stage: stage, message: message, percent: Double(percent))))
  }
}

extension StreamState {
  /// Whether a block is there that a reader would miss.
  var hasBlocks: Bool { blocks.contains { $0.status == BlockStatus.completed.rawValue } }
}
