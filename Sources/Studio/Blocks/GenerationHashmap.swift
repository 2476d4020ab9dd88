import Domain
import Primitives
import StreamLog
import Wire

/// A generation as its page holds it (MAPPING §5): every block with its state, and how far it is.
package struct GenerationHashmap: Sendable, Equatable {
  package enum Status: String, Sendable, CaseIterable {
    case pending
    case inProgress = "in_progress"
    case completed, error
  }

  package var identity: GenerationIdentity
  package var status: Status
  package var blocks: [GeneratedBlock]
  package var estimatedCompletion: Timestamp?

  /// - Parameter begun: when the first block was begun, to reckon when the last will be there; `nil` gives no reckoning.
  package init(_ identity: GenerationIdentity, status: Status, blocks: [GeneratedBlock], begun: Timestamp? = nil) {
    self.identity = identity
    self.status = status
    self.blocks = blocks.sorted { $0.order < $1.order }
    if status == .inProgress, let begun { estimatedCompletion = estimate(begun: begun) }
  }

  /// Of a generation that nobody has begun.
  package init(_ identity: GenerationIdentity, planned names: [String]) {
    self.init(
      identity, status: .pending,
      blocks: names.enumerated().map { index, name in
        GeneratedBlock(name: name, status: BlockStatus.pending.rawValue, sql: "", order: index + 1, timestamp: nil)
      })
  }

  /// What a reader of the stream knows so far.
  /// - Parameter begun: when the run began, to reckon when it will be over; `nil` gives no reckoning.
  package init(_ identity: GenerationIdentity, _ state: StreamState, begun: Timestamp? = nil) {
    let status: Status =
      switch state.status {
      case .queued: .pending
      case .streaming: .inProgress
      case .completed: .completed
      case .failed, .cancelled: .error
      }
    self.init(identity, status: status, blocks: state.blocks, begun: begun)
  }

  package var completedBlocks: Int { blocks.count { $0.status == BlockStatus.completed.rawValue } }

  /// Whole percents, downwards; 0 where there are no blocks yet.
  package var progressPercentage: Int { blocks.isEmpty ? 0 : completedBlocks * 100 / blocks.count }

  /// The whole text so far: the blocks that there are, in order, each on lines of its own, with a line end at the end.
  package var text: String { Self.text(of: blocks) }

  package static func text(of blocks: some Sequence<GeneratedBlock>) -> String {
    let texts = blocks.filter { $0.status == BlockStatus.completed.rawValue && !$0.sql.isEmpty }.map(\.sql)
    return texts.isEmpty ? "" : texts.joined(separator: "\n") + "\n"
  }

  /// As if the blocks that are left took as long as those that are there.
  private func estimate(begun: Timestamp) -> Timestamp? {
    let times = blocks.filter { $0.status == BlockStatus.completed.rawValue }.compactMap(\.timestamp).filter { $0 >= begun }
    guard let last = times.max(), !times.isEmpty else { return nil }
    let left = Int64(blocks.count - completedBlocks)
    let each = (last.microseconds - begun.microseconds) / Int64(times.count)
    return Timestamp(microseconds: last.microseconds + left * each)
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writeMembers(to: &writer)
    writer.endObject()
  }

  /// The members alone, for an object that has more.
  package func writeMembers(to writer: inout JSONWriter) {
    writer.field("generation_id", identity.id)
    writer.field("semantic_layer_name", identity.name)
    writer.field("status", status.rawValue)
    writer.key("blocks")
    writer.beginObject()
    for block in blocks {
      writer.key(escaping: block.name)
      writer.beginObject()
      writer.writeMembers(of: block)
      writer.endObject()
    }
    writer.endObject()
    writer.key("metadata")
    writer.beginObject()
    writer.field("mapping_file", identity.mappingFile)
    writer.field("total_blocks", blocks.count)
    writer.field("completed_blocks", completedBlocks)
    writer.field("progress_percentage", progressPercentage)
    writer.field("estimated_completion", estimatedCompletion?.rfc3339)
    writer.endObject()
  }
}
