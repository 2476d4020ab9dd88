import Domain
import Primitives

/// A user's message on its way in: everything that one transaction writes before `202` may be said.
package struct MessageAcceptance: Sendable {
  package enum ChatChoice: Sendable, Equatable {
    /// Must exist, else `notFound`.
    case existing(ChatID)
    /// Made when it is unknown.
    case existingOrCreated(ChatID)
    /// A new one with this ID.
    case created(ChatID)

    package var id: ChatID {
      switch self {
      case .existing(let id), .existingOrCreated(let id), .created(let id): id
      }
    }
  }

  package struct Attachment: Sendable, Equatable {
    package enum Source: Sendable, Equatable {
      /// An upload made before; `notFound` when it is unknown.
      case upload(String)
      /// An attachment of this chat, whose bytes are used again; `unknownReference` when it is none.
      case artifact(EntityID)
      case inline([UInt8])
    }
    package var source: Source
    package var name: String?
    package var mediaType: String?

    package init(source: Source, name: String?, mediaType: String?) {
      self.source = source
      self.name = name
      self.mediaType = mediaType
    }
  }

  package var chat: ChatChoice
  package var chatOrigin: String
  package var chatTitle: String
  package var content: String
  /// Decided by `Domain.FrontendIdentity` inside the transaction. Used before with the same content (and the same attachments, and the same place): the first answer again.
  package var frontendID: String?
  package var attachments: [Attachment]
  /// The question of this chat in whose place this one stands; `unknownReference` when there is none.
  package var edits: EntityID?
  /// The answer of this chat after which the question goes on; `unknownReference` when there is none. Not given: what the edited question
  /// followed, else the chat's last answer.
  package var follows: EntityID?
  package var session: String?
  /// ULID of the run to make.
  package var run: String
  package var requestedModel: String
  package var provider: String
  package var model: String
  package var request: RunRequest
  package var metadata: JSONValue?
  /// ULID of the user who asks: a chat that is made is theirs, and uploads must be. Whether they may ask in a chat that exists was decided before.
  package var user: String?
  package var now: Timestamp

  package init(
    chat: ChatChoice, chatOrigin: String, chatTitle: String, content: String, frontendID: String?, attachments: [Attachment],
    edits: EntityID? = nil, follows: EntityID? = nil, session: String?, run: String,
    requestedModel: String, provider: String, model: String, request: RunRequest, metadata: JSONValue? = nil, user: String? = nil, now: Timestamp
  ) {
    self.chat = chat
    self.chatOrigin = chatOrigin
    self.chatTitle = chatTitle
    self.content = content
    self.frontendID = frontendID
    self.attachments = attachments
    self.edits = edits
    self.follows = follows
    self.session = session
    self.run = run
    self.requestedModel = requestedModel
    self.provider = provider
    self.model = model
    self.request = request
    self.metadata = metadata
    self.user = user
    self.now = now
  }
}

/// A message that is safe: it, its attachments, the (still empty) answer, the run and the outbox entry are committed.
package struct AcceptedMessage: Sendable, Equatable {
  package var run: Run
  package var userMessage: EntityID
  package var assistantMessage: EntityID
  package var attachments: [EntityID]
  /// The chat's earlier messages came with IDs of the front end, this one had none: somebody forgot.
  package var isFallbackAllocation: Bool
  /// No earlier run of this chat is unfinished, so that a worker may claim it at once.
  package var isNextOfChat: Bool

  package init(
    run: Run, userMessage: EntityID, assistantMessage: EntityID, attachments: [EntityID], isFallbackAllocation: Bool, isNextOfChat: Bool
  ) {
    self.run = run
    self.userMessage = userMessage
    self.assistantMessage = assistantMessage
    self.attachments = attachments
    self.isFallbackAllocation = isFallbackAllocation
    self.isNextOfChat = isNextOfChat
  }
}
