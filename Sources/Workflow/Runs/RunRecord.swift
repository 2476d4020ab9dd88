import Domain
import Primitives
import Store
import StreamLog
import Wire

/// Makes the records of a run that ended out of its outcome.
enum RunRecord {
  /// - Parameters:
  ///   - lastEvents: the stream's events of which the store has not said that it has them, its end with them.
  ///   - earlierCalls: calls of earlier epochs that the outcome's usage has a part of.
  static func finalization(
    of outcome: RunOutcome, run: Run, lastEvents: JournalBatch, call: ProviderCall?, earlierCalls: [ProviderCall], now: Timestamp
  ) -> RunFinalization {
    let state = outcome.state
    return RunFinalization(
      run: run.id, epoch: run.epoch, status: outcome.status, message: message(of: outcome, run: run, now: now),
      reasoning: state.reasoning.isEmpty ? nil : String(decoding: state.reasoning, as: UTF8.self),
      artifacts: state.artifacts.map { artifact($0, of: outcome, now: now) }, call: call, earlierCalls: earlierCalls, failure: outcome.failure,
      cancelledBy: outcome.cancelledBy,
      toolCalls: state.toolCalls,
      lastEvents: lastEvents, now: now)
  }

  private static func message(of outcome: RunOutcome, run: Run, now: Timestamp) -> Message? {
    guard let id = run.assistantMessage else { return nil }
    let status: MessageStatus =
      switch outcome.status {
      case .completed: .complete
      case .cancelled: .cancelled
      default: .failed
      }
    return Message(
      id: id, parent: run.userMessage, role: "assistant", content: String(decoding: outcome.state.text, as: UTF8.self), status: status,
      frontendID: run.frontendID, createdAt: now, run: run.id, finishReason: outcome.finishReason, tokens: outcome.usage.tokens,
      cost: outcome.usage.cost, provider: run.provider, model: run.model, responseTimeMilliseconds: outcome.milliseconds,
      timeToFirstTokenMilliseconds: outcome.timeToFirstTokenMilliseconds)
  }

  private static func artifact(_ artifact: StreamState.ArtifactState, of outcome: RunOutcome, now: Timestamp) -> Artifact {
    let started = artifact.started
    let status: ArtifactStatus =
      artifact.sha256 == nil || outcome.status != .completed && artifact.end == outcome.state.text.count ? .partial : .complete
    return Artifact(
      id: started.id, parent: started.parent, kind: started.kind, language: started.language, title: started.title, status: status,
      content: started.inline ? nil : artifact.content, start: artifact.start, end: artifact.end, bytes: artifact.bytes, sha256: artifact.sha256,
      createdAt: now)
  }
}
