import Bus
import Domain
import Testing

extension BusContract {
  static let messages = [
    BusContract("control reaches the worker that is named, or all") { fixture in
      let first = try await fixture.control("worker-0", on: fixture.bus, from: fixture.other)
      let second = try await fixture.control("worker-1", on: fixture.other, from: fixture.bus)
      try await first.settle()
      let (bus, cancel) = (fixture.bus, ControlMessage.cancel(run: "a run", by: .operator))
      bus.publish(control: cancel, to: .worker("worker-1"))
      bus.publish(control: .listen(stream: "gen_a", pod: "pod-a"), to: .worker("worker-0"))
      bus.publish(control: .drain, to: .everyWorker)
      try await first.wait { $0.count >= 2 }
      try await second.wait { $0.count >= 2 }
      #expect(Set(first.all.map { "\($0)" }) == Set([ControlMessage.listen(stream: "gen_a", pod: "pod-a"), .drain].map { "\($0)" }))
      #expect(Set(second.all.map { "\($0)" }) == Set([cancel, .drain].map { "\($0)" }))
    },
    BusContract("lines reach the pods that are named, in order") { fixture in
      let first = try await fixture.pod("pod-a", on: fixture.bus, from: fixture.other)
      let second = try await fixture.pod("pod-b", on: fixture.other, from: fixture.bus)
      let third = try await fixture.pod("pod-c", on: fixture.other, from: fixture.bus)
      for ear in [first, second, third] { try await ear.settle() }
      for sequence in 1...300 { fixture.bus.publish(lines: .events(sequence...sequence), to: .pods(["pod-a", "pod-b"])) }
      fixture.bus.publish(lines: .events(301...301), to: .pods(["pod-c"]))
      for ear in [first, second] {
        try await ear.wait { $0.count >= 300 }
        #expect(ear.all == (1...300).map { .events($0...$0) })
      }
      try await third.wait { !$0.isEmpty }
      #expect(third.all == [.events(301...301)])
    },
    BusContract("lines for every pod reach every pod") { fixture in
      let first = try await fixture.pod("pod-a", on: fixture.bus, from: fixture.other)
      let second = try await fixture.pod("pod-b", on: fixture.other, from: fixture.bus)
      try await first.settle()
      for sequence in 1...100 { fixture.bus.publish(lines: .events(sequence...sequence), to: .everyPod) }
      for ear in [first, second] {
        try await ear.wait { $0.count >= 100 }
        #expect(ear.all == (1...100).map { .events($0...$0) })
      }
    },
    BusContract("a name may be anything, and is nobody else's") { fixture in
      let names = ["all", "a.b", "a b", "a*", "a>", "ä", "%61ll", "a"]
      var ears: [PodEar] = []
      for name in names { ears.append(try await fixture.pod(name, on: fixture.bus, from: fixture.other)) }
      for ear in ears { try await ear.settle() }
      for (index, name) in names.enumerated() { fixture.other.publish(lines: .events(index + 1...index + 1), to: .pods([name])) }
      for (index, ear) in ears.enumerated() {
        try await ear.wait { !$0.isEmpty }
        #expect(ear.all == [.events(index + 1...index + 1)])
      }
    },
    BusContract("many publishers at once lose nothing and keep their order") { fixture in
      let ear = try await fixture.pod("pod-a", on: fixture.other, from: fixture.bus)
      await withTaskGroup { group in
        for publisher in 1...8 {
          group.addTask {
            for sequence in 1...250 { fixture.bus.publish(lines: .events(sequence...sequence, epoch: publisher), to: .pods(["pod-a"])) }
          }
        }
      }
      try await ear.wait { $0.count >= 2000 }
      for publisher in 1...8 {
        let own = ear.heardLines.filter { $0.contains("\"epoch\":\(publisher),") }
        #expect(own.map { $0 + "\n" } == (1...250).map { String(decoding: [UInt8].events($0...$0, epoch: publisher), as: UTF8.self) })
      }
    },
    BusContract("more lines than one message carries arrive whole") { fixture in
      let ear = try await fixture.pod("pod-a", on: fixture.other, from: fixture.bus)
      let lines = [UInt8].events(1...30, delta: String(repeating: "long", count: 25_000))
      fixture.bus.publish(lines: lines, to: .everyPod)
      try await ear.wait { $0.reduce(0) { $0 + $1.count } >= lines.count }
      #expect(ear.all.flatMap { $0 } == lines)
    },
    BusContract("a domain event is confirmed, twice the same too") { fixture in
      let event = DomainEventMessage(id: 7, category: "workflow", type: "workflow.queued", json: Array("{\"run\":\"r\"}".utf8))
      try await fixture.bus.publish(domainEvent: event)
      try await fixture.other.publish(domainEvent: event)
    },
    BusContract("what is published after the end harms nobody") { fixture in
      await fixture.bus.close()
      fixture.bus.publish(work: WorkItem(run: "late"))
      fixture.bus.publish(lines: .events(1...1), to: .everyPod)
      fixture.bus.record(lines: .events(1...1), stream: "gen_a", first: Position(epoch: 1, sequence: 1))
      await fixture.bus.close()
    },
  ]
}
