import Bus
import Testing

extension BusContract {
  static let work = [
    BusContract("work reaches exactly one worker") { fixture in
      let (here, there) = (WorkEar(), WorkEar())
      fixture.bus.subscribe(worker: here)
      fixture.other.subscribe(worker: there)
      let runs = (0..<100).map { "run-\($0)" }
      for run in runs { fixture.bus.publish(work: WorkItem(run: run)) }
      try await here.wait { $0.count + there.all.count >= 100 }
      #expect((here.runs + there.runs).sorted() == runs.sorted())
      #expect((here.all + there.all).allSatisfy { $0.attempt == 1 })
    },
    BusContract("work that was published before anybody took any is offered") { fixture in
      for run in 0..<10 { fixture.bus.publish(work: WorkItem(run: "early-\(run)", workflow: "a workflow.*")) }
      let ear = WorkEar()
      fixture.other.subscribe(worker: ear)
      try await ear.wait { $0.count >= 10 }
      #expect(Set(ear.runs).count == 10)
    },
    BusContract("work that is published again at once is offered once", needsBroker: true) { fixture in
      let ear = WorkEar()
      fixture.bus.subscribe(worker: ear)
      for _ in 0..<5 {
        fixture.bus.publish(work: WorkItem(run: "same"))
        fixture.other.publish(work: WorkItem(run: "same"))
      }
      fixture.bus.publish(work: WorkItem(run: "last"))
      try await ear.wait { $0.contains { $0.run == "last" } }
      try await Task.sleep(for: .milliseconds(100))
      #expect(ear.runs.sorted() == ["last", "same"])
    },
    BusContract("work that is published again later is offered again", needsBroker: true) { fixture in
      let ear = WorkEar()
      fixture.bus.subscribe(worker: ear)
      fixture.bus.publish(work: WorkItem(run: "turn"))
      try await ear.wait { $0.count == 1 }
      try await Task.sleep(for: .milliseconds(700))
      fixture.other.publish(work: WorkItem(run: "turn"))
      try await ear.wait { $0.count == 2 }
      #expect(ear.all.map(\.attempt) == [1, 1])
    },
    BusContract("work that nobody answers is offered again, and counted", needsBroker: true) { fixture in
      let ear = WorkEar { if $0.attempt == 3 { $0.finish() } }
      fixture.bus.subscribe(worker: ear)
      fixture.bus.publish(work: WorkItem(run: "silent"))
      try await ear.wait { $0.count >= 3 }
      #expect(ear.all.map(\.attempt) == [1, 2, 3])
      try await Task.sleep(for: .milliseconds(fixture.patienceMilliseconds * 3 / 2))
      #expect(ear.all.count == 3)
    },
    BusContract("work that is in progress is not offered again", needsBroker: true) { fixture in
      let ear = WorkEar { _ in }
      fixture.bus.subscribe(worker: ear)
      fixture.bus.publish(work: WorkItem(run: "long"))
      try await ear.wait { $0.count == 1 }
      // A machine with other work may be late by most of the patience.
      for _ in 0..<15 {
        try await Task.sleep(for: .milliseconds(fixture.patienceMilliseconds / 10))
        ear.all[0].progress()
      }
      #expect(ear.all.count == 1)
      ear.all[0].finish()
    },
    BusContract("work that one worker declines goes to another", needsBroker: true) { fixture in
      let (unwilling, willing) = (WorkEar { $0.decline() }, WorkEar())
      fixture.bus.subscribe(worker: unwilling)
      fixture.bus.publish(work: WorkItem(run: "first"))
      try await unwilling.wait { !$0.isEmpty }
      fixture.other.subscribe(worker: willing)
      for run in 0..<20 { fixture.bus.publish(work: WorkItem(run: "declined-\(run)")) }
      try await willing.wait { $0.count >= 21 }
      #expect(Set(willing.runs).count == 21)
    },
  ]
}
