import Bus
import Domain
import Observe
import Registry
import TestKit
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct PodLinkTests {
  private let table = ListenerTable()
  private let bus = FaultyBus()

  private var link: PodLink { PodLink(pod: "y", bus: bus, directory: table.directory(of: "y")) }

  @Test func `whoever follows a stream waits until the registry knows, be he the second`() async throws {
    let link = link
    table.hold()
    let both = Task {
      await withTaskGroup { group in
        for _ in 0..<2 { group.addTask { await link.follow(stream: "gen_a") } }
        var known: [Bool] = []
        for await _ in group { known.append(table.pods(at: .stream("gen_a")) == ["y"]) }
        return known
      }
    }
    while !link.follows(stream: "gen_a") { await Task.yield() }
    table.answer()
    #expect(await both.value == [true, true])
    await link.follow(stream: "gen_a")
    #expect(table.changes == ["+y stream:gen_a"])
  }

  @Test func `a stream that is left while the registry is told stays left`() async throws {
    let link = link
    table.hold()
    let following = Task { await link.follow(stream: "gen_a") }
    while !link.follows(stream: "gen_a") { await Task.yield() }
    link.leave(stream: "gen_a")
    table.answer()
    await following.value
    #expect(!link.follows(stream: "gen_a") && table.pods(at: .stream("gen_a")) == [])
  }

  @Test func `left and followed again, a stream is followed`() async throws {
    let link = link
    for _ in 0..<50 {
      await link.follow(stream: "gen_a")
      async let left: Void = link.leave(stream: "gen_a")
      async let followed: Void = link.follow(stream: "gen_a")
      _ = await (left, followed)
      #expect(link.follows(stream: "gen_a") == (table.pods(at: .stream("gen_a")) == ["y"]))
    }
  }

  @Test func `a stream that nobody here follows is left again, one that is on its way here is not`() async throws {
    let link = link
    table.put("y", at: .stream("gen_a"))
    link.leaveUnlessFollowed(stream: "gen_a")
    #expect(table.pods(at: .stream("gen_a")) == [])
    await link.follow(stream: "gen_a")
    link.leaveUnlessFollowed(stream: "gen_a")
    #expect(table.pods(at: .stream("gen_a")) == ["y"])
  }

  @Test func `the worker that has a run is told who listens; of one that is over or waits nobody is`() {
    var run = storedRun(.running)
    link.announce(run)
    run.worker = "w"
    link.announce(run)
    run.status = .completed
    link.announce(run)
    #expect(bus.tellings == [.init(message: .listen(stream: run.stream, pod: "y"), target: .worker("w"))])
  }

  @Test func `a change of a session is told to the other pods that have readers of it`() async {
    await link.sessionChanged("s")
    table.put("y", at: .session("s"))
    await link.sessionChanged("s")
    #expect(bus.sendings.isEmpty)
    table.put("z", at: .session("s"))
    await link.sessionChanged("s")
    table.set(isAway: true)
    await link.sessionChanged("s")
    let line = PodNotice.sessionChanged("s").line
    #expect(bus.sendings == [.init(lines: line, route: .pods(["z"])), .init(lines: line, route: .everyPod)])
  }
}
