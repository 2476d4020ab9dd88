import Glibc

/// The process's limit of open descriptors.
package enum OpenFiles {
  /// Raises the soft limit as far as wanted and allowed; never lowers it.
  /// - Parameter wanted: descriptors that the process may need.
  /// - Returns: the limit that holds now; `nil` when it cannot be told.
  @discardableResult
  package static func raiseLimit(to wanted: UInt64) -> OpenFileLimit? {
    guard let limit = SystemProbe().openFileLimit() else { return nil }
    let raised = min(wanted, limit.hard)
    guard raised > limit.soft else { return limit }
    var request = rlimit(rlim_cur: rlim_t(raised), rlim_max: rlim_t(limit.hard))
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &request)
    return SystemProbe().openFileLimit()
  }
}
