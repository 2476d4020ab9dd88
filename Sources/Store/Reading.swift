import Domain
import Primitives

/// A page of a list and the cursor of the next one.
package struct Page<Item: Sendable>: Sendable {
  package var items: [Item]
  package var nextCursor: String?

  package init(items: [Item], nextCursor: String?) {
    self.items = items
    self.nextCursor = nextCursor
  }
}

/// Which end of a list comes first.
package enum ListOrder: String, Sendable {
  case ascending = "asc"
  case descending = "desc"
}

/// How much of a list, and from where.
package struct PageRequest: Sendable {
  /// 1 to 200.
  package var limit: Int
  package var cursor: String?

  package init(limit: Int, cursor: String?) {
    self.limit = limit
    self.cursor = cursor
  }
}

/// A message or an artifact of a chat.
package enum Entity: Sendable, Equatable {
  case message(Message)
  case artifact(Artifact)

  package var id: EntityID {
    switch self {
    case .message(let message): message.id
    case .artifact(let artifact): artifact.id
    }
  }

  package var parent: EntityID? {
    switch self {
    case .message(let message): message.parent
    case .artifact(let artifact): artifact.parent
    }
  }
}

/// What the store knows of a stream.
package struct StoredStream: Sendable, Equatable {
  package var run: Run
  /// Position of the last durable event; `nil` before the first.
  package var last: Position?
  /// Whether its event log is still kept; where not, only `snapshot` facts (message, artifacts) can be served.
  package var hasLog: Bool
  package var message: Message?
  package var reasoning: String?
  package var artifacts: [Artifact]
  package var failure: StreamFailed?
  package var cancelledBy: CancelledBy?

  package init(
    run: Run, last: Position?, hasLog: Bool, message: Message?, reasoning: String?, artifacts: [Artifact], failure: StreamFailed?,
    cancelledBy: CancelledBy?
  ) {
    self.run = run
    self.last = last
    self.hasLog = hasLog
    self.message = message
    self.reasoning = reasoning
    self.artifacts = artifacts
    self.failure = failure
    self.cancelledBy = cancelledBy
  }
}

package struct LedgerFilter: Sendable {
  package var run: String?
  package var chat: ChatID?
  package var stream: String?
  package var from: Timestamp?
  package var to: Timestamp?

  package init(run: String? = nil, chat: ChatID? = nil, stream: String? = nil, from: Timestamp? = nil, to: Timestamp? = nil) {
    self.run = run
    self.chat = chat
    self.stream = stream
    self.from = from
    self.to = to
  }
}

package struct ChatStatistics: Sendable, Equatable {
  /// Entities by kind.
  package var counts: [EntityKind: Int]
  package var lastSequence: Int

  package init(counts: [EntityKind: Int], lastSequence: Int) {
    self.counts = counts
    self.lastSequence = lastSequence
  }
}

/// A stream of a session: the ordinal numbers the session's streams in the order in which they were started or joined, from 1, never reused.
package struct SessionStream: Sendable, Equatable {
  package var ordinal: Int64
  package var stream: String
  /// Left by the client: its events are no longer part of the session.
  package var isLeft: Bool

  package init(ordinal: Int64, stream: String, isLeft: Bool) {
    self.ordinal = ordinal
    self.stream = stream
    self.isLeft = isLeft
  }
}

package struct Upload: Sendable, Equatable {
  /// ULID.
  package var id: String
  package var name: String?
  package var mediaType: String
  package var bytes: Int
  package var sha256: String
  package var createdAt: Timestamp
  /// ULID of the user whose it is.
  package var user: String?

  package init(id: String, name: String?, mediaType: String, bytes: Int, sha256: String, createdAt: Timestamp, user: String? = nil) {
    self.id = id
    self.name = name
    self.mediaType = mediaType
    self.bytes = bytes
    self.sha256 = sha256
    self.createdAt = createdAt
    self.user = user
  }
}

/// A domain event of the outbox (`tl.events.{category}.{type}`).
package struct DomainEvent: Sendable, Equatable {
  package var id: Int64
  package var category: String
  package var type: String
  package var subject: String
  package var time: Timestamp
  package var data: JSONValue
  /// W3C trace context of the request that asked for the run that it is about, while that is known.
  package var traceparent: String?

  package init(
    id: Int64, category: String, type: String, subject: String, time: Timestamp, data: JSONValue, traceparent: String? = nil
  ) {
    self.id = id
    self.category = category
    self.type = type
    self.subject = subject
    self.time = time
    self.data = data
    self.traceparent = traceparent
  }
}
