import App
import Domain
import Primitives
import Testing

@Suite struct KeyCommandTests {
  private func parsed(_ line: String) throws(CommandLineError) -> Command {
    try CommandLineParser.parse(line.split(separator: " ").map { String($0) })
  }

  @Test func `a key is made for a user with role, scopes, a label and an end`() throws {
    let expected = KeyCommand.create(
      user: "ann", role: .operator, scopes: [.chatRead, .opsRead, .streamRead], label: "ci", expiry: .after(seconds: 90 * 86_400))
    let line = "key create --user ann --role operator --scope chat:read,ops:read --scope stream:read --label ci --expires 90d"
    guard case .key(let command, _) = try parsed(line) else {
      Issue.record("expected key")
      return
    }
    #expect(command == expected)
    guard case .key(.create(user: "ann", role: nil, scopes: [], label: nil, expiry: nil), _) = try parsed("key --user=ann create") else {
      Issue.record("expected key create")
      return
    }
  }

  @Test func `keys are listed, revoked and rotated`() throws {
    let lines: [(String, KeyCommand)] = [
      ("key list", .list(user: nil)), ("key list --user ann", .list(user: "ann")), ("key revoke tl_abc", .revoke(key: "tl_abc")),
      ("key rotate K", .rotate(key: "K", overlapSeconds: 3600)), ("key rotate K --overlap 0s", .rotate(key: "K", overlapSeconds: 0)),
    ]
    for (line, expected) in lines {
      guard case .key(expected, _) = try parsed(line) else {
        Issue.record("\(line)")
        continue
      }
    }
  }

  @Test func `users are listed, shut out, let in and given roles`() throws {
    let lines: [(String, UserCommand)] = [
      ("user list", .list), ("user disable ann", .disable(name: "ann")), ("user enable ann", .enable(name: "ann")),
      ("user role ann admin", .role(name: "ann", .admin)),
    ]
    for (line, expected) in lines {
      guard case .user(expected, _) = try parsed(line) else {
        Issue.record("\(line)")
        continue
      }
    }
  }

  @Test(arguments: [
    "key", "key make", "key create", "key create --user", "key create extra --user a", "key create --user a --role king",
    "key create --user a --scope chat", "key create --user a --expires soon", "key create --user a --expires 0d", "key revoke", "key revoke a b",
    "key rotate a --overlap x", "key list x", "user", "user role a", "user role a king", "user disable", "user list x",
  ])
  func `bad use is refused in one line`(line: String) {
    #expect(throws: CommandLineError.self) { try parsed(line) }
  }

  @Test func `an end is a time to wait or a time of the calendar`() throws {
    #expect(KeyExpiry("45s") == .after(seconds: 45))
    #expect(KeyExpiry("2w") == .after(seconds: 14 * 86_400))
    let time = try #require(Timestamp(rfc3339: "2030-01-01T00:00:00Z"))
    #expect(KeyExpiry("2030-01-01T00:00:00Z") == .at(time))
    for text in ["", "d", "-1d", "1y", "1.5h", "99999999999999999999d", "4000d"] { #expect(KeyExpiry(text) == nil, "\(text)") }
  }
}
