import Bus
import Domain
import Observe
import Primitives
import StreamLog
import Synchronization
import Wire

/// Takes what workers and other pods send to this pod, and gives each event to its stream, on the bus's own thread.
package final class PodInbox: PodReceiver {
  private let directory: StreamDirectory
  private let sessions: SessionHub
  private let repair: StreamRepair
  private let link: PodLink
  private let metrics: ServerMetrics
  private let time: any TimeSource
  private let reading = Mutex(Reading())

  /// Parsers are not shared between threads.
  private struct Reading: ~Copyable {
    let decoder = NativeEventDecoder()
    let notices = JSONReader()
  }

  package init(
    directory: StreamDirectory, sessions: SessionHub, repair: StreamRepair, link: PodLink, metrics: ServerMetrics, time: any TimeSource
  ) {
    self.directory = directory
    self.sessions = sessions
    self.repair = repair
    self.link = link
    self.metrics = metrics
    self.time = time
  }

  package func received(lines: [UInt8]) {
    let now = time.monotonic()
    reading.withLock { reading in
      var stream: LiveStream?
      for line in lines.split(separator: 0x0A) {
        guard let (name, event) = reading.decoder.decodeNamed(line) else {
          if let notice = PodNotice(line, reader: reading.notices) { received(notice) }
          continue
        }
        if stream?.descriptor.name != name { stream = directory.find(name, now: now) }
        guard let stream else {
          link.leaveUnlessFollowed(stream: name)
          continue
        }
        received(event, line, of: stream, now)
      }
    }
  }

  package func mayHaveMissed() { repair.lookAtAll() }

  private func received(_ event: StreamEvent, _ json: ArraySlice<UInt8>, of stream: LiveStream, _ now: MonotonicTime) {
    let name = stream.descriptor.name
    switch stream.receive(event, json: json, now: now) {
    case .appended:
      metrics.streamEvents.add()
      if case .reset = event.body { metrics.streamResets.add() }
      if stream.isEnded { link.leave(stream: name) }
    case .held:
      metrics.eventsReordered.add()
      repair.holeSeen(in: name)
    case .beyondWindow: repair.holeSeen(in: name)
    case .duplicate: metrics.duplicatesDropped[.duplicate].add()
    case .stale: metrics.duplicatesDropped[.fenced].add()
    }
  }

  private func received(_ notice: PodNotice) {
    switch notice {
    case .sessionChanged(let session): sessions.changedHere(session)
    case .chatDeleted(let chat):
      for live in directory.all where live.descriptor.chat == chat {
        directory.remove(live)
        link.leave(stream: live.descriptor.name)
        if !live.facts.isEnded { live.abandon() }
      }
    }
  }
}
