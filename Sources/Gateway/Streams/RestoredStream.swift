import Domain
import Primitives
import Store
import StreamLog

/// An ended stream whose event log is no longer kept, made from what stands in the records: its state, and its end.
enum RestoredStream {
  /// - Parameter blocks: of a generation's run, as its version has them.
  static func make(_ stored: StoredStream, blocks: [GeneratedBlock] = []) -> LiveStream {
    let run = stored.run
    let last = stored.last ?? Position(epoch: max(1, run.epoch), sequence: 2)
    return LiveStream(run.descriptor, state: state(of: stored, blocks, before: last), end: StreamEvent(position: last, body: ending(of: stored)))
  }

  private static func state(of stored: StoredStream, _ blocks: [GeneratedBlock], before last: Position) -> StreamState {
    let text = Array((stored.message?.content ?? "").utf8)
    let artifacts = stored.artifacts.filter { $0.status != .void }.map { artifact in
      StreamState.ArtifactState(
        started: ArtifactStarted(
          id: artifact.id, parent: artifact.parent, kind: artifact.kind, language: artifact.language, title: artifact.title,
          inline: artifact.start != nil),
        start: artifact.start, end: artifact.end, content: artifact.start == nil ? artifact.content ?? [] : [], bytes: artifact.bytes,
        sha256: artifact.sha256, startedAt: 0)
    }
    return StreamState(
      restoring: text, reasoning: Array((stored.reasoning ?? "").utf8), artifacts: artifacts, blocks: blocks, usage: usage(of: stored),
      last: Position(epoch: last.epoch, sequence: max(1, last.sequence - 1)))
  }

  private static func ending(of stored: StoredStream) -> StreamEvent.Body {
    let hasContent = !(stored.message?.content ?? "").isEmpty
    switch stored.run.status {
    case .failed:
      return .failed(
        stored.failure ?? StreamFailed(code: .internal, message: "the run failed", retryable: false, partial: hasContent))
    case .cancelled: return .cancelled(StreamCancelled(by: stored.cancelledBy ?? .user, partial: hasContent))
    default:
      return .completed(
        StreamCompleted(
          finishReason: stored.message?.finishReason ?? "stop", usage: usage(of: stored),
          milliseconds: stored.message?.responseTimeMilliseconds ?? 0,
          timeToFirstTokenMilliseconds: stored.message?.timeToFirstTokenMilliseconds))
    }
  }

  private static func usage(of stored: StoredStream) -> UsageReport? {
    guard let message = stored.message, let tokens = message.tokens else { return nil }
    return UsageReport(
      tokens: tokens, cost: message.cost, provider: message.provider ?? stored.run.provider, model: message.model ?? stored.run.model)
  }
}
