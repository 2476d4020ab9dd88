import Primitives

/// A row of the ledger: one call to a provider, opened before the call and closed on every ending.
package struct ProviderCall: Sendable, Equatable {
  /// ULID.
  package var id: String
  package var run: String
  package var stream: String
  package var chat: ChatID?
  package var provider: String
  package var model: String
  /// 1 for the first try of an epoch.
  package var attempt: Int
  package var status: ProviderCallStatus
  package var tokens: TokenUsage?
  package var cost: Money?
  package var priceVersion: String?
  package var startedAt: Timestamp
  package var endedAt: Timestamp?
  package var providerRequestID: String?

  package init(
    id: String, run: String, stream: String, chat: ChatID?, provider: String, model: String, attempt: Int, status: ProviderCallStatus = .open,
    tokens: TokenUsage? = nil, cost: Money? = nil, priceVersion: String? = nil, startedAt: Timestamp, endedAt: Timestamp? = nil,
    providerRequestID: String? = nil
  ) {
    self.id = id
    self.run = run
    self.stream = stream
    self.chat = chat
    self.provider = provider
    self.model = model
    self.attempt = attempt
    self.status = status
    self.tokens = tokens
    self.cost = cost
    self.priceVersion = priceVersion
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.providerRequestID = providerRequestID
  }
}

package enum ProviderCallStatus: String, Sendable {
  case open, completed, failed, cancelled
}

/// A call that an earlier epoch of a run made.
package struct EarlierCall: Sendable, Equatable {
  package var call: ProviderCall
  package var epoch: Int64

  package init(call: ProviderCall, epoch: Int64) {
    self.call = call
    self.epoch = epoch
  }

  /// Its worker was lost over it: nobody has said what it used.
  package var isLost: Bool { call.tokens == nil }
}
