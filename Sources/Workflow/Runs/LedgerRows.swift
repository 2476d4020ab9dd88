import Analytics
import Domain
import Primitives

/// The rows that a run's calls leave in the ledger, with the price list that their cost is by. Pure.
struct LedgerRows {
  let run: Run
  let prices: PriceTable

  /// A call of this epoch as it ended.
  func row(of closed: RunOutcome.ClosedCall, id: String, startedAt: Timestamp, endedAt: Timestamp) -> ProviderCall {
    ProviderCall(
      id: id, run: run.id, stream: run.stream, chat: run.chat, provider: run.provider, model: run.model, attempt: closed.attempt,
      status: closed.status, tokens: closed.tokens, cost: closed.cost,
      priceVersion: prices.cost(of: closed.tokens, provider: run.provider, model: run.model)?.version, startedAt: startedAt, endedAt: endedAt,
      providerRequestID: closed.providerRequestID)
  }

  /// A row of an earlier epoch that was booked now.
  func priced(_ call: ProviderCall) -> ProviderCall {
    var call = call
    if call.priceVersion == nil, let tokens = call.tokens, tokens.totalTokens > 0 {
      call.priceVersion = prices.cost(of: tokens, provider: call.provider, model: call.model)?.version
    }
    return call
  }
}
