import Credentials
import Domain
import Primitives
import TestKit
import Testing

@Suite struct KeyTests {
  @Test func `a new key is read again as it was made, and its prefix is all that a log shows`() throws {
    var random = SystemRandomNumberGenerator()
    let key = KeyText(using: &random)
    #expect(KeyText(key.text) == key)
    #expect(key.text.hasPrefix("tl_\(key.prefix)_"))
    #expect(key.description == "tl_\(key.prefix)_…")
    let rotated = KeyText(prefix: key.prefix, using: &random)
    #expect(rotated.prefix == key.prefix)
    #expect(rotated != key)
  }

  @Test func `whatever is not exactly a key is none`() {
    var random = SplitMix(state: 7)
    let text = KeyText(using: &random).text
    for count in 0..<text.utf8.count { #expect(KeyText(text.prefix(count)) == nil) }
    for other in [text + "0", " " + text, text.uppercased(), text.replacing("_", with: "-"), "tl_" + String(repeating: "é", count: 26)] {
      #expect(KeyText(other) == nil, "\(other)")
    }
    for at in text.utf8.indices {
      var bytes = Array(text.utf8)
      bytes[text.utf8.distance(from: text.utf8.startIndex, to: at)] = 0
      #expect(KeyText(String(decoding: bytes, as: UTF8.self)) == nil)
    }
  }

  @Test func `a hash knows its secret and no other, with its own parameters`() throws {
    let cheap = SecretHash.Cost(memoryKibibytes: 64, passes: 1, lanes: 1)
    let encoded = try SecretHash.make("secret", cost: cheap)
    #expect(encoded.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$"))
    #expect(SecretHash.matches("secret", encoded))
    #expect(!SecretHash.matches("Secret", encoded))
    #expect(!SecretHash.matches("", encoded))
    #expect(try SecretHash.make("secret", cost: cheap) != encoded)
    let standard = try SecretHash.make("secret")
    #expect(standard.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    #expect(SecretHash.matches("secret", standard))
    for broken in ["", "$", "$argon2i$v=19$m=64,t=1,p=1$AAAA$AAAA", String(encoded.dropLast()), String(encoded.prefix(30)), encoded + "AAAA"] {
      #expect(!SecretHash.matches("secret", broken), "\(broken)")
    }
  }

  @Test func `a verified key is remembered for a minute, for that hash only`() throws {
    var random = SplitMix(state: 1)
    let (key, other) = (KeyText(using: &random), KeyText(using: &random))
    let start = MonotonicTime(nanoseconds: 1_000_000_000)
    var known = VerifiedKeys(capacity: 2)
    known.verified(key, encodedHash: "h1", now: start)
    #expect(known.knows(key, encodedHashes: ["h0", "h1"], now: start.adding(milliseconds: 59_999)))
    #expect(!known.knows(key, encodedHashes: ["h1"], now: start.adding(milliseconds: 60_000)))
    #expect(!known.knows(key, encodedHashes: ["h2"], now: start))
    #expect(!known.knows(other, encodedHashes: ["h1"], now: start))
    for _ in 0..<10 { known.verified(KeyText(using: &random), encodedHash: "h", now: start) }
    known.verified(other, encodedHash: "h3", now: start)
    #expect(known.knows(other, encodedHashes: ["h3"], now: start))
  }

  @Test func `verification tells right from wrong, and remembers what is right`() async throws {
    let cheap = SecretHash.Cost(memoryKibibytes: 64, passes: 1, lanes: 1)
    var random = SplitMix(state: 2)
    let key = KeyText(using: &random)
    let (old, current) = (try SecretHash.make(key.text, cost: cheap), try SecretHash.make("another", cost: cheap))
    let verification = KeyVerification(time: ManualTime(start: now))
    #expect(await verification.verify(key, encodedHashes: [current]) == .wrong)
    #expect(await verification.verify(key, encodedHashes: [current, old]) == .right(isFresh: true))
    #expect(await verification.verify(key, encodedHashes: [current, old]) == .right(isFresh: false))
    // The overlap has ended: what is remembered of the old hash is worth nothing.
    #expect(await verification.verify(key, encodedHashes: [current]) == .wrong)
  }
}
