import Primitives
import TestKit
import Testing

@testable import Registry

@Suite struct RecentlyUsedTests {
  private func time(_ nanoseconds: UInt64) -> MonotonicTime { MonotonicTime(nanoseconds: nanoseconds) }

  private func entry(_ size: Int) -> [UInt8] { [UInt8](repeating: 1, count: size - RecentlyUsed.bytesOfEntry - 1) }

  @Test func `what was not asked for longest goes first`() {
    var cache = RecentlyUsed(capacityBytes: 10_000)
    for key in ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"] { cache.keep(entry(1000), for: key, until: time(100)) }
    #expect(cache.count == 10 && cache.bytes == 10_000)
    #expect(cache.value(for: "a", now: time(1)) != nil)
    cache.keep(entry(1000), for: "k", until: time(100))
    #expect(cache.value(for: "b", now: time(1)) == nil)
    #expect(cache.value(for: "a", now: time(1)) != nil)
    #expect(cache.value(for: "k", now: time(1)) != nil)
    #expect(cache.bytes == 10_000)
  }

  @Test func `what is past its time is not given and gives its bytes back`() {
    var cache = RecentlyUsed(capacityBytes: 10_000)
    cache.keep(entry(1000), for: "a", until: time(100))
    #expect(cache.value(for: "a", now: time(99)) != nil)
    #expect(cache.value(for: "a", now: time(100)) == nil)
    #expect(cache.bytes == 0 && cache.count == 0)
  }

  @Test func `one value does not drive out all others, and one kept again counts once`() {
    var cache = RecentlyUsed(capacityBytes: 10_000)
    cache.keep(entry(1000), for: "a", until: time(100))
    cache.keep(entry(1300), for: "b", until: time(100))
    #expect(cache.value(for: "b", now: time(1)) == nil)
    cache.keep(entry(1200), for: "a", until: time(100))
    #expect(cache.bytes == 1200 && cache.count == 1)
  }

  @Test(arguments: 0..<20)
  func `it holds what a plain list in order of use would`(seed: UInt64) {
    var random = SplitMix(state: seed)
    var cache = RecentlyUsed(capacityBytes: 8000)
    var model: [(key: String, value: [UInt8], until: UInt64)] = []
    func bytes() -> Int { model.reduce(0) { $0 + $1.key.utf8.count + $1.value.count + RecentlyUsed.bytesOfEntry } }
    for now in 0..<UInt64(600) {
      let key = "k\(Int.random(in: 0..<20, using: &random))"
      if Bool.random(using: &random) {
        let value = [UInt8](repeating: UInt8(truncatingIfNeeded: now), count: Int.random(in: 0..<1200, using: &random))
        let until = now + UInt64.random(in: 1..<300, using: &random)
        cache.keep(value, for: key, until: time(until))
        model.removeAll { $0.key == key }
        if key.utf8.count + value.count + RecentlyUsed.bytesOfEntry <= 1000 {
          model.append((key, value, until))
          while bytes() > 8000 { model.removeFirst() }
        }
      } else {
        let index = model.firstIndex { $0.key == key }
        let expected = index.flatMap { model[$0].until > now ? model[$0].value : nil }
        #expect(cache.value(for: key, now: time(now)) == expected)
        if let index {
          let entry = model.remove(at: index)
          if expected != nil { model.append(entry) }
        }
      }
      #expect(cache.bytes == bytes() && cache.count == model.count)
    }
  }
}
