import Domain
import Mapping
import Primitives
import StreamLog

// What a model is asked, and what becomes of its answers.
extension GenerationMachine {
  /// What a model was asked in an earlier epoch and answered: it was paid for, and need not be asked again.
  mutating func recall(_ log: some Sequence<StreamEvent>) {
    for event in log {
      guard case .stepCompleted(let step) = event.body, let kept = step.result.flatMap({ RuleReply.kept($0) }) else { continue }
      recalled[kept.question] = kept.reply
      // What a refinement changes is tried before it is taken.
      if order.reason != .refine, case .expressions(let given) = kept.reply { answers = answers.replacing(with: given) }
    }
  }

  /// What a model is still to be asked about a target, or to be given of what it answered in an earlier epoch.
  func questionsLeft(about target: GenerationDraft.Target) -> [RuleQuestion] {
    target.questions.filter { recalled[$0.key] == nil || order.reason == .refine }
  }

  mutating func ask(_ question: RuleQuestion, attempt: Int) {
    if attempt == 1 {
      // A lost worker may have begun it.
      let kind = question.column == nil ? "refinement" : "rule"
      let begun = state.openSteps.first { $0.node == question.subject && $0.kind == kind }
      let step = begun ?? StepStarted(step: settings.makeID(), node: question.subject, kind: kind)
      let none = UsageReport(tokens: TokenUsage(), cost: .zero, provider: run.provider, model: run.model)
      asked = Asked(question: question, step: step, startedAt: now, usage: none)
      let cell = question.cell.map { " (\($0))" } ?? ""
      progress(stage: "asking", "Asking \(run.model) about \(question.subject)\(cell)…", percent: percent)
      if begun == nil { emit(.stepStarted(step)) }
      actions.append(.commit)
    }
    phase = .asking(attempt: attempt)
    actions.append(.ask(question, attempt: attempt))
  }

  /// Whether the call that was wanted last is still wanted.
  package var isAsking: Bool { if case .asking = phase { cancelBy == nil } else { false } }

  /// The model answered, whatever it said.
  package mutating func answered(_ text: String, tokens: TokenUsage, cost: Money?, now: MonotonicTime, clock: Timestamp) {
    guard case .asking = phase, let question = asked?.question else { return }
    (self.now, self.clock) = (now, clock)
    book(tokens, cost)
    let reply = RuleReply(text, to: question)
    // It is paid for: kept also where the run ends now.
    endStep(reply)
    guard cancelBy == nil else { return finish(.cancelled) }
    take(reply, to: question)
    advance()
  }

  mutating func take(_ reply: RuleReply, to question: RuleQuestion) {
    switch reply {
    case .expressions(let given):
      if order.reason == .refine { trial = trial ?? Trial(table: question.table, answers: answers) }
      answers = answers.replacing(with: given)
      hasNewAnswers = true
    case .open(let reason):
      if order.reason == .refine {
        declined[question.table] = BlockProblem(
          code: "refinement.unanswered", message: "it stays as it was: \(reason)", suggestion: "say it in other words, or write the block by hand")
      }
      progress(stage: "open", "\(question.subject) stays \(order.reason == .refine ? "as it was" : "open"): \(reason)", percent: percent)
    }
  }

  /// What a refinement gave cannot be used: what was there stays.
  mutating func decline(_ trial: Trial, for told: [Diagnostic]) {
    answers = trial.answers
    let known = Set(draft.diagnostics)
    let diagnostics = told.filter { $0.severity == .error && !known.contains($0) }
    let first = diagnostics.first
    let place = first?.place.map { "\($0): " } ?? ""
    declined[trial.table] = BlockProblem(
      code: "mapping.\(first?.code.rawValue ?? Diagnostic.Code.badExpression.rawValue)",
      message: "it stays as it was: \(place)\(first?.found ?? "what the model answered cannot be used")",
      suggestion: first?.fix ?? "say it in other words, or write the block by hand")
    draft.diagnostics += diagnostics
    progress(stage: "refused", "\(trial.table) stays as it was: \(first?.found ?? "what the model answered cannot be used")", percent: percent)
    advance()
  }

  /// The call ended without an answer.
  package mutating func callFailed(_ failure: ModelFailure, tokens: TokenUsage, cost: Money?, now: MonotonicTime, clock: Timestamp) {
    guard case .asking(let attempt) = phase, let question = asked?.question else { return }
    (self.now, self.clock) = (now, clock)
    book(tokens, cost)
    guard cancelBy == nil else { return finish(.cancelled) }
    if let delay = settings.delay(attempt, failure) {
      phase = .waiting(attempt: attempt)
      actions.append(.wait(milliseconds: delay))
      return
    }
    failures[question.table] = failure
    // Who does not answer this does not answer the rest of it.
    questions.removeAll()
    endStep(nil)
    advance()
  }

  /// The call was ended because it was to end.
  package mutating func callCancelled(tokens: TokenUsage, cost: Money?, now: MonotonicTime, clock: Timestamp) {
    guard case .asking = phase else { return }
    (self.now, self.clock) = (now, clock)
    book(tokens, cost)
    cancelBy = cancelBy ?? .operator
    finish(.cancelled)
  }

  /// The wait is over.
  package mutating func retryDue(now: MonotonicTime, clock: Timestamp) {
    guard case .waiting(let attempt) = phase, let question = asked?.question else { return }
    (self.now, self.clock) = (now, clock)
    ask(question, attempt: attempt + 1)
  }

  private mutating func endStep(_ reply: RuleReply?) {
    guard let asked = asked.take() else { return }
    emit(
      .stepCompleted(
        StepCompleted(
          step: asked.step.step, node: asked.step.node, kind: asked.step.kind, milliseconds: now.milliseconds(since: asked.startedAt),
          usage: asked.usage, result: reply?.json(to: asked.question))))
    actions.append(.commit)
  }

  private mutating func book(_ tokens: TokenUsage, _ cost: Money?) {
    func add(_ report: inout UsageReport) {
      report.tokens = report.tokens + tokens
      if let cost, let sum = report.cost { report.cost = sum + cost } else { report.cost = nil }
    }
    add(&usage)
    if var own = asked?.usage {
      add(&own)
      asked?.usage = own
    }
  }
}
