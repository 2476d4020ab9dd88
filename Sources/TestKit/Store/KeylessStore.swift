import Domain
import Primitives
import Store

/// A store of access for tests of those who ask nobody: there are no keys, and everything else is refused.
package struct KeylessStore: AccessStore {
  package init() {}

  private static let refusal = StoreError(.failed, "this store has no users")

  package func createUser(_ user: User, by actor: String) throws(StoreError) { throw Self.refusal }
  package func user(_ id: String) throws(StoreError) -> User? { nil }
  package func user(named name: String) throws(StoreError) -> User? { nil }
  package func users(page: PageRequest) throws(StoreError) -> Page<User> { Page(items: [], nextCursor: nil) }
  package func changeUser(_ id: String, role: Role?, isDisabled: Bool?, by actor: String, now: Timestamp) throws(StoreError) -> User {
    throw Self.refusal
  }
  package func hasKeys() throws(StoreError) -> Bool { false }
  package func createKey(_ key: APIKey, hash: String, by actor: String) throws(StoreError) { throw Self.refusal }
  package func key(prefix: String) throws(StoreError) -> KeyRecord? { nil }
  package func key(_ id: String) throws(StoreError) -> KeyRecord? { nil }
  package func keys(of user: String?, page: PageRequest) throws(StoreError) -> Page<APIKey> { Page(items: [], nextCursor: nil) }
  package func revokeKey(_ id: String, by actor: String, now: Timestamp) throws(StoreError) -> APIKey { throw Self.refusal }
  package func rotateKey(_ id: String, hash: String, overlapMilliseconds: Int64, by actor: String, now: Timestamp) throws(StoreError) -> APIKey {
    throw Self.refusal
  }
  package func refused(of admitted: AdmittedNames, at now: Timestamp) throws(StoreError) -> AdmittedNames { admitted }
  package func strangers(among readers: Set<ChatReader>) throws(StoreError) -> Set<ChatReader> { [] }
  package func relation(of user: String, to chat: ChatID) throws(StoreError) -> ChatRelation? { nil }
  package func chats(of user: String, origins: Set<String>?, matching text: String?, page: PageRequest) throws(StoreError) -> Page<Chat> {
    Page(items: [], nextCursor: nil)
  }
  package func ledger(ofUser user: String, from: Timestamp?, to: Timestamp?, page: PageRequest) throws(StoreError) -> Page<ProviderCall> {
    Page(items: [], nextCursor: nil)
  }
  package func shares(of chat: ChatID) throws(StoreError) -> [ChatGuest] { [] }
  package func share(_ chat: ChatID, with user: String, as role: ShareRole, by actor: String, now: Timestamp) throws(StoreError) {
    throw Self.refusal
  }
  package func unshare(_ chat: ChatID, with user: String, by actor: String, now: Timestamp) throws(StoreError) { throw Self.refusal }
  package func sharedSecret(named name: String, proposing secret: [UInt8], now: Timestamp) throws(StoreError) -> [UInt8] { secret }
  package func record(_ events: [AccessEvent]) throws(StoreError) {}
}
