import TestKit
import Testing

@testable import Registry

@Suite struct RegistryCopyTests {
  private let a = RegistryTopic.stream("a")
  private let b = RegistryTopic.stream("b")

  @Test func `it begins by taking out what an earlier process of the name left`() {
    var copy = RegistryCopy()
    #expect(copy.begin(wanted: []) == nil)
    copy.noteChange(of: a)
    #expect(copy.begin(wanted: [a]) == .clear)
    #expect(copy.begin(wanted: [a]) == nil)
    copy.cleared()
    #expect(copy.begin(wanted: [a]) == .update(joining: [a], leaving: []))
    #expect(!copy.hasConfirmed(a))
    copy.updated()
    #expect(copy.hasConfirmed(a))
    #expect(copy.begin(wanted: [a]) == nil)
  }

  @Test func `a topic that came and went before it was told is never told`() {
    var copy = RegistryCopy()
    copy.noteHeartbeat()
    _ = copy.begin(wanted: [])
    copy.cleared()
    _ = copy.begin(wanted: [])
    copy.heard(noted: 0, wanted: [])
    copy.noteChange(of: a)
    copy.noteChange(of: a)
    #expect(copy.begin(wanted: []) == nil)
  }

  @Test func `after a failure nothing is tried before a heartbeat is due, then everything that is open`() {
    var copy = RegistryCopy()
    copy.noteChange(of: a)
    _ = copy.begin(wanted: [a])
    copy.cleared()
    _ = copy.begin(wanted: [a])
    copy.failed()
    #expect(copy.isDown)
    copy.noteChange(of: b)
    #expect(copy.begin(wanted: [b]) == nil)
    copy.noteHeartbeat()
    #expect(copy.begin(wanted: [b]) == .heartbeat(expecting: 0))
    copy.heard(noted: 1, wanted: [b])
    // The join of `a` may have arrived although it failed: it must be left.
    #expect(copy.begin(wanted: [b]) == .update(joining: [b], leaving: [a]))
  }

  @Test func `a registry that has fewer topics than it confirmed is told all`() {
    var copy = RegistryCopy()
    for topic in [a, b] { copy.noteChange(of: topic) }
    _ = copy.begin(wanted: [a, b])
    copy.cleared()
    _ = copy.begin(wanted: [a, b])
    copy.updated()
    copy.noteHeartbeat()
    #expect(copy.begin(wanted: [a, b]) == .heartbeat(expecting: 2))
    copy.heard(noted: 1, wanted: [a, b])
    guard case .update(let joining, let leaving) = copy.begin(wanted: [a, b]) else { return #expect(Bool(false), "nothing is told") }
    #expect(Set(joining) == [a, b] && leaving.isEmpty)
  }

  @Test func `many topics are told in pieces`() {
    var copy = RegistryCopy()
    let wanted = Set((0..<12_000).map { RegistryTopic.stream("\($0)") })
    for topic in wanted { copy.noteChange(of: topic) }
    _ = copy.begin(wanted: wanted)
    copy.cleared()
    var sizes: [Int] = []
    while case .update(let joining, _) = copy.begin(wanted: wanted) {
      sizes.append(joining.count)
      copy.updated()
    }
    #expect(sizes == [5000, 5000, 2000])
  }

  @Test(arguments: 0..<200)
  func `whatever fails or is lost, a heartbeat that comes through is followed by what is wanted`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let topics = (0..<6).map { RegistryTopic.stream("\($0)") }
    var wanted: Set<RegistryTopic> = []
    var registry: Set<RegistryTopic> = Set(topics.filter { _ in Bool.random(using: &random) })
    var copy = RegistryCopy()

    func perform(_ work: RegistryCopy.Work, failing: Bool) {
      if !failing || Bool.random(using: &random) {
        switch work {
        case .clear: registry = []
        case .heartbeat: break
        case .update(let joining, let leaving): registry = registry.subtracting(leaving).union(joining)
        }
      }
      if failing { return copy.failed() }
      switch work {
      case .clear: copy.cleared()
      case .heartbeat: copy.heard(noted: registry.count, wanted: wanted)
      case .update: copy.updated()
      }
    }

    for _ in 0..<Int.random(in: 1..<80, using: &random) {
      switch Int.random(in: 0..<10, using: &random) {
      case 0...4:
        guard let topic = topics.randomElement(using: &random) else { break }
        if wanted.remove(topic) == nil { wanted.insert(topic) }
        copy.noteChange(of: topic)
      case 5: copy.noteHeartbeat()
      case 6: registry = []
      default:
        if let work = copy.begin(wanted: wanted) {
          // The pod goes on while the registry is asked.
          if Bool.random(using: &random), let topic = topics.randomElement(using: &random) {
            if wanted.remove(topic) == nil { wanted.insert(topic) }
            copy.noteChange(of: topic)
          }
          perform(work, failing: Int.random(in: 0..<3, using: &random) == 0)
        }
      }
    }
    // One whole heartbeat; a loss in the middle of a change is seen by the next one at the latest.
    for _ in 0..<2 {
      copy.noteHeartbeat()
      while let work = copy.begin(wanted: wanted) { perform(work, failing: false) }
    }
    #expect(registry == wanted)
    for topic in wanted { #expect(copy.hasConfirmed(topic)) }
  }
}
