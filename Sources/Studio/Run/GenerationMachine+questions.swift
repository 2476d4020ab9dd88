import Domain
import Primitives

// What a model is asked, and what becomes of its answers.
extension GenerationMachine {
  mutating func ask(_ question: RuleQuestion, attempt: Int) {
    if attempt == 1 {
      let step = StepStarted(step: settings.makeID(), node: question.subject, kind: question.column == nil ? "refinement" : "rule")
      let none = UsageReport(tokens: TokenUsage(), cost: .zero, provider: run.provider, model: run.model)
      asked = Asked(question: question, step: step, startedAt: now, usage: none)
      let cell = question.cell.map { " (\($0))" } ?? ""
      progress(stage: "asking", "Asking \(run.model) about \(question.subject)\(cell)…", percent: percent)
      emit(.stepStarted(step))
      actions.append(.commit)
    }
    phase = .asking(attempt: attempt)
    actions.append(.ask(question, attempt: attempt))
  }

  /// The model answered, whatever it said.
  package mutating func answered(_ text: String, tokens: TokenUsage, cost: Money?, now: MonotonicTime, clock: Timestamp) {
    guard case .asking = phase, let question = asked?.question else { return }
    (self.now, self.clock) = (now, clock)
    book(tokens, cost)
    guard cancelBy == nil else { return finish(.cancelled) }
    switch RuleReply(text, to: question) {
    case .expressions(let given):
      for answer in given {
        answers.removeAll { $0.table == answer.table && $0.column == answer.column && ($0.branch == nil || $0.branch == answer.branch) }
        answers.append(answer)
      }
      hasNewAnswers = true
    case .open(let reason): progress(stage: "open", "\(question.subject) stays open: \(reason)", percent: percent)
    }
    endStep()
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
    endStep()
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

  private mutating func endStep() {
    guard let asked = asked.take() else { return }
    emit(
      .stepCompleted(
        StepCompleted(
          step: asked.step.step, node: asked.step.node, kind: asked.step.kind, milliseconds: now.milliseconds(since: asked.startedAt),
          usage: asked.usage)))
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
