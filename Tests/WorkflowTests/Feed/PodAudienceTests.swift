import Bus
import Testing

@testable import Workflow

struct PodAudienceTests {
  private func lines(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func `what is said before the registry has answered waits, and goes to whom it names`() {
    var audience = PodAudience(ownPod: nil)
    #expect(audience.said(lines("a")) == nil)
    #expect(audience.said(lines("b")) == nil)
    #expect(audience.answered(["y", "x"]) == .init(lines: lines("ab"), route: .pods(["x", "y"])))
    #expect(audience.said(lines("c")) == .init(lines: lines("c"), route: .pods(["x", "y"])))
    #expect(!audience.isUncertain)
  }

  @Test func `nothing is sent twice when nothing was said`() {
    var audience = PodAudience(ownPod: nil)
    #expect(audience.answered(["x"]) == nil)
    #expect(audience.answered(nil) == nil)
    #expect(audience.answered(["x"]) == nil)
  }

  @Test func `where nobody listens nothing is sent, until somebody does`() {
    var audience = PodAudience(ownPod: nil)
    _ = audience.said(lines("a"))
    #expect(audience.answered([]) == nil)
    #expect(audience.said(lines("b")) == nil)
    audience.joined(pod: "x")
    #expect(audience.said(lines("c")) == .init(lines: lines("c"), route: .pods(["x"])))
  }

  @Test func `a pod that joins while the registry is asked is named beside those that it names`() {
    var audience = PodAudience(ownPod: nil)
    _ = audience.said(lines("a"))
    audience.joined(pod: "z")
    #expect(audience.answered(["x"]) == .init(lines: lines("a"), route: .pods(["x", "z"])))
  }

  @Test func `while nobody knows everybody is told, and whoever joined meanwhile stays named`() {
    var audience = PodAudience(ownPod: "own")
    _ = audience.said(lines("a"))
    #expect(audience.answered(nil) == .init(lines: lines("a"), route: .everyPod))
    #expect(audience.isUncertain)
    #expect(audience.said(lines("b")) == .init(lines: lines("b"), route: .everyPod))
    audience.joined(pod: "z")
    #expect(audience.said(lines("c")) == .init(lines: lines("c"), route: .everyPod))
    #expect(audience.answered(["own"]) == nil)
    #expect(!audience.isUncertain)
    #expect(audience.said(lines("d")) == .init(lines: lines("d"), route: .pods(["z"])))
  }

  @Test func `its own pod is never sent to`() {
    var audience = PodAudience(ownPod: "own")
    _ = audience.said(lines("a"))
    #expect(audience.answered(["own"]) == nil)
    audience.joined(pod: "own")
    #expect(audience.said(lines("b")) == nil)
  }

  @Test func `more than a bound does not wait: everybody is told, in order`() {
    var audience = PodAudience(ownPod: nil)
    let half = [UInt8](repeating: 0x61, count: PodAudience.largestUnsentBytes / 2)
    #expect(audience.said(half) == nil)
    #expect(audience.said(half) == nil)
    #expect(audience.said(lines("b")) == .init(lines: half + half + lines("b"), route: .everyPod))
    #expect(audience.isUncertain)
    // What went out is not sent again by the late answer.
    #expect(audience.answered(["x"]) == nil)
    #expect(audience.said(lines("c")) == .init(lines: lines("c"), route: .pods(["x"])))
  }
}
