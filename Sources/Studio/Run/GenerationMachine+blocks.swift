import Domain
import Primitives
import StreamLog

// Which blocks there are, which are made now, and which stay as they are.
extension GenerationMachine {
  /// Tells every block, with what stands of it, before the first is made.
  mutating func announce() {
    for (index, name) in draft.blockNames.enumerated() {
      if let known = block(name), known.order == index + 1 { continue }
      if var kept = block(name) ?? keptBlock(name) {
        kept.order = index + 1
        emit(.blockUpdated(kept))
      } else {
        emit(.blockUpdated(GeneratedBlock(name: name, status: BlockStatus.pending.rawValue, sql: "", order: index + 1, timestamp: nil)))
      }
    }
    open = Set(draft.blockNames.filter { block($0)?.status != BlockStatus.completed.rawValue })
    if run.asksProvider {
      // What a refinement gives may need blocks that are not there yet.
      unasked = draft.targets.filter { target in
        !questionsLeft(about: target).isEmpty
          && (order.reason == .refine || target.blocks.contains { open.contains($0.name) && BlockName($0.name).holdsColumns })
      }.map(\.table)
    }
    let tables = draft.targets.count == 1 ? draft.targets[0].table : "\(draft.targets.count) tables"
    progress(stage: "planned", "Found \(draft.columns) column mapping\(draft.columns == 1 ? "" : "s") for \(tables)", percent: percent)
    actions.append(.commit)
  }

  /// A draft with more answers may have blocks that the first had not, and lack some that it had; and what was not named may have to follow what was.
  mutating func addNewBlocks(_ before: GenerationDraft) {
    let names = draft.blockNames
    let texts = before.texts
    let answered = Set(draft.targets.first { $0.table == answeredTable }?.blocks.map(\.name) ?? [])
    for (index, name) in names.enumerated() {
      guard var known = block(name) else {
        emit(.blockUpdated(GeneratedBlock(name: name, status: BlockStatus.pending.rawValue, sql: "", order: index + 1, timestamp: nil)))
        open.insert(name)
        continue
      }
      let text = draft.texts[name]
      if answered.contains(name), !known.isEdited, known.status == BlockStatus.completed.rawValue, texts[name] != text, known.sql != text {
        open.insert(name)
      }
      guard known.order != index + 1 else { continue }
      known.order = index + 1
      emit(.blockUpdated(known))
    }
    for gone in state.blocks where !names.contains(gone.name) && !gone.isEdited && (open.contains(gone.name) || !gone.sql.isEmpty) {
      open.remove(gone.name)
      emit(
        .blockUpdated(
          GeneratedBlock(name: gone.name, status: BlockStatus.completed.rawValue, sql: "", order: gone.order, timestamp: clock)))
    }
  }

  /// Goes on with whatever can be done now.
  mutating func advance() {
    while true {
      for target in draft.targets where target.table != askedTable && !unasked.contains(target.table) { make(target) }
      if let question = questions.popFirst() {
        guard let reply = recalled[question.key] else { return ask(question, attempt: 1) }
        take(reply, to: question)
        continue
      }
      if let table = askedTable.take() {
        guard hasNewAnswers else { continue }
        hasNewAnswers = false
        answeredTable = table
        progress(stage: "checking", "Checking what the model answered for \(table)…", percent: percent)
        phase = .compiling
        actions.append(.compile(answers))
        return
      }
      guard !unasked.isEmpty else { return finish(.completed) }
      let table = unasked.removeFirst()
      askedTable = table
      if let target = draft.targets.first(where: { $0.table == table }) {
        for question in questionsLeft(about: target) { questions.append(question) }
      }
    }
  }

  /// Makes the blocks of a target that are not there yet, one after the other.
  private mutating func make(_ target: GenerationDraft.Target) {
    for block in target.blocks where open.remove(block.name) != nil {
      let name = BlockName(block.name)
      let order = self.block(block.name)?.order ?? 0
      let place = draft.targets.count > 1 ? " of \(target.table)" : ""
      if name.holdsColumns, let failure = failures[target.table] {
        let problem = BlockProblem(
          code: failure.code.rawValue, message: failure.message,
          suggestion: "resume the generation when the model answers again, or write the rule in the cell as an expression")
        refuse(block.name, "", order, problem, "\(name.words)\(place)", stage: name.stage)
      } else if let problem = block.problem {
        refuse(block.name, block.text, order, problem, "\(name.words)\(place)", stage: name.stage)
      } else {
        progress(stage: name.stage, "Generating \(name.words)\(place)…", percent: percent)
        emit(
          .blockUpdated(
            GeneratedBlock(name: block.name, status: BlockStatus.inProgress.rawValue, sql: "", order: order, timestamp: clock)))
        emit(
          .blockUpdated(
            GeneratedBlock(
              name: block.name, status: BlockStatus.completed.rawValue, sql: block.text, order: order, timestamp: clock,
              problem: declined[target.table])))
        progress(stage: name.stage, "\(name.words)\(place) \(declined[target.table] == nil ? "complete" : "as it was")", percent: percent)
      }
      actions.append(.commit)
    }
  }

  private mutating func refuse(_ name: String, _ sql: String, _ order: Int, _ problem: BlockProblem, _ words: String, stage: String) {
    emit(
      .blockUpdated(
        GeneratedBlock(name: name, status: BlockStatus.error.rawValue, sql: sql, order: order, timestamp: clock, problem: problem)))
    progress(stage: stage, "\(words) could not be made: \(problem.message)", percent: percent)
  }

  /// What an earlier version has of a block that this run does not make again.
  private func keptBlock(_ name: String) -> GeneratedBlock? {
    guard var before = previous?[name]?.block, before.status == BlockStatus.completed.rawValue else { return nil }
    let isLeft = order.blocks.map { !$0.contains(name) } ?? (order.reason == .resume)
    guard before.isEdited || isLeft else { return nil }
    // Why an earlier refinement left it as it was is told of that one.
    before.problem = nil
    return before
  }

  func block(_ name: String) -> GeneratedBlock? { state.blocks.first { $0.name == name } }

  var percent: Int {
    let done = state.blocks.count { $0.status == BlockStatus.completed.rawValue }
    return state.blocks.isEmpty ? 0 : done * 100 / state.blocks.count
  }
}
