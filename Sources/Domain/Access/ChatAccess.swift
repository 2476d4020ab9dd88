/// What a user is to a chat.
package enum ChatRelation: String, Sendable, CaseIterable {
  case owner
  /// It was shared for asking, too.
  case member
  /// It was shared for reading.
  case viewer
  case stranger
}

/// What is done with a chat.
package enum ChatAction: Sendable, CaseIterable {
  case view
  /// Ask, rename.
  case write
  case cancel
  /// Delete, share.
  case manage
}

/// Who may do what with a chat. Pure.
package enum ChatAccess: Sendable, Equatable {
  case allowed
  /// Sees it, but may not do that.
  case forbidden
  /// Is told what one is told of a chat that does not exist.
  case hidden

  package init(_ action: ChatAction, by principal: Principal, who relation: ChatRelation) {
    let isTheirs = Self.actions(of: relation).contains(action) && principal.may(action.permission)
    let isOverseen = principal.may(action.permissionOverOthers)
    if isTheirs || isOverseen {
      self = .allowed
    } else {
      self = relation != .stranger || principal.may(.readEverything) || principal.may(.manageAccess) ? .forbidden : .hidden
    }
  }

  private static func actions(of relation: ChatRelation) -> Set<ChatAction> {
    switch relation {
    case .owner: [.view, .write, .cancel, .manage]
    case .member: [.view, .write, .cancel]
    case .viewer: [.view]
    case .stranger: []
    }
  }
}

extension ChatAction {
  /// What one must be allowed with a chat of one's own. Whether chats or streams may be read is asked before a chat is looked at.
  fileprivate var permission: Permission? {
    switch self {
    case .view: nil
    case .write, .cancel, .manage: .writeChats
    }
  }

  fileprivate var permissionOverOthers: Permission {
    switch self {
    case .view: .readEverything
    case .cancel: .cancelEverything
    case .write, .manage: .manageAccess
    }
  }
}

extension Principal {
  fileprivate func may(_ permission: Permission?) -> Bool { permission.map { may($0) } ?? true }
}
