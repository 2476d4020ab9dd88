import Domain
import StreamLog

/// What a provider says again when its answer is told from the beginning: takes out exactly what stands already, and notices when it is not the
/// same. Pure.
///
/// Text, reasoning and tool calls are compared each in its own order, since a line that was held back changes only the order between them.
struct RepeatedContent {
  enum Judgement: Equatable {
    /// All of it stands.
    case repeated
    /// Some or all of it is new.
    case new(ModelEvent)
    /// It is not what stands: this is another answer.
    case different
  }

  /// What stands and was not said again yet.
  private var text: ArraySlice<UInt8>
  private var reasoning: ArraySlice<UInt8>
  private var toolCalls: ArraySlice<ToolCall>

  /// - Parameter state: what stands; without what tools gave back, which no provider repeats.
  init(_ state: StreamState) {
    text = state.text[...]
    reasoning = state.reasoning[...]
    toolCalls = state.toolCalls[...]
  }

  /// Everything that stands was said again.
  var isOver: Bool { text.isEmpty && reasoning.isEmpty && toolCalls.isEmpty }

  mutating func take(_ event: ModelEvent) -> Judgement {
    switch event {
    case .text(let delta):
      guard !text.isEmpty, !delta.text.isEmpty else { return .new(event) }
      guard let rest = Self.rest(of: delta.text, behind: &text) else { return .different }
      // Log probabilities went with the part of the piece that stands.
      return rest.isEmpty ? .repeated : .new(.text(TextDelta(rest)))
    case .reasoning(let thought):
      guard !reasoning.isEmpty, !thought.isEmpty else { return .new(event) }
      guard let rest = Self.rest(of: thought, behind: &reasoning) else { return .different }
      return rest.isEmpty ? .repeated : .new(.reasoning(rest))
    case .toolCall(let call):
      guard let standing = toolCalls.popFirst() else { return .new(event) }
      return standing == call ? .repeated : .different
    case .identified, .attachable, .toolReturn, .usage, .finished: return .new(event)
    }
  }

  /// Takes the beginning that a piece has in common with what stands.
  /// - Returns: the rest of the piece; `nil` when it says something else.
  private static func rest(of piece: String, behind standing: inout ArraySlice<UInt8>) -> String? {
    let bytes = Array(piece.utf8)
    let common = min(bytes.count, standing.count)
    guard bytes[..<common].elementsEqual(standing.prefix(common)) else { return nil }
    standing = standing.dropFirst(common)
    return String(validating: bytes[common...], as: UTF8.self)
  }
}
