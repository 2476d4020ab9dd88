import Primitives

/// One execution that produces one stream.
package struct Run: Sendable, Equatable {
  /// ULID.
  package var id: String
  package var stream: String
  package var chat: ChatID?
  package var userMessage: EntityID?
  package var assistantMessage: EntityID?
  package var frontendID: String?
  package var session: String?
  /// As the caller named it.
  package var requestedModel: String
  /// The configured provider that was chosen and the model's name there.
  package var provider: String
  package var model: String
  package var status: RunStatus
  /// Rises with each worker that takes the run; 0 before the first.
  package var epoch: Int64
  package var createdAt: Timestamp
  package var request: RunRequest
  /// Who was given the latest lease, and may have lost it since; `nil` before the first.
  package var worker: String?

  package init(
    id: String, stream: String, chat: ChatID?, userMessage: EntityID?, assistantMessage: EntityID?, frontendID: String?, session: String?,
    requestedModel: String, provider: String, model: String, status: RunStatus, epoch: Int64, createdAt: Timestamp, request: RunRequest,
    worker: String? = nil
  ) {
    self.id = id
    self.stream = stream
    self.chat = chat
    self.userMessage = userMessage
    self.assistantMessage = assistantMessage
    self.frontendID = frontendID
    self.session = session
    self.requestedModel = requestedModel
    self.provider = provider
    self.model = model
    self.status = status
    self.epoch = epoch
    self.createdAt = createdAt
    self.request = request
    self.worker = worker
  }

  /// Whether its worker calls a provider; then the ledger has a row for the first call from the claim on.
  package var asksProvider: Bool { !provider.isEmpty }

  package var descriptor: StreamDescriptor {
    StreamDescriptor(name: stream, entity: assistantMessage, frontendID: frontendID, run: id, chat: chat)
  }
}

package enum RunStatus: String, Sendable, CaseIterable {
  case queued, running, waiting, completed, failed, cancelled

  package var isFinal: Bool {
    switch self {
    case .completed, .failed, .cancelled: true
    case .queued, .running, .waiting: false
    }
  }
}

/// What a run was asked, kept so that another worker can ask it again. Stored as JSON by the store.
package struct RunRequest: Sendable, Equatable {
  /// The conversation in the shape of OpenAI's `messages`, when the caller sent it whole; `nil` means: the chat's own history.
  package var messages: JSONValue?
  /// The other fields that the caller sent for the provider (`temperature`, `tools`, …) as one object.
  package var options: JSONValue
  /// Whether a compatible caller asked for the usage chunk; decides the numbering of the `openai` wire form.
  package var includesUsage: Bool
  /// W3C trace context to pass on.
  package var traceparent: String?

  package init(messages: JSONValue? = nil, options: JSONValue = .object([]), includesUsage: Bool = false, traceparent: String? = nil) {
    self.messages = messages
    self.options = options
    self.includesUsage = includesUsage
    self.traceparent = traceparent
  }
}
