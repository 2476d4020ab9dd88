import Bus
import Domain
import Store
import StreamLog
import Synchronization
import TestKit
import Testing
import Transport
import Wire

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct ChatDeletionTests {
  private final class Ear: ControlReceiver {
    let cancelled = Mutex<[String]>([])
    func received(_ message: ControlMessage) {
      if case .cancel(let run, _) = message { cancelled.withLock { $0.append(run) } }
    }
  }

  @Test func `readers of a run that waits for its turn are told that it is gone`() async throws {
    try await withGateway { bench in
      let ear = Ear()
      bench.bus.subscribe(control: "w", ear)
      let (waiting, running) = (await bench.streams.begin(storedRun(.queued, answer: 2)), await bench.streams.begin(storedRun(.queued, answer: 4)))
      try await bench.publish([.begun], to: running)
      bench.store.delete(chat, streams: [waiting.descriptor.name, running.descriptor.name])
      let response = try await ChatEndpoints.delete(
        try bench.call("DELETE /api/chats/\(chat) HTTP/1.1\r\nHost: localhost\r\n\r\n", ["chat": chat.text]))
      #expect(response.status == 204)
      #expect(waiting.ending?.body == .cancelled(StreamCancelled(by: .user, partial: false)))
      // Its worker will say so, and may have more to say before.
      #expect(!running.facts.isEnded)
      #expect(ear.cancelled.withLock { $0.count } == 2)
      #expect(bench.streams.directory.find(waiting.descriptor.name, now: bench.time.monotonic()) == nil)
    }
  }
}
