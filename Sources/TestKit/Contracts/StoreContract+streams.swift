import Domain
import Primitives
import Store
import Testing

extension StoreContract {
  static let streams: [StoreContract] = [
    StoreContract("events come back in order from any position, as many as asked") { (fixture) async throws in
      let accepted = try await fixture.accept("q", in: try await fixture.newChat())
      let stream = accepted.run.stream
      _ = try await fixture.take(accepted.run.id)
      var model = LogModel()
      model.takeOver()
      for count in [1, 4, 2, 7, 1] {
        var batch = JournalBatch()
        batch.append(model.write(count, stream: stream), stream: stream)
        try await fixture.store.append(batch, boundaries: [])
      }
      for round in 0..<2 {
        for after: Int64 in 0...15 {
          for limit in [1, 3, 100] {
            let expected = model.effective.filter { $0.sequence > after }.prefix(limit).map(\.json)
            #expect(
              try await fixture.store.events(of: stream, after: after, limit: limit) == expected, "round \(round) after \(after) limit \(limit)")
          }
        }
        #expect(try await fixture.store.stream(stream)?.last == Position(epoch: 1, sequence: 15))
        try await fixture.maintain()
      }
      #expect(try await fixture.store.events(of: "gen_unknown", after: 0, limit: 1).isEmpty)
      #expect(try await fixture.store.stream("gen_unknown") == nil)
    },
    StoreContract("the log of many streams keeps each one's effective order through take-overs, stale writers and upkeep, in any interleaving") {
      (fixture) async throws in
      var random = SplitMix(state: 42)
      var models: [(accepted: AcceptedMessage, model: LogModel)] = []
      for _ in 0..<5 {
        let accepted = try await fixture.accept("q", in: try await fixture.newChat())
        _ = try await fixture.take(accepted.run.id)
        models.append((accepted, LogModel()))
        models[models.count - 1].model.takeOver()
      }
      for step in 0..<300 {
        var batch = JournalBatch()
        for _ in 0...Int.random(in: 0..<4, using: &random) {
          let index = Int.random(in: 0..<models.count, using: &random)
          let stream = models[index].accepted.run.stream
          switch Int.random(in: 0..<12, using: &random) {
          case 0:
            fixture.time.advance(milliseconds: 20_000)
            // Whatever the batch holds already belongs to the epoch that ends here.
            try await fixture.store.append(batch, boundaries: [])
            batch = JournalBatch()
            let taken = try await fixture.take(models[index].accepted.run.id, worker: "w\(step)")
            #expect(taken.log == models[index].model.effective.map(\.json))
            models[index].model.takeOver()
            let keep = Int64.random(in: 0...Int64(models[index].model.effective.count), using: &random)
            batch.append(models[index].model.rewind(to: keep, stream: stream), stream: stream)
          case 1: batch.append(models[index].model.stale(2, stream: stream), stream: stream)
          default: batch.append(models[index].model.write(Int.random(in: 1..<6, using: &random), stream: stream), stream: stream)
          }
        }
        try await fixture.store.append(batch, boundaries: [])
        if step % 37 == 36 { try await fixture.maintain() }
        if step % 10 == 0 {
          for (accepted, model) in models {
            #expect(try await fixture.store.events(of: accepted.run.stream, after: 0, limit: .max) == model.effective.map(\.json), "step \(step)")
            #expect(
              try await fixture.store.stream(accepted.run.stream)?.last
                == model.effective.last.map { Position(epoch: $0.epoch, sequence: $0.sequence) })
          }
        }
      }
    },
    StoreContract("the log is read whole while it is written and compacted") { (fixture) async throws in
      let accepted = try await fixture.accept("q", in: try await fixture.newChat())
      let stream = accepted.run.stream
      _ = try await fixture.take(accepted.run.id)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          var model = LogModel()
          model.takeOver()
          for _ in 0..<100 {
            var batch = JournalBatch()
            batch.append(model.write(3, stream: stream), stream: stream)
            try await fixture.store.append(batch, boundaries: [])
          }
        }
        group.addTask { for _ in 0..<20 { try await fixture.maintain() } }
        for _ in 0..<3 {
          group.addTask {
            var known = 0
            for _ in 0..<10_000 where known < 300 {
              let events = try await fixture.store.events(of: stream, after: 0, limit: .max)
              // Never fewer than before, never a hole.
              #expect(events.count >= known)
              #expect(events.last?.suffix(10).contains(UInt8(ascii: "}")) ?? true)
              for (offset, event) in events.enumerated() where !String(decoding: event, as: UTF8.self).hasSuffix("\"seq\":\(offset + 1)}") {
                Issue.record("event \(offset + 1) of \(events.count) is \(String(decoding: event, as: UTF8.self))")
                return
              }
              known = events.count
            }
            #expect(known == 300)
          }
        }
        try await group.waitForAll()
      }
    },
    StoreContract("events of a stream that has ended, or is not known, are not taken") { (fixture) async throws in
      let accepted = try await fixture.accept("q", in: try await fixture.newChat())
      let stream = accepted.run.stream
      let claimed = try await fixture.take(accepted.run.id)
      func event(_ sequence: Int64) -> JournalBatch {
        var batch = JournalBatch()
        batch.append(stream: "gen_unknown", epoch: 1, sequence: 1, json: Array("{}".utf8))
        batch.append(stream: stream, epoch: 1, sequence: sequence, json: Array("{\"s\":\(sequence)}".utf8))
        return batch
      }
      try await fixture.store.append(event(1), boundaries: [])
      _ = try await fixture.store.finalize(fixture.finalization(claimed.run, message: fixture.answer(accepted, "x"), lastEvents: event(2)))
      try await fixture.store.append(event(3), boundaries: [])
      #expect(try await fixture.store.events(of: stream, after: 0, limit: 9) == [Array("{\"s\":1}".utf8), Array("{\"s\":2}".utf8)])
      #expect(try await fixture.store.stream(stream)?.last == Position(epoch: 1, sequence: 2))
    },
  ]

  static let sessions: [StoreContract] = [
    StoreContract("a session numbers its streams in order and never gives a number twice") { (fixture) async throws in
      let chat = try await fixture.newChat()
      var streams: [String] = []
      for _ in 0..<3 { streams.append(try await fixture.accept("q", in: chat).run.stream) }
      let started = try await fixture.accept("q", in: chat, session: "s").run.stream
      func ordinal(_ stream: String) async throws -> Int64 {
        let joined = try await fixture.store.join(session: "s", stream: stream, now: fixture.now)
        return joined.ordinal
      }
      #expect(try await ordinal(streams[0]) == 2)
      #expect(try await ordinal(streams[1]) == 3)
      #expect(try await ordinal(started) == 1)
      try await fixture.store.leave(session: "s", stream: streams[1])
      try await fixture.store.leave(session: "s", stream: "gen_unknown")
      try await fixture.store.leave(session: "none", stream: streams[0])
      #expect(
        try await fixture.store.streams(ofSession: "s", after: 0) == [
          SessionStream(ordinal: 1, stream: started, isLeft: false), SessionStream(ordinal: 2, stream: streams[0], isLeft: false),
          SessionStream(ordinal: 3, stream: streams[1], isLeft: true),
        ])
      #expect(try await ordinal(streams[2]) == 4)
      #expect(try await ordinal(streams[1]) == 3)
      #expect(try await fixture.store.streams(ofSession: "s", after: 2).map(\.isLeft) == [false, false])
      #expect(try await fixture.store.streams(ofSession: "none", after: 0).isEmpty)
      #expect(try await fixture.refusal { _ = try await ordinal("gen_unknown") } == .notFound)
    }
  ]
}
