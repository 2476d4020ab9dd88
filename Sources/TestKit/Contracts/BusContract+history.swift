import Bus
import Domain
import Testing

extension BusContract {
  static let history = [
    BusContract("a stream of which nothing was recorded has no history") { fixture in
      let pieces = try await fixture.bus.history(of: "gen_never")
      #expect(pieces == [])
    },
    BusContract("history is what was recorded, in order, of this stream alone", needsBroker: true) { fixture in
      for sequence in 1...500 {
        fixture.bus.record(lines: .events(sequence...sequence), stream: "gen_a", first: Position(epoch: 1, sequence: Int64(sequence)))
        fixture.other.record(lines: .events(sequence...sequence), stream: "gen_a.b", first: Position(epoch: 1, sequence: Int64(sequence)))
      }
      fixture.bus.record(lines: .events(400...402, epoch: 2), stream: "gen_a", first: Position(epoch: 2, sequence: 400))
      try await fixture.recorded("gen_a", pieces: 501)
      let expected = (1...500).map { [UInt8].events($0...$0) } + [.events(400...402, epoch: 2)]
      let pieces = try await fixture.other.history(of: "gen_a")
      #expect(pieces == expected)
      try await fixture.recorded("gen_a.b", pieces: 500)
    },
    BusContract("what is recorded twice is kept once", needsBroker: true) { fixture in
      for bus in [fixture.bus, fixture.other, fixture.bus] {
        bus.record(lines: .events(1...3), stream: "gen_a", first: Position(epoch: 1, sequence: 1))
        bus.record(lines: .events(1...3, epoch: 2), stream: "gen_a", first: Position(epoch: 2, sequence: 1))
        bus.record(lines: .events(1...3), stream: "gen_b", first: Position(epoch: 1, sequence: 1))
      }
      fixture.bus.record(lines: .events(4...4), stream: "gen_a", first: Position(epoch: 1, sequence: 4))
      try await fixture.recorded("gen_a", pieces: 3)
      try await fixture.recorded("gen_b", pieces: 1)
    },
    BusContract("history goes on being read while it is written, by many", needsBroker: true) { fixture in
      for sequence in 1...100 {
        fixture.bus.record(lines: .events(sequence...sequence), stream: "gen_a", first: Position(epoch: 1, sequence: Int64(sequence)))
      }
      try await fixture.recorded("gen_a", pieces: 100)
      try await withThrowingTaskGroup { group in
        for _ in 0..<8 {
          group.addTask {
            let pieces = try await fixture.other.history(of: "gen_a")
            #expect(pieces.count >= 100)
            #expect(pieces == (1...pieces.count).map { [UInt8].events($0...$0) })
          }
        }
        for sequence in 101...300 {
          fixture.bus.record(lines: .events(sequence...sequence), stream: "gen_a", first: Position(epoch: 1, sequence: Int64(sequence)))
        }
        try await group.waitForAll()
      }
    },
  ]
}

extension BusFixture {
  /// Returns once the history has as many pieces, which must not be exceeded.
  func recorded(_ stream: String, pieces: Int) async throws {
    var found = 0
    for _ in 0..<500 {
      found = try await bus.history(of: stream).count
      if found >= pieces { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(found == pieces)
  }
}
