import Domain
import Primitives
import Synchronization
import Testing

@testable import Gateway

@Suite struct AccessJournalTests {
  private let start = MonotonicTime(nanoseconds: 1_000_000_000_000)

  @Test func `a caller's first login in an hour is written`() {
    var journal = AccessJournal(capacity: 2)
    func login(_ who: String, after milliseconds: Int64) -> Bool { journal.login(who, now: start.adding(milliseconds: milliseconds)) }
    #expect(login("a", after: 0))
    #expect(!login("a", after: 3_599_999))
    #expect(login("a", after: 3_600_000))
    #expect(login("b", after: 3_600_000))
    // Full: what is forgotten is written once more, and memory does not grow.
    #expect(login("c", after: 3_600_000))
    #expect(login("a", after: 3_600_001))
  }

  @Test func `a denial that repeats itself is written once in ten seconds, with the number of those between`() {
    var journal = AccessJournal(capacity: 100)
    func denial(_ what: String, after milliseconds: Int64) -> Int? { journal.denial(what, now: start.adding(milliseconds: milliseconds)) }
    #expect(denial("a", after: 0) == 1)
    for time in 1...50 { #expect(denial("a", after: Int64(time)) == nil) }
    #expect(denial("b", after: 60) == 1)
    #expect(denial("a", after: 10_000) == 51)
    #expect(denial("a", after: 10_001) == nil)
    for number in 0..<1000 { #expect(denial("other \(number)", after: 10_002) == 1) }
  }

  @Test func `what the store said is believed for a second`() {
    var records = RecentRecords<Int>(capacity: 2)
    records.keep(1, as: "a", now: start)
    #expect(records.record("a", now: start.adding(milliseconds: 999)) == 1)
    #expect(records.record("a", now: start.adding(milliseconds: 1000)) == nil)
    for number in 0..<10 { records.keep(number, as: "\(number)", now: start) }
    #expect(records.record("9", now: start) == 9)
    records.forgetAll()
    #expect(records.record("9", now: start) == nil)
  }

  @Test(arguments: [
    ("", PresentedCredential.none), ("Authorization: Bearer x\r\n", .bearer("x")), ("authorization: bEaReR   x y\r\n", .bearer("x y")),
    ("Authorization: Basic dTpw\r\n", .otherScheme("Basic")), ("Authorization: Bearer\r\n", .otherScheme("Bearer")),
    ("X-Api-Key: k\r\n", .bearer("k")), ("api-key: k\r\n", .bearer("k")), ("Api-Key: a\r\nX-Api-Key: b\r\n", .bearer("b")),
    ("X-Api-Key: k\r\nAuthorization: Bearer x\r\n", .bearer("x")),
  ])
  func `who a request says it is from`(headers: String, expected: PresentedCredential) throws {
    let plain = try head("GET /a HTTP/1.1\r\nHost: x\r\n\(headers)\r\n")
    #expect(PresentedCredential(plain) == expected)
    let withTicket = try head("GET /a?ticket=t HTTP/1.1\r\nHost: x\r\n\(headers)\r\n")
    #expect(PresentedCredential(withTicket) == (expected == .none ? .ticket("t") : expected))
  }

  @Test func `a lease is free again when it is let go`() {
    let connections = OpenConnections()
    var leases = (0..<3).map { _ in connections.lease("k", limit: 3) }
    #expect(leases.allSatisfy { $0 != nil })
    #expect(connections.lease("k", limit: 3) == nil)
    #expect(connections.lease("other", limit: 1) != nil)
    leases.removeLast()
    #expect(connections.lease("k", limit: 3) != nil)
  }

  @Test func `what lasts of those who are refused is ended once, and what others have stays`() {
    let connections = OpenConnections()
    let (gone, other) = (Principal(user: "a", name: "a", role: .member, key: "k"), Principal(user: "b", name: "b", role: .member))
    let ended = Mutex<[String]>([])
    var leases = (0..<3).compactMap { _ in connections.lease("k", limit: 3) }
    leases[0].lasts(gone) { ended.withLock { $0.append("first") } }
    leases[1].lasts(gone) { ended.withLock { $0.append("second") } }
    let kept = connections.lease("b", limit: 1)
    kept?.lasts(other) { ended.withLock { $0.append("other") } }
    #expect(Set(connections.lastingPrincipals) == [gone, other])
    leases.remove(at: 1)
    #expect(connections.end([gone]) == 1)
    #expect(connections.end([gone]) == 0)
    #expect(ended.withLock { $0 } == ["first"])
    #expect(connections.lastingPrincipals == [other])
    #expect(kept != nil)
  }
}
