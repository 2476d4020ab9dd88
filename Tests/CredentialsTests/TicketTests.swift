import Credentials
import Domain
import Primitives
import Testing

@Suite struct TicketTests {
  private let office: TicketOffice
  private let principal = Principal(user: "01JD2ZK7V3Q8W5R1T0X9Y6B4CE", name: "Ann", role: .member, scopes: [.streamRead, .chatRead], key: "k")

  init() throws { office = try TicketOffice(secret: sharedSecret) }

  @Test(arguments: [Ticket.Target.stream("gen_1"), .session("s"), .chat("c"), .client("x")])
  func `a ticket says what it was made for, for a minute`(target: Ticket.Target) throws {
    let ticket = Ticket(principal: principal, target: target, now: now)
    let text = office.text(ticket)
    #expect(office.ticket(text, now: now) == ticket)
    #expect(office.ticket(text, now: now.adding(milliseconds: 59_999)) == ticket)
    #expect(office.ticket(text, now: now.adding(milliseconds: 60_000)) == nil)
    #expect(
      text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || "-_.".utf8.contains($0) })
  }

  @Test func `a ticket that was changed, cut or signed by another is none`() throws {
    let text = office.text(Ticket(principal: principal, target: .session("s"), now: now))
    for at in text.utf8.indices {
      var bytes = Array(text.utf8)
      bytes[text.utf8.distance(from: text.utf8.startIndex, to: at)] ^= 1
      #expect(office.ticket(String(decoding: bytes, as: UTF8.self), now: now) == nil)
    }
    for count in 0..<text.utf8.count { #expect(office.ticket(String(text.prefix(count)), now: now) == nil) }
    #expect(office.ticket(text + "=", now: now) == nil)
    #expect(office.ticket(String(repeating: "A", count: 100_000), now: now) == nil)
    let other = try TicketOffice(secret: Array(sharedSecret.reversed()))
    #expect(other.ticket(text, now: now) == nil)
    #expect(throws: CredentialsError.self) { try TicketOffice(secret: [1, 2, 3]) }
  }

  @Test func `a token of the same secret is no ticket`() {
    #expect(office.ticket(token(claims: #"{"u":"x","n":"x","r":"admin","t":"session","i":"s","e":9000000000000000}"#), now: now) == nil)
  }
}
