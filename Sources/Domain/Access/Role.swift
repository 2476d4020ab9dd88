/// What a person is on this server. Each role may do what those before it may.
package enum Role: String, Sendable, CaseIterable, Comparable {
  /// Reads what others share.
  case viewer
  /// Has chats.
  case member
  /// Sees everything and keeps the server running.
  case `operator`
  /// Decides who may do what.
  case admin

  package static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .viewer: 0
    case .member: 1
    case .operator: 2
    case .admin: 3
    }
  }
}
