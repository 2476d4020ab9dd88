/// Something that a caller may or may not do. This is the one table of them: each wants a role, and of a key with scopes also a scope.
package enum Permission: String, Sendable, CaseIterable {
  /// Chats of its own and those shared with it, with messages, artifacts, ledger and trace.
  case readChats
  case writeChats
  /// Streams of such chats.
  case readStreams
  /// What belongs to others.
  case readEverything
  case cancelEverything
  /// Metrics and their history.
  case readOperations
  case manageOwnKeys
  /// Users, everybody's keys, and chats of others.
  case manageAccess

  /// The least role that has it.
  package var role: Role {
    switch self {
    case .readChats, .readStreams: .viewer
    case .writeChats, .manageOwnKeys: .member
    case .readEverything, .cancelEverything, .readOperations: .operator
    case .manageAccess: .admin
    }
  }

  /// What a key must name, if it names any scope.
  package var scope: Scope {
    switch self {
    case .readChats: .chatRead
    case .writeChats, .cancelEverything: .chatWrite
    case .readStreams: .streamRead
    case .readEverything, .readOperations: .opsRead
    case .manageOwnKeys, .manageAccess: .admin
    }
  }
}
