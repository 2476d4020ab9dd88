import Primitives

/// A vendor of models, as a run sees it. An instance belongs to one event loop: calls and callbacks happen there, synchronously.
package protocol ModelProvider: AnyObject {
  /// The configured name, as in `provider/model`.
  var name: String { get }
  /// Whether a call can go on from exactly the text that an earlier, lost call had produced.
  var canContinue: Bool { get }
  /// Whether an answer goes on at the vendor when its caller is lost, and can be listened to again from its beginning.
  var canReattach: Bool { get }
  /// What is done with an answer whose worker was lost: the best that both this and the provider allow.
  var takeOverPolicy: TakeOverPolicy { get }

  /// Starts one call. `sink` hears of everything that happens to it, ending with exactly one `ended`, also after a cancel.
  func start(_ request: ModelRequest, sink: any ModelSink) -> any ModelCall
  /// Ends an answer at the vendor to which nobody listens any more, as far as it can be reached; nobody is told. Only asked of one that can re-attach.
  func end(response: String)
}

extension ModelProvider {
  package var canReattach: Bool { false }
  package var takeOverPolicy: TakeOverPolicy { .reattach }
  package func end(response: String) {}
}

/// How far a provider is trusted with an answer whose worker was lost. Each allows what stands behind it, too: a provider that cannot re-attach
/// continues, one that cannot continue restarts.
package enum TakeOverPolicy: String, Sendable, CaseIterable {
  /// Listen again to the answer that goes on at the vendor: nothing is paid twice.
  case reattach
  /// Ask again, going on from the text that stands.
  case `continue`
  /// Ask again from the beginning.
  case restart
}

/// A call under way.
package protocol ModelCall: AnyObject {
  /// Ends the call now, at the vendor, too; nothing more is delivered but `ended(.cancelled)` where that was not delivered yet, synchronously or later on
  /// the loop.
  func cancel()
  /// Lets go of the call: the same for its sink, but an answer that goes on at the vendor without a listener is left to it for somebody else.
  func release()
  /// Stops and restarts reading, so that a run that waits for something else does not have to buffer.
  func pause()
  func resume()
}

extension ModelCall {
  package func release() { cancel() }
}

/// Who hears of a call.
package protocol ModelSink: AnyObject {
  func received(_ event: ModelEvent)
  func ended(_ ending: ModelEnding)
}

package struct ModelRequest: Sendable {
  /// The model's name at the vendor.
  package var model: String
  /// The conversation in the shape of OpenAI's `messages`.
  package var messages: JSONValue
  /// Other fields in OpenAI's names (`temperature`, `tools`, …).
  package var options: JSONValue
  /// Text of this same answer that is kept; only given to a provider that can continue.
  package var continuing: String?
  /// The vendor's ID of an answer that goes on there and is to be told from its beginning, instead of a new one; only given to a provider that can re-attach.
  package var reattaching: String?
  /// The run and the attempt, for the vendor's request headers and logs.
  package var run: String
  package var traceparent: String?

  package init(
    model: String, messages: JSONValue, options: JSONValue, continuing: String? = nil, reattaching: String? = nil, run: String,
    traceparent: String? = nil
  ) {
    self.model = model
    self.messages = messages
    self.options = options
    self.continuing = continuing
    self.reattaching = reattaching
    self.run = run
    self.traceparent = traceparent
  }
}

/// What a provider says while it answers. Boxed is what comes rarely.
package enum ModelEvent: Sendable, Equatable {
  /// The vendor's own ID of the request, from its headers or first chunk.
  case identified(providerRequestID: String)
  /// From now on the answer goes on at the vendor without a listener, and can be listened to again by this ID.
  case attachable(response: String)
  case text(TextDelta)
  case reasoning(String)
  /// A tool call, once it is whole.
  indirect case toolCall(ToolCall)
  /// What a tool that the provider itself ran gave back. `isConsole` marks console output of code, which becomes an output artifact.
  indirect case toolReturn(ToolReturn, isConsole: Bool)
  /// Cumulative: replaces what was said before.
  indirect case usage(TokenUsage)
  /// OpenAI's words: `stop`, `length`, `tool_calls`, `content_filter`.
  case finished(reason: String)
}

/// How a call ended.
package enum ModelEnding: Sendable, Equatable {
  case completed
  case cancelled
  case failed(ModelFailure)
}

package struct ModelFailure: Error, Sendable, Equatable {
  package var code: FailureCode
  package var message: String
  /// The vendor's HTTP status, when there was an answer.
  package var status: Int?
  /// The vendor's error body as it came, bounded, for compatible callers.
  package var vendorError: JSONValue?
  /// Whether asking again can help.
  package var retryable: Bool
  /// What the vendor asked to wait.
  package var retryAfterMilliseconds: Int64?

  package init(
    code: FailureCode, message: String, status: Int? = nil, vendorError: JSONValue? = nil, retryable: Bool, retryAfterMilliseconds: Int64? = nil
  ) {
    self.code = code
    self.message = message
    self.status = status
    self.vendorError = vendorError
    self.retryable = retryable
    self.retryAfterMilliseconds = retryAfterMilliseconds
  }
}
