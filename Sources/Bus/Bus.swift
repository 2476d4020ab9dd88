import Domain

/// What carries work, control, events and their history between gateways and workers. In one process it is a direct call.
///
/// Nothing here waits for a broker: what is published while the broker is away is kept back within a bound, and what is lost beyond it is put right from
/// the store, which is the truth about runs and logs. Work is delivered at least once to one worker; events reach a pod perhaps late, twice or in
/// another order: `(epoch, sequence)` decides.
package protocol Bus: Sendable {
  // MARK: Work

  /// Hands a run to one worker of all pods. Published again within a short while it is the same work.
  func publish(work: WorkItem)
  /// Has this process offered work, also what was published before.
  func subscribe(worker: any BusWorker)

  // MARK: Control

  /// - Parameter traceparent: W3C trace context of the request that what is said is about.
  func publish(control message: ControlMessage, to target: ControlTarget, traceparent: String?)
  /// Has what is said to a worker of this name, or to all, told to `receiver`.
  func subscribe(control worker: String, _ receiver: any ControlReceiver)

  // MARK: Events

  /// Sends lines to pods (`tl.pod.{pod}.response`), at once and at most once.
  /// - Parameters:
  ///   - lines: JSON objects, each ending with a line feed: native events, or what `PodNotice` writes.
  ///   - traceparent: of the request that asked for the run that they are of.
  func publish(lines: [UInt8], to route: PodRoute, traceparent: String?)
  /// Adds events to the history of a stream (`tl.stream.{stream}`).
  /// - Parameters:
  ///   - lines: native events of one epoch that follow each other, each ending with a line feed.
  ///   - first: where they begin; the same piece published twice is kept once.
  ///   - traceparent: of the request that asked for the run.
  func record(lines: [UInt8], stream: String, first: Position, traceparent: String?)
  /// Has lines that are sent to this pod, or to all, told to `receiver`.
  func subscribe(pod: String, _ receiver: any PodReceiver)
  /// What the history has of a stream, as it was recorded: lines of events, oldest first, perhaps with holes and with more than one epoch.
  /// - Throws: `BusError` when it cannot be asked now.
  func history(of stream: String) async throws(BusError) -> [[UInt8]]

  // MARK: Domain events

  /// Publishes an outbox entry (`tl.events.{category}.{type}`) and returns once the broker has it. Deduplicated by `id`.
  func publish(domainEvent: DomainEventMessage) async throws(BusError)

  // MARK: Lifecycle

  /// Whether what is published now goes out now.
  var isConnected: Bool { get }
  /// Sends what is kept back, as far as a second allows, and ends.
  func close() async
}

/// What no traced request asked for.
extension Bus {
  package func publish(control message: ControlMessage, to target: ControlTarget) { publish(control: message, to: target, traceparent: nil) }

  package func publish(lines: [UInt8], to route: PodRoute) { publish(lines: lines, to: route, traceparent: nil) }

  package func record(lines: [UInt8], stream: String, first: Position) { record(lines: lines, stream: stream, first: first, traceparent: nil) }
}

/// Work for a worker.
package struct WorkItem: Sendable, Equatable {
  package var run: String
  package var workflow: String
  /// W3C trace context of the request that asked for the run.
  package var traceparent: String?

  package init(run: String, workflow: String = "chat", traceparent: String? = nil) {
    self.run = run
    self.workflow = workflow
    self.traceparent = traceparent
  }
}

/// One offer of a run. Unless it is answered within the bus's patience, or said to be in progress, the run is offered to another worker.
package protocol WorkDelivery: AnyObject, Sendable {
  var run: String { get }
  /// 1 for the first offer of this work, more when earlier ones were not answered.
  var attempt: Int { get }
  /// The run is over, or somebody else's.
  func finish()
  /// The run is being worked at.
  func progress()
  /// Not taken: another worker is to have it now.
  func decline()
}

/// A worker's ear. Called on any thread.
package protocol BusWorker: AnyObject, Sendable {
  func offered(_ delivery: any WorkDelivery)
}

package protocol ControlReceiver: AnyObject, Sendable {
  func received(_ message: ControlMessage)
}

package protocol PodReceiver: AnyObject, Sendable {
  /// Called on any thread; what one pod sent comes in its order.
  func received(lines: [UInt8])
  /// The way to the broker was cut and is there again: lines may be lost.
  func mayHaveMissed()
}

/// Which pods are meant.
package enum PodRoute: Sendable, Equatable {
  case pods([String])
  /// Nobody knows who listens.
  case everyPod
}

package enum ControlTarget: Sendable, Equatable {
  case worker(String)
  /// Nobody knows who has the run.
  case everyWorker
}

/// What is said to workers.
package enum ControlMessage: Sendable, Equatable {
  case cancel(run: String, by: CancelledBy)
  /// A pod has readers of a stream from now on.
  case listen(stream: String, pod: String)
  /// Takes nothing new.
  case drain
}

/// An outbox entry on its way to who subscribes to domain events.
package struct DomainEventMessage: Sendable, Equatable {
  package var id: Int64
  package var category: String
  package var type: String
  /// One JSON object.
  package var json: [UInt8]
  /// W3C trace context of the request that asked for the run that it is about.
  package var traceparent: String?

  package init(id: Int64, category: String, type: String, json: [UInt8], traceparent: String? = nil) {
    self.id = id
    self.category = category
    self.type = type
    self.json = json
    self.traceparent = traceparent
  }
}

package struct BusError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What could not be done, what was found, and what to do.
  package var message: String
  package var description: String { message }

  package init(_ message: String) { self.message = message }
}
