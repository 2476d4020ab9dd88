import Domain
import StreamLog

/// The ledger's rows of a run's earlier epochs: what is booked for them, and which of them stands for an answer that goes on at its provider. Pure.
///
/// Calls with the same ID of the vendor are one answer, that was listened to again. The vendor bills it once, so its figures stand at the first of its
/// rows and the others cost nothing: the rows of a run always add up to what its answer says.
struct EarlierCalls {
  private(set) var calls: [EarlierCall]

  /// - Parameter calls: in the order in which they were made.
  init(_ calls: [EarlierCall]) { self.calls = calls }

  /// The vendor's ID of the last answer that was lost and may go on there.
  var lostResponse: String? { calls.last { $0.isLost && $0.call.providerRequestID != nil }?.call.providerRequestID }

  /// Rows whose figures are known.
  var known: [ProviderCall] { calls.filter { !$0.isLost }.map(\.call) }

  /// Says of each lost call what it used, as far as the log shows it: as its worker counted it, else estimated. One of which the log shows nothing
  /// stays unknown.
  /// - Parameters:
  ///   - log: the durable events of earlier epochs up to the first hole.
  ///   - except: the vendor's ID of an answer whose figures are still to come.
  /// - Returns: the rows that got figures.
  mutating func settle(by log: ArraySlice<StreamEvent>, except response: String? = nil, usage: RunUsage) -> [ProviderCall] {
    var settled: [ProviderCall] = []
    let lastLost = calls.lastIndex { $0.isLost && !isListening($0) }
    for index in calls.indices where calls[index].isLost && (response == nil || calls[index].call.providerRequestID != response) {
      if isListening(calls[index]) {
        set(index, tokens: TokenUsage(), cost: .zero)
      } else if index == lastLost, let report = Self.report(in: log) {
        set(index, rest(of: report))
      } else if let figures = estimate(index, log, usage) {
        set(index, tokens: figures.tokens, cost: figures.cost)
      } else {
        continue
      }
      settled.append(calls[index].call)
    }
    return settled
  }

  /// The answer with this ID has ended: its figures stand at the first of its rows, the others have none.
  /// - Returns: those rows.
  mutating func settle(response: String, status: ProviderCallStatus, tokens: TokenUsage, cost: Money?) -> [ProviderCall] {
    var isFirst = true
    var settled: [ProviderCall] = []
    for index in calls.indices where calls[index].call.providerRequestID == response {
      set(index, tokens: isFirst ? tokens : TokenUsage(), cost: isFirst ? cost : .zero)
      if isFirst { calls[index].call.status = status }
      isFirst = false
      settled.append(calls[index].call)
    }
    return settled
  }

  private mutating func set(_ index: Int, tokens: TokenUsage, cost: Money?) {
    calls[index].call.tokens = tokens
    calls[index].call.cost = cost
  }

  private mutating func set(_ index: Int, _ figures: (tokens: TokenUsage, cost: Money?)) {
    set(index, tokens: figures.tokens, cost: figures.cost)
  }

  /// Whether a call only listened to the answer of one before it.
  private func isListening(_ call: EarlierCall) -> Bool {
    guard let response = call.call.providerRequestID, let first = calls.first(where: { $0.call.providerRequestID == response }) else { return false }
    return first.call.id != call.call.id
  }

  /// A lost worker had counted all of the run, but not committed.
  private static func report(in log: ArraySlice<StreamEvent>) -> UsageReport? {
    for event in log { if case .usage(let report) = event.body { return report } }
    return nil
  }

  private func rest(of report: UsageReport) -> (tokens: TokenUsage, cost: Money?) {
    let known = known
    let tokens = known.reduce(report.tokens) { $0.without($1.tokens ?? TokenUsage()) }
    guard let total = report.cost else { return (tokens, nil) }
    let spent = known.reduce(Money.zero) { $0 + ($1.cost ?? .zero) }
    return (tokens, Money(nanodollars: max(0, total.nanodollars - spent.nanodollars)))
  }

  /// By what the log has of the epochs in which the call's answer was listened to.
  private func estimate(_ index: Int, _ log: ArraySlice<StreamEvent>, _ usage: RunUsage) -> (tokens: TokenUsage, cost: Money?)? {
    let begin = calls[index].epoch
    let end = calls[index...].first { $0.epoch > begin && !isListening($0) }?.epoch ?? .max
    var produced = 0
    var continued = 0
    for event in log {
      if event.position.epoch < begin {
        continued += event.body.textBytes
      } else if event.position.epoch < end {
        produced += event.body.contentBytes
      }
    }
    return produced == 0 ? nil : usage.estimate(givenBytes: continued, producedBytes: produced)
  }
}

extension StreamEvent.Body {
  fileprivate var textBytes: Int { if case .textDelta(let delta) = self { delta.text.utf8.count } else { 0 } }

  /// Bytes that a call was paid for.
  fileprivate var contentBytes: Int {
    switch self {
    case .textDelta(let delta): delta.text.utf8.count
    case .reasoningDelta(let text): text.utf8.count
    case .toolCalled(let call): call.arguments.utf8.count
    default: 0
    }
  }
}
