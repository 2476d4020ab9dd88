import Domain

/// A provider that says what a test makes it say. Bound to its loop.
package final class HandProvider: ModelProvider {
  package let name = "p"
  package var canContinue = false
  package var canReattach = false
  package var takeOverPolicy = TakeOverPolicy.reattach
  package private(set) var endedResponses: [String] = []
  package private(set) var calls: [HandCall] = []
  /// Looks at a call before it is handed over.
  package var whenStarted: (HandCall) -> Void = { _ in }

  package init() {}

  package func start(_ request: ModelRequest, sink: any ModelSink) -> any ModelCall {
    let call = HandCall(request, sink)
    calls.append(call)
    whenStarted(call)
    return call
  }

  package func end(response: String) { endedResponses.append(response) }
}

package final class HandCall: ModelCall {
  package let request: ModelRequest
  private var sink: (any ModelSink)?
  package private(set) var isCancelled = false
  package private(set) var isReleased = false
  package private(set) var isPaused = false
  package private(set) var pauses = 0

  package init(_ request: ModelRequest, _ sink: any ModelSink) {
    self.request = request
    self.sink = sink
  }

  package func say(_ event: ModelEvent) { sink?.received(event) }
  package func say(_ text: String) { say(.text(TextDelta(text))) }

  package func end(_ ending: ModelEnding = .completed) {
    let sink = self.sink
    self.sink = nil
    sink?.ended(ending)
  }

  package func fail(retryable: Bool = true) { end(.failed(ModelFailure(code: .providerCut, message: "cut", retryable: retryable))) }

  package func cancel() {
    isCancelled = true
    end(.cancelled)
  }

  package func release() {
    isReleased = true
    end(.cancelled)
  }

  package func pause() {
    isPaused = true
    pauses += 1
  }

  package func resume() { isPaused = false }
}
