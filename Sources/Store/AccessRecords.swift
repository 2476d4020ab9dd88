import Domain
import Primitives

/// Where it is kept who may do what: users, keys, shares, and the record of what was done about them. Every change writes its audit event in its own
/// transaction.
///
/// `actor` is whoever does it: a user's ID, or a name such as `command line`.
package protocol AccessStore: Sendable {
  // MARK: Users

  /// - Throws: `exists` when the name is taken.
  func createUser(_ user: User, by actor: String) async throws(StoreError)
  func user(_ id: String) async throws(StoreError) -> User?
  func user(named name: String) async throws(StoreError) -> User?
  /// In the order in which they were made.
  func users(page: PageRequest) async throws(StoreError) -> Page<User>
  /// Changes what is given. - Throws: `notFound`.
  func changeUser(_ id: String, role: Role?, isDisabled: Bool?, by actor: String, now: Timestamp) async throws(StoreError) -> User

  // MARK: Keys

  /// Whether any key was ever made, revoked ones included: a server that once asked for keys does not stop asking.
  func hasKeys() async throws(StoreError) -> Bool
  /// - Throws: `notFound` for an unknown user, `exists` for a prefix that is taken.
  func createKey(_ key: APIKey, hash: String, by actor: String) async throws(StoreError)
  func key(prefix: String) async throws(StoreError) -> KeyRecord?
  func key(_ id: String) async throws(StoreError) -> KeyRecord?
  /// In the order in which they were made. - Parameter user: `nil` for everybody's.
  func keys(of user: String?, page: PageRequest) async throws(StoreError) -> Page<APIKey>
  /// Revoking again changes nothing. - Throws: `notFound`.
  func revokeKey(_ id: String, by actor: String, now: Timestamp) async throws(StoreError) -> APIKey
  /// Gives a key a new secret; the one before is taken for a while longer.
  /// - Throws: `notFound` for an unknown or revoked key.
  func rotateKey(_ id: String, hash: String, overlapMilliseconds: Int64, by actor: String, now: Timestamp) async throws(StoreError) -> APIKey

  // MARK: Those who are in already

  /// Which of them may not come in any more: keys that are unknown, revoked, over or of a disabled user; users who are unknown or disabled. One question,
  /// however many they are.
  func refused(of admitted: AdmittedNames, at now: Timestamp) async throws(StoreError) -> AdmittedNames
  /// Which of them their chat is not and was not shared with. A chat that is gone is not told of. One question, however many they are.
  func strangers(among readers: Set<ChatReader>) async throws(StoreError) -> Set<ChatReader>

  // MARK: Chats

  /// What a user is to a chat; `nil` when there is no such chat.
  func relation(of user: String, to chat: ChatID) async throws(StoreError) -> ChatRelation?
  /// A user's own chats and those shared with it; otherwise as `Store.chats`.
  func chats(of user: String, origins: Set<String>?, matching text: String?, page: PageRequest) async throws(StoreError) -> Page<Chat>
  /// Calls to providers that chats and generations of this user caused; otherwise as `Store.ledger`.
  func ledger(ofUser user: String, from: Timestamp?, to: Timestamp?, page: PageRequest) async throws(StoreError) -> Page<ProviderCall>
  /// In the order of the users' IDs.
  func shares(of chat: ChatID) async throws(StoreError) -> [ChatGuest]
  /// Shares a chat with a user, or changes how. - Throws: `notFound` for an unknown chat or user.
  func share(_ chat: ChatID, with user: String, as role: ShareRole, by actor: String, now: Timestamp) async throws(StoreError)
  /// Does nothing when it is not shared. - Throws: `notFound` for an unknown chat.
  func unshare(_ chat: ChatID, with user: String, by actor: String, now: Timestamp) async throws(StoreError)

  // MARK: Others

  /// The secret of this name that all pods share: the proposed one if there was none.
  func sharedSecret(named name: String, proposing secret: [UInt8], now: Timestamp) async throws(StoreError) -> [UInt8]
  /// Writes what is no part of a change: a login, a denial.
  func record(_ events: [AccessEvent]) async throws(StoreError)
}

/// A key with what is needed to believe it.
package struct KeyRecord: Sendable, Equatable {
  package var key: APIKey
  package var user: User
  /// Encoded by Argon2.
  package var hash: String
  package var previousHash: String?

  package init(key: APIKey, user: User, hash: String, previousHash: String?) {
    self.key = key
    self.user = user
    self.hash = hash
    self.previousHash = previousHash
  }

  /// Hashes of which one must be the secret's.
  package func hashes(at now: Timestamp) -> [String] {
    guard let previousHash, let until = key.overlapUntil, now < until else { return [hash] }
    return [hash, previousHash]
  }
}

/// By what those who have something open were let in.
package struct AdmittedNames: Sendable, Equatable {
  /// IDs.
  package var keys: Set<String> = []
  package var users: Set<String> = []

  package init(keys: Set<String> = [], users: Set<String> = []) {
    self.keys = keys
    self.users = users
  }

  package var isEmpty: Bool { keys.isEmpty && users.isEmpty }
}

/// Somebody who reads what a chat has.
package struct ChatReader: Sendable, Hashable {
  /// ULID.
  package var user: String
  package var chat: ChatID

  package init(user: String, chat: ChatID) {
    self.user = user
    self.chat = chat
  }
}

/// How a chat is shared.
package enum ShareRole: String, Sendable, CaseIterable {
  case viewer, member
}

/// Somebody with whom a chat is shared.
package struct ChatGuest: Sendable, Equatable {
  package var user: String
  package var name: String
  package var role: ShareRole
  package var createdAt: Timestamp

  package init(user: String, name: String, role: ShareRole, createdAt: Timestamp) {
    self.user = user
    self.name = name
    self.role = role
    self.createdAt = createdAt
  }
}

/// Something that whoever looks after a server wants to know later.
package struct AccessEvent: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case loginSucceeded = "login_ok"
    case loginDenied = "login_denied"
    case accessDenied = "access_denied"
    case userCreated = "user_created"
    case userDisabled = "user_disabled"
    case userEnabled = "user_enabled"
    case roleChanged = "role_changed"
    case keyCreated = "key_created"
    case keyRotated = "key_rotated"
    case keyRevoked = "key_revoked"
    case shareChanged = "share_changed"

    /// The category of the domain event.
    package var category: String {
      switch self {
      case .loginSucceeded, .loginDenied, .accessDenied: "security"
      default: "audit"
      }
    }
  }

  package var kind: Kind
  /// What it is about: a user's, a key's or a chat's ID; a key's prefix where nothing more is known.
  package var subject: String
  package var actor: String?
  package var time: Timestamp
  /// Members of the event's data besides `actor`.
  package var detail: [JSONField]

  package init(_ kind: Kind, subject: String, actor: String?, time: Timestamp, detail: [JSONField] = []) {
    self.kind = kind
    self.subject = subject
    self.actor = actor
    self.time = time
    self.detail = detail
  }
}
