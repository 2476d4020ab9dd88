import Credentials
import Domain
import Observe
import Primitives
import Registry
import Store
import Synchronization
import Wire

/// Finds out who asks, and what they may. Shared by all endpoints on all loops.
package final class AccessControl: Sendable {
  private struct State {
    /// Set once and never taken back while the process lives.
    var hasKeys = false
    var askedAt: MonotonicTime?
    var keys = RecentRecords<KeyRecord>()
    var users = RecentRecords<User>()
    var journal = AccessJournal()
  }

  let store: any AccessStore
  let settings: AccessSettings
  let tickets: TicketOffice
  let limiter: any RateLimiter
  let connections = OpenConnections()
  let readings = ChatReadings()
  let time: any TimeSource
  private let tokens: TokenVerification?
  private let keys: KeyVerification
  private let log: Log
  private let state = Mutex(State())

  /// - Parameter tokens: `nil` when no issuer is configured.
  package init(
    store: any AccessStore, settings: AccessSettings, tickets: TicketOffice, tokens: TokenVerification?, limiter: any RateLimiter, log: Log,
    time: any TimeSource
  ) {
    self.store = store
    self.settings = settings
    self.tickets = tickets
    self.tokens = tokens
    self.limiter = limiter
    self.log = log
    self.time = time
    keys = KeyVerification(time: time)
  }

  // MARK: Whether

  /// Whether callers are asked who they are, as far as is known without asking the store.
  package var isRequired: Bool { tokens != nil || state.withLock { $0.hasKeys } }

  /// Whether callers are asked who they are: from the first key on. Asks the store once in a second as long as there is none.
  package func isRequiredNow() async throws(StoreError) -> Bool {
    if isRequired { return true }
    let now = time.monotonic()
    let isDue = state.withLock { state in
      if let last = state.askedAt, now.milliseconds(since: last) < 1000 { return false }
      state.askedAt = now
      return true
    }
    guard isDue, try await store.hasKeys() else { return false }
    state.withLock { $0.hasKeys = true }
    return true
  }

  /// A change was made here of keys or users.
  func changed() {
    state.withLock { state in
      state.askedAt = nil
      state.keys.forgetAll()
      state.users.forgetAll()
    }
    Task { await endRefused() }
  }

  /// A chat was taken from somebody here.
  func sharesChanged() {
    Task { await endRefused() }
  }

  /// Ends streams and WebSockets of those who would not be admitted now: their key was revoked or has expired, their user was disabled, their token's time is
  /// over; and what is read of a chat by those from whom it was taken. What another process or a command changed is seen when this is called next; while the
  /// store does not answer, nothing is ended but what is over by the clock. The store is asked two questions, however many connections there are.
  package func endRefused() async {
    let refused = await refusedPrincipals()
    var count = refused.isEmpty ? 0 : connections.end(refused)
    let readers = readings.readers
    // What the store cannot say now, it says the next time.
    if !readers.isEmpty, let strangers = try? await store.strangers(among: readers) { count += readings.end(strangers) }
    if count > 0 { log.info("connections of those who are not admitted any more were ended", [.count: .integer(Int64(count))]) }
  }

  private func refusedPrincipals() async -> Set<Principal> {
    let principals = connections.lastingPrincipals
    let now = time.now()
    var refused = principals.filter { principal in principal.expiresAt.map { $0 <= now } ?? false }
    var admitted = AdmittedNames()
    for principal in principals where !refused.contains(principal) {
      if let key = principal.key { admitted.keys.insert(key) } else { admitted.users.insert(principal.user) }
    }
    guard !admitted.isEmpty, let gone = try? await store.refused(of: admitted, at: now) else { return refused }
    if !gone.isEmpty {
      refused.formUnion(principals.filter { principal in principal.key.map { gone.keys.contains($0) } ?? gone.users.contains(principal.user) })
    }
    return refused
  }

  // MARK: Who

  /// Who a key or a token is of.
  /// - Parameter peer: address, for the record.
  /// - Throws: 401; 503 when too many keys wait to be verified; `StoreError`.
  func principal(bearer text: String, peer: String) async throws -> Principal {
    let principal: Principal
    if KeyText.isMeant(by: text) {
      principal = try await self.principal(key: text, peer: peer)
    } else if let tokens {
      principal = try await self.principal(token: text, of: tokens, peer: peer)
    } else {
      throw denied("the key is not known", subject: "unknown", peer: peer)
    }
    let now = time.monotonic()
    if state.withLock({ $0.journal.login(principal.key ?? principal.user, now: now) }) {
      var detail = [JSONField("name", .string(principal.name)), JSONField("peer", .string(peer))]
      if let key = principal.key { detail.append(JSONField("key", .string(key))) }
      write(AccessEvent(.loginSucceeded, subject: principal.user, actor: principal.user, time: time.now(), detail: detail))
    }
    return principal
  }

  /// Who a ticket was given to.
  /// - Throws: 401; `StoreError`.
  func principal(ticket text: String, for target: Ticket.Target, peer: String) async throws -> Principal {
    guard let ticket = tickets.ticket(text, now: time.now()), ticket.target == target else {
      throw denied("the ticket is not for this address, or has ended; fetch another", subject: "ticket", peer: peer)
    }
    let now = time.now()
    var principal = ticket.principal
    if let key = principal.key {
      guard let record = try await keyRecord(key, { try await $0.key(key) }), record.key.isUsable(at: now), !record.user.isDisabled else {
        throw denied("the key of this ticket is not valid any more", subject: key, peer: peer)
      }
      principal.role = min(principal.role, record.user.role)
    } else {
      let user = try await userRecord(principal.user) { try await $0.user(principal.user) }
      guard user?.isDisabled == false else { throw denied("the user of this ticket is disabled", subject: principal.user, peer: peer) }
    }
    return principal
  }

  private func principal(key text: String, peer: String) async throws -> Principal {
    guard let key = KeyText(text) else { throw denied("the key is not known", subject: "malformed", peer: peer) }
    guard let record = try await keyRecord(key.prefix, { try await $0.key(prefix: key.prefix) }) else {
      throw denied("the key is not known", subject: "\(key)", peer: peer)
    }
    let now = time.now()
    switch await keys.verify(key, encodedHashes: record.hashes(at: now)) {
    case .right: break
    case .wrong: throw denied("the key is not known", subject: record.key.id, peer: peer)
    case .busy: throw Problem(503, "auth.busy", "too many keys wait to be verified; try again shortly", headers: ["retry-after": "1"])
    }
    guard record.key.revokedAt == nil else { throw denied("the key was revoked", subject: record.key.id, peer: peer) }
    guard record.key.isUsable(at: now) else { throw denied("the key has expired", subject: record.key.id, peer: peer) }
    guard !record.user.isDisabled else { throw denied("the key's user is disabled", subject: record.key.id, peer: peer) }
    return Principal(
      user: record.user.id, name: record.user.name, role: min(record.user.role, record.key.role), scopes: record.key.scopes, key: record.key.id)
  }

  private func principal(token text: String, of tokens: TokenVerification, peer: String) async throws -> Principal {
    let bearer: TokenPolicy.Bearer
    do { bearer = try await tokens.bearer(of: text) } catch let refusal as TokenRefusal {
      throw denied("\(refusal)", subject: "token", peer: peer)
    }
    let user = try await user(ofToken: bearer)
    guard !user.isDisabled else { throw denied("the token's user is disabled", subject: user.id, peer: peer) }
    return Principal(user: user.id, name: user.name, role: bearer.role ?? user.role, scopes: bearer.scopes, expiresAt: bearer.expiresAt)
  }

  /// A user whom the issuer knows is made when they come for the first time.
  private func user(ofToken bearer: TokenPolicy.Bearer) async throws -> User {
    let name = "name:\(bearer.user)"
    if let known = try await userRecord(name, { try await $0.user(named: bearer.user) }) { return known }
    var random = SystemRandomNumberGenerator()
    let now = time.now()
    let role = bearer.role ?? settings.roleOfTokens
    let user = User(id: ULID(milliseconds: now.milliseconds, using: &random).description, name: bearer.user, role: role, createdAt: now)
    do { try await store.createUser(user, by: "token") } catch {
      // Two requests of a new user at once: the other one was first.
      guard error.code == .exists, let other = try await store.user(named: bearer.user) else { throw error }
      return other
    }
    return user
  }

  private func keyRecord(_ name: String, _ read: (any AccessStore) async throws -> KeyRecord?) async throws -> KeyRecord? {
    let now = time.monotonic()
    if let known = state.withLock({ $0.keys.record(name, now: now) }) { return known }
    guard let record = try await read(store) else { return nil }
    state.withLock { $0.keys.keep(record, as: name, now: now) }
    return record
  }

  private func userRecord(_ name: String, _ read: (any AccessStore) async throws -> User?) async throws -> User? {
    let now = time.monotonic()
    if let known = state.withLock({ $0.users.record(name, now: now) }) { return known }
    guard let record = try await read(store) else { return nil }
    state.withLock { $0.users.keep(record, as: name, now: now) }
    return record
  }

  // MARK: Record

  /// The problem that the caller is told, and noted.
  func denied(_ reason: String, subject: String, peer: String) -> Problem {
    note(.loginDenied, reason: reason, subject: subject, actor: nil, peer: peer)
    return .authenticationInvalid(reason)
  }

  /// Notes a denial, unless it repeats what was noted just now.
  func note(_ kind: AccessEvent.Kind, reason: String, subject: String, actor: String?, peer: String) {
    let now = time.monotonic()
    // What a stranger can choose (keys, paths, algorithms) is no part of what makes two denials the same, or each would be written.
    guard let count = state.withLock({ $0.journal.denial("\(kind.rawValue) \(peer) \(actor ?? "")", now: now) }) else { return }
    log.warning(
      "denied", [.reason: .text(reason), .id: .text(subject), .user: .optional(actor), .address: .text(peer), .count: .integer(Int64(count))])
    let detail = [JSONField("reason", .string(reason)), JSONField("peer", .string(peer)), JSONField("count", .integer(Int64(count)))]
    write(AccessEvent(kind, subject: subject, actor: actor, time: time.now(), detail: detail))
  }

  /// Nobody waits for the record of what they may or may not.
  private func write(_ event: AccessEvent) {
    Task { [store, log] in
      do { try await store.record([event]) } catch {
        log.error("an event of access was not recorded", [.kind: .text(event.kind.rawValue), .error: .text("\(error)")])
      }
    }
  }
}
