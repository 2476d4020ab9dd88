import Domain
import Primitives
import StreamLog
import Studio
import Wire

/// A generation's stream as its page reads it (MAPPING §5): `block_update`, `progress`, `hashmap_sync`, `generation_complete`, `generation_error`. The first frame
/// and each one after a take-over is the whole hashmap. Where an event gives several frames the last alone carries its position: a reader that is cut between them
/// is given all of them again.
package final class BlocksFormEncoder: FormEncoder {
  package static let name = "blocks"

  private let framing: FormKey.Framing
  private let identity: GenerationIdentity
  private var blocks: [GeneratedBlock] = []
  /// When the first block was begun, to reckon when the last will be there.
  private var begun: Timestamp?
  private var writer = JSONWriter()

  package init(framing: FormKey.Framing, identity: GenerationIdentity) {
    self.framing = framing
    self.identity = identity
  }

  package var canReplace: Bool { true }
  package var trailer: [UInt8] { framing.trailer }
  package func encodeUnrecoverable(code: StaticString) -> [UInt8] { [] }

  package func encode(_ event: StreamEvent, json: ArraySlice<UInt8>, into frames: inout FrameBuffer) {
    let position = event.position
    switch event.body {
    case .started: sync(.initial, position, &frames)
    case .reset: sync(.recovery, position, &frames)
    case .progress(let progress):
      // Once every block is told the whole is known.
      let isPlanned = progress.stage == "planned"
      frame("progress", position, &frames, isLast: !isPlanned) { writer in
        writer.field("message", progress.message)
        writer.field("stage", progress.stage)
        writer.field("progress_percentage", Int(progress.percent))
      }
      if isPlanned { sync(.checkpoint, position, &frames) }
    case .blockUpdated(let block):
      take(block)
      frame("block_update", position, &frames, isLast: block.problem == nil) { writer in
        writer.field("block_name", block.name)
        writer.key("block_data")
        writer.beginObject()
        writer.writeMembers(of: block)
        writer.endObject()
      }
      if let problem = block.problem { error(problem, block: block.name, position, &frames) }
    case .completed:
      sync(.checkpoint, position, &frames, status: .completed, isLast: false)
      frame("generation_complete", position, &frames) { writer in
        writer.field("final_sql", GenerationHashmap.text(of: blocks))
        writer.field("filename", identity.fileName)
      }
    case .failed(let failed):
      let problem = BlockProblem(
        code: failed.code.rawValue, message: failed.message,
        suggestion: failed.retryable ? "resume the generation; blocks that are there stay" : "correct the workbook or its layout, and generate again")
      error(problem, block: nil, position, &frames)
    case .cancelled(let cancelled):
      let problem = BlockProblem(
        code: "generation.cancelled", message: "the generation was cancelled (\(cancelled.by.rawValue))",
        suggestion: "resume the generation; blocks that are there stay")
      error(problem, block: nil, position, &frames)
    case .textDelta, .reasoningDelta, .artifactStarted, .artifactDelta, .artifactCompleted, .toolCalled, .toolReturned, .stepStarted, .stepCompleted,
      .usage:
      break
    }
  }

  package func encodeSync(at position: Position, json: ArraySlice<UInt8>) -> [UInt8]? {
    guard let value = try? JSONReader().value(json), let state = value["state"] else { return nil }
    let told = (state["blocks"]?.array ?? []).compactMap { GeneratedBlock($0) }
    // Where the log no longer reaches back to its beginning, this is what the encoder itself has not seen.
    for block in told where !blocks.contains(where: { $0.name == block.name }) { take(block) }
    let status: GenerationHashmap.Status =
      switch state["status"]?.string {
      case "queued": .pending
      case "completed": .completed
      case "failed", "cancelled": .error
      default: .inProgress
      }
    let reason = value["reason"]?.string.flatMap { SyncReason(rawValue: $0) } ?? .recovery
    var frames = FrameBuffer()
    write(GenerationHashmap(identity, status: status, blocks: told), reason, position, &frames)
    return frames.bytes
  }

  private func take(_ block: GeneratedBlock) {
    if let at = blocks.firstIndex(where: { $0.name == block.name }) { blocks[at] = block } else { blocks.append(block) }
    if block.status == BlockStatus.inProgress.rawValue, begun == nil { begun = block.timestamp }
  }

  private func sync(
    _ reason: SyncReason, _ position: Position, _ frames: inout FrameBuffer, status: GenerationHashmap.Status = .inProgress, isLast: Bool = true
  ) {
    write(GenerationHashmap(identity, status: status, blocks: blocks, begun: begun), reason, position, &frames, isLast: isLast)
  }

  private func write(
    _ hashmap: GenerationHashmap, _ reason: SyncReason, _ position: Position, _ frames: inout FrameBuffer, isLast: Bool = true
  ) {
    frame("hashmap_sync", position, &frames, isLast: isLast) { writer in
      writer.key("complete_hashmap")
      hashmap.write(to: &writer)
      switch reason {
      case .initial: writer.field("reason", "initial_load")
      case .checkpoint: writer.field("reason", "checkpoint")
      case .recovery, .lagged: writer.field("reason", "recovery")
      }
    }
  }

  private func error(_ problem: BlockProblem, block: String?, _ position: Position, _ frames: inout FrameBuffer) {
    frame("generation_error", position, &frames) { writer in
      writer.field("code", problem.code)
      writer.field("message", problem.message)
      if let block { writer.field("block_name", block) }
      writer.field("partial", true)
      writer.field("suggestion", problem.suggestion)
    }
  }

  private func frame(
    _ type: StaticString, _ position: Position, _ frames: inout FrameBuffer, isLast: Bool = true, _ members: (inout JSONWriter) -> Void
  ) {
    writer.reset()
    writer.beginObject()
    writer.key("type")
    writer.literal(type)
    writer.field("generation_id", identity.id)
    members(&writer)
    writer.endObject()
    let start = framing.open(&frames.bytes)
    if framing == .webSocket {
      frames.bytes.append(contentsOf: writer.bytes)
    } else {
      appendServerSentEvent(position: isLast ? position : nil, type: type, data: writer.bytes[...], to: &frames.bytes)
    }
    framing.close(start, &frames.bytes)
    frames.endFrame(sequence: position.sequence)
  }
}
