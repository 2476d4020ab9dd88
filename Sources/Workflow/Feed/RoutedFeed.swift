import Bus
import Domain
import EventLoop
import Registry

/// Publishes streams to the pods that have readers of them and to their history, once a turn of the loop, whatever was said in it. Belongs to its
/// worker's loop.
package final class RoutedFeed: StreamFeed, TurnEndObserver {
  private let loop: EventLoop
  private let bus: any Bus
  private let directory: any PodDirectory
  private let ownPod: String?
  private let local: (any StreamFeed)?
  private let askAgainMilliseconds: Int
  private var publishers: [String: WeakPublisher] = [:]
  private var dirty: ContiguousArray<RoutedPublisher> = []
  private var flushing: ContiguousArray<RoutedPublisher> = []

  /// - Parameters:
  ///   - local: also told, at once: the readers of this process.
  ///   - ownPod: the pod that `local` serves.
  ///   - askAgainMilliseconds: how long to wait when nobody knows who listens.
  package init(
    loop: EventLoop, bus: any Bus, directory: any PodDirectory, local: (any StreamFeed)?, ownPod: String?, askAgainMilliseconds: Int = 1000
  ) {
    self.loop = loop
    self.bus = bus
    self.directory = directory
    self.local = local
    self.ownPod = ownPod
    self.askAgainMilliseconds = askAgainMilliseconds
  }

  package func open(_ descriptor: StreamDescriptor, history: [ArraySlice<UInt8>], traceparent: String?) -> any StreamPublisher {
    let publisher = RoutedPublisher(
      stream: descriptor.name, traceparent: traceparent, local: local?.open(descriptor, history: history, traceparent: traceparent),
      audience: PodAudience(ownPod: ownPod), feed: self)
    publishers[descriptor.name] = WeakPublisher(publisher: publisher)
    ask(for: publisher)
    return publisher
  }

  package func listen(stream: String, pod: String) { publishers[stream]?.publisher?.audience.joined(pod: pod) }

  package func turnEnded() {
    swap(&dirty, &flushing)
    for publisher in flushing { flush(publisher) }
    flushing.removeAll(keepingCapacity: true)
  }

  fileprivate func mark(_ publisher: RoutedPublisher) {
    if dirty.isEmpty { loop.atTurnEnd(self) }
    dirty.append(publisher)
  }

  fileprivate func closed(_ stream: String) {
    if publishers[stream]?.publisher == nil { publishers[stream] = nil }
  }

  private func flush(_ publisher: RoutedPublisher) {
    guard let first = publisher.first else { return }
    let lines = publisher.takeLines()
    bus.record(lines: lines, stream: publisher.stream, first: first, traceparent: publisher.traceparent)
    send(publisher.audience.said(lines), of: publisher)
  }

  private func send(_ delivery: PodAudience.Delivery?, of publisher: RoutedPublisher) {
    if let delivery { bus.publish(lines: delivery.lines, to: delivery.route, traceparent: publisher.traceparent) }
  }

  private func ask(for publisher: RoutedPublisher) {
    let topic = RegistryTopic.stream(publisher.stream)
    loop.spawn { [directory] in
      await directory.pods(at: topic)
    } then: { [weak self, weak publisher] (result: Result<[String]?, any Error>) in
      guard let self, let publisher else { return }
      send(publisher.audience.answered((try? result.get()) ?? nil), of: publisher)
      guard publisher.audience.isUncertain else { return }
      loop.schedule(afterMilliseconds: askAgainMilliseconds) { [weak self, weak publisher] in
        if let self, let publisher { ask(for: publisher) }
      }
    }
  }

  private struct WeakPublisher {
    weak var publisher: RoutedPublisher?
  }
}

/// One stream on its way to its pods.
private final class RoutedPublisher: StreamPublisher {
  let stream: String
  let traceparent: String?
  private let local: (any StreamPublisher)?
  var audience: PodAudience
  /// Position of the first event that was not flushed.
  private(set) var first: Position?
  private var lines: [UInt8] = []
  private weak var feed: RoutedFeed?

  init(stream: String, traceparent: String?, local: (any StreamPublisher)?, audience: PodAudience, feed: RoutedFeed) {
    self.stream = stream
    self.traceparent = traceparent
    self.local = local
    self.audience = audience
    self.feed = feed
  }

  deinit { feed?.closed(stream) }

  func publish(_ event: StreamEvent, json: ArraySlice<UInt8>) {
    local?.publish(event, json: json)
    if first == nil {
      first = event.position
      feed?.mark(self)
    }
    lines.append(contentsOf: json)
    lines.append(0x0A)
  }

  func takeLines() -> [UInt8] {
    defer {
      first = nil
      lines = []
    }
    return lines
  }
}
