import Domain
import Mapping
import Primitives
import StreamLog
import Wire

// How a run ends, and what it leaves.
extension GenerationMachine {
  mutating func finish(_ status: RunStatus) {
    if status == .completed, let failed = state.blocks.first(where: { $0.status == BlockStatus.error.rawValue }) {
      let code = failed.problem.flatMap { FailureCode(rawValue: $0.code) } ?? .internal
      return fail(
        StreamFailed(code: code, message: "\(failed.name): \(failed.problem?.message ?? "it could not be made")", retryable: true, partial: true))
    }
    if status == .cancelled {
      end(status, .cancelled(StreamCancelled(by: cancelBy ?? .operator, partial: state.hasBlocks)), cancelledBy: cancelBy ?? .operator)
    } else {
      progress(stage: "complete", "Generation complete", percent: 100)
      let report = run.asksProvider ? usage : nil
      end(
        status,
        .completed(
          StreamCompleted(
            finishReason: "stop", usage: report, milliseconds: now.milliseconds(since: startedAt), timeToFirstTokenMilliseconds: nil)))
    }
  }

  mutating func fail(_ failure: StreamFailed) { end(.failed, .failed(failure), failure: failure) }

  private mutating func end(
    _ status: RunStatus, _ body: StreamEvent.Body, failure: StreamFailed? = nil, cancelledBy: CancelledBy? = nil
  ) {
    if run.asksProvider, status == .completed || usage.tokens.totalTokens > 0 { emit(.usage(usage)) }
    phase = .finalizing
    let ending = StreamEvent(position: Position(epoch: run.epoch, sequence: nextSequence), body: body)
    actions.append(
      .finalize(
        GenerationOutcome(
          status: status, document: document(status), usage: usage, failure: failure, cancelledBy: cancelledBy, ending: ending)))
  }

  private func document(_ status: RunStatus) -> GenerationDocument {
    let hasAll = status == .completed
    guard !draft.targets.isEmpty else {
      var before = previous ?? GenerationDocument(status: .error)
      before.status = .error
      return before
    }
    let texts = draft.texts
    var document = GenerationDocument(status: hasAll ? .completed : .error)
    document.targets = draft.targets.map {
      GenerationDocument.Target(table: $0.table, fileName: $0.fileName, blocks: $0.blocks.map(\.name))
    }
    document.blocks = state.blocks.filter { texts[$0.name] != nil }.sorted { $0.order < $1.order }.map { block in
      var block = block
      if block.status == BlockStatus.inProgress.rawValue { block.status = BlockStatus.pending.rawValue }
      return GenerationDocument.Block(block, generated: block.isEdited ? texts[block.name] ?? previous?[block.name]?.generated : nil)
    }
    // What was left as it was comes from the cells that it came from.
    for block in document.blocks where !block.block.isEdited && block.block.status == BlockStatus.completed.rawValue {
      let name = block.block.name
      if block.block.sql == texts[name] {
        for target in draft.targets { document.spans += target.spans.filter { $0.block == name }.map { GenerationDocument.Span($0) } }
      } else {
        document.spans += (previous?.spans ?? []).filter { $0.block == name }
      }
    }
    document.files = draft.files
    document.answers = answers
    document.diagnostics = draft.diagnostics.map(\.json)
    return document
  }
}
