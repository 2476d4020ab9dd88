import Primitives
import Synchronization

/// The leases that were renewed since the store was opened.
///
/// A database belongs to one process, which releases at its start whatever another had claimed: a renewal need not outlive it. As rows, the renewals of
/// thousands of answers were most of what the writer wrote.
final class LeaseRenewals: Sendable {
  private struct Renewal {
    var runs: Set<String>
    var until: Timestamp
  }

  private let byWorker = Mutex<[String: Renewal]>([:])

  /// - Parameter runs: all that the worker holds; what it held before and is not among them is renewed no longer.
  func renew(_ runs: [String], of worker: String, until: Timestamp) {
    let renewal = Renewal(runs: Set(runs), until: until)
    byWorker.withLock { $0[worker] = renewal }
  }

  /// When the lease ends that the run's row tells of.
  func end(of run: String, worker: String?, claimedUntil: Timestamp?) -> Timestamp? {
    guard let claimedUntil, let worker else { return claimedUntil }
    let renewed = byWorker.withLock { byWorker in
      guard let renewal = byWorker[worker], renewal.runs.contains(run) else { return claimedUntil }
      return renewal.until
    }
    return max(claimedUntil, renewed)
  }

  func removeAll() {
    byWorker.withLock { $0.removeAll() }
  }
}
