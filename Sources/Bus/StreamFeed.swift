import Domain

/// Where a worker publishes a stream's events: to every gateway that has readers of it.
package protocol StreamFeed {
  /// Opens a stream for publishing.
  /// - Parameters:
  ///   - history: its effective log so far, native JSON, oldest first; for gateways that do not know it yet.
  ///   - traceparent: W3C trace context of the request that asked for the run.
  func open(_ descriptor: StreamDescriptor, history: [ArraySlice<UInt8>], traceparent: String?) -> any StreamPublisher
  /// A pod has readers of a stream from now on.
  func listen(stream: String, pod: String)
}

extension StreamFeed {
  package func open(_ descriptor: StreamDescriptor, history: [ArraySlice<UInt8>]) -> any StreamPublisher {
    open(descriptor, history: history, traceparent: nil)
  }

  package func listen(stream: String, pod: String) {}
}

/// One stream's way to its gateways. Called on the worker's loop, once an event, in order.
package protocol StreamPublisher: AnyObject {
  /// - Parameter json: the event as native JSON; good until the call returns.
  func publish(_ event: StreamEvent, json: ArraySlice<UInt8>)
}
