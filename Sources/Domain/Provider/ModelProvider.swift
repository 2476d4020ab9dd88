import Primitives

/// A vendor of models, as a run sees it. An instance belongs to one event loop: calls and callbacks happen there, synchronously.
package protocol ModelProvider: AnyObject {
  /// The configured name, as in `provider/model`.
  var name: String { get }
  /// Whether a call can go on from exactly the text that an earlier, lost call had produced.
  var canContinue: Bool { get }

  /// Starts one call. `sink` hears of everything that happens to it, ending with exactly one `ended`, also after a cancel.
  func start(_ request: ModelRequest, sink: any ModelSink) -> any ModelCall
}

/// A call under way.
package protocol ModelCall: AnyObject {
  /// Ends the call now; nothing more is delivered but `ended(.cancelled)` where that was not delivered yet, synchronously or later on the loop.
  func cancel()
  /// Stops and restarts reading, so that a run that waits for something else does not have to buffer.
  func pause()
  func resume()
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
  /// The run and the attempt, for the vendor's request headers and logs.
  package var run: String
  package var traceparent: String?

  package init(model: String, messages: JSONValue, options: JSONValue, continuing: String? = nil, run: String, traceparent: String? = nil) {
    self.model = model
    self.messages = messages
    self.options = options
    self.continuing = continuing
    self.run = run
    self.traceparent = traceparent
  }
}

/// What a provider says while it answers. Boxed is what comes rarely.
package enum ModelEvent: Sendable, Equatable {
  /// The vendor's own ID of the request, from its headers or first chunk.
  case identified(providerRequestID: String)
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
