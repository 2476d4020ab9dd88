import Domain
import Primitives

/// What a run of a generation is to do. It travels in the run's request, so that another worker can do it again.
package struct GenerationOrder: Sendable, Equatable {
  package var generation: String
  package var reason: GenerationVersion.Reason
  /// The epoch of the run before it: this run's own begin above.
  package var baseEpoch: Int64
  /// Blocks that are to be made; `nil` for all that are not there.
  package var blocks: [String]?
  /// Columns, as `table.column`, that a refinement may change.
  package var columns: [String]
  /// What a person asked for.
  package var prompt: String?

  private static let key = "generation"

  package init(
    generation: String, reason: GenerationVersion.Reason, baseEpoch: Int64 = 0, blocks: [String]? = nil, columns: [String] = [],
    prompt: String? = nil
  ) {
    self.generation = generation
    self.reason = reason
    self.baseEpoch = baseEpoch
    self.blocks = blocks
    self.columns = columns
    self.prompt = prompt
  }

  /// Options of a run's request that carry it.
  package var options: JSONValue {
    var fields = [
      JSONField("id", .string(generation)), JSONField("reason", .string(reason.rawValue)), JSONField("base_epoch", .integer(baseEpoch)),
      JSONField("columns", .array(columns.map { .string($0) })),
    ]
    if let blocks { fields.append(JSONField("blocks", .array(blocks.map { .string($0) }))) }
    if let prompt { fields.append(JSONField("prompt", .string(prompt))) }
    return .object([JSONField(Self.key, .object(fields))])
  }

  /// The order of a run; `nil` for one that answers in a chat.
  package init?(_ run: Run) {
    guard run.chat == nil, let order = run.request.options[Self.key], let generation = order["id"]?.string,
      let reason = order["reason"]?.string.flatMap({ GenerationVersion.Reason(rawValue: $0) })
    else { return nil }
    self.init(
      generation: generation, reason: reason, baseEpoch: order["base_epoch"]?.integer ?? 0,
      blocks: order["blocks"]?.array.map { $0.compactMap(\.string) }, columns: (order["columns"]?.array ?? []).compactMap(\.string),
      prompt: order["prompt"]?.string)
  }
}
