/// What an entity of a chat is. The raw value is the suffix of its ID.
package enum EntityKind: String, Sendable, CaseIterable {
  case userMessage = "UM"
  case assistantMessage = "AM"
  case code = "AC"
  case output = "AO"
  case html = "AH"
  case attachment = "UA"

  /// The kind that the parent must have; `nil` for a root.
  package var parentKind: EntityKind? {
    switch self {
    case .userMessage: nil
    case .assistantMessage, .attachment: .userMessage
    case .code, .html: .assistantMessage
    case .output: .code
    }
  }

  package var isMessage: Bool { self == .userMessage || self == .assistantMessage }
  package var isArtifact: Bool { !isMessage }
}
