import Domain
import Testing

@Suite struct AccessTests {
  /// Which roles have which permission, said once more by hand: a change of the table must be meant.
  private static let expected: [Permission: Set<Role>] = [
    .readChats: [.viewer, .member, .operator, .admin], .readStreams: [.viewer, .member, .operator, .admin],
    .writeChats: [.member, .operator, .admin], .manageOwnKeys: [.member, .operator, .admin],
    .readEverything: [.operator, .admin], .cancelEverything: [.operator, .admin], .readOperations: [.operator, .admin], .manageAccess: [.admin],
  ]

  private func principal(_ role: Role, _ scopes: Set<Scope> = []) -> Principal { Principal(user: "u", name: "n", role: role, scopes: scopes) }

  @Test func `each role has the permissions of the table and no others`() {
    #expect(Set(Self.expected.keys) == Set(Permission.allCases))
    for permission in Permission.allCases {
      for role in Role.allCases { #expect(principal(role).may(permission) == Self.expected[permission]?.contains(role), "\(role) \(permission)") }
    }
  }

  @Test func `scopes only ever take away`() {
    for permission in Permission.allCases {
      for role in Role.allCases {
        for scope in Scope.allCases {
          #expect(principal(role, [scope]).may(permission) == (principal(role).may(permission) && permission.scope == scope))
        }
        #expect(principal(role, Set(Scope.allCases)).may(permission) == principal(role).may(permission))
      }
    }
  }

  @Test func `roles stand in their order`() {
    #expect(Role.allCases.sorted() == [.viewer, .member, .operator, .admin])
    #expect(Role.allCases.sorted() == Role.allCases)
  }

  /// For every action: what each relation gives a member, and what each role gives a stranger.
  @Test func `what may be done with a chat follows from whose it is and who asks`() {
    let table: [(ChatRelation, Role, [ChatAction: ChatAccess])] = [
      (.owner, .viewer, [.view: .allowed, .write: .forbidden, .cancel: .forbidden, .manage: .forbidden]),
      (.owner, .member, [.view: .allowed, .write: .allowed, .cancel: .allowed, .manage: .allowed]),
      (.owner, .operator, [.view: .allowed, .write: .allowed, .cancel: .allowed, .manage: .allowed]),
      (.owner, .admin, [.view: .allowed, .write: .allowed, .cancel: .allowed, .manage: .allowed]),
      (.member, .viewer, [.view: .allowed, .write: .forbidden, .cancel: .forbidden, .manage: .forbidden]),
      (.member, .member, [.view: .allowed, .write: .allowed, .cancel: .allowed, .manage: .forbidden]),
      (.member, .operator, [.view: .allowed, .write: .allowed, .cancel: .allowed, .manage: .forbidden]),
      (.member, .admin, [.view: .allowed, .write: .allowed, .cancel: .allowed, .manage: .allowed]),
      (.viewer, .viewer, [.view: .allowed, .write: .forbidden, .cancel: .forbidden, .manage: .forbidden]),
      (.viewer, .member, [.view: .allowed, .write: .forbidden, .cancel: .forbidden, .manage: .forbidden]),
      (.viewer, .operator, [.view: .allowed, .write: .forbidden, .cancel: .allowed, .manage: .forbidden]),
      (.viewer, .admin, [.view: .allowed, .write: .allowed, .cancel: .allowed, .manage: .allowed]),
      (.stranger, .viewer, [.view: .hidden, .write: .hidden, .cancel: .hidden, .manage: .hidden]),
      (.stranger, .member, [.view: .hidden, .write: .hidden, .cancel: .hidden, .manage: .hidden]),
      (.stranger, .operator, [.view: .allowed, .write: .forbidden, .cancel: .allowed, .manage: .forbidden]),
      (.stranger, .admin, [.view: .allowed, .write: .allowed, .cancel: .allowed, .manage: .allowed]),
    ]
    #expect(table.count == ChatRelation.allCases.count * Role.allCases.count)
    for (relation, role, expected) in table {
      for action in ChatAction.allCases {
        #expect(ChatAccess(action, by: principal(role), who: relation) == expected[action], "\(relation) \(role) \(action)")
      }
    }
  }

  @Test func `a key for reading only does not write to its owner's chats, and one for chats does not oversee`() {
    #expect(ChatAccess(.write, by: principal(.admin, [.chatRead]), who: .owner) == .forbidden)
    #expect(ChatAccess(.view, by: principal(.admin, [.chatRead]), who: .stranger) == .hidden)
    #expect(ChatAccess(.view, by: principal(.admin, [.opsRead]), who: .stranger) == .allowed)
    #expect(ChatAccess(.write, by: principal(.admin, [.admin]), who: .stranger) == .allowed)
  }
}
