/// Who says which pods have readers of what. Pure: fed with every answer and failure, it tells the moments at which that changes.
struct RoutingCondition {
  enum Source: Equatable {
    case registry, store
    /// Nobody: lines go to every pod.
    case nobody
  }

  private let hasBackup: Bool
  private(set) var isPrimaryDown = false
  private(set) var isBackupDown = false

  init(hasBackup: Bool) { self.hasBackup = hasBackup }

  var source: Source { !isPrimaryDown ? .registry : hasBackup && !isBackupDown ? .store : .nobody }

  /// - Returns: the source from now on; `nil` when it is as before.
  mutating func primary(isDown: Bool) -> Source? {
    let before = source
    isPrimaryDown = isDown
    return source == before ? nil : source
  }

  /// - Returns: the source from now on; `nil` when it is as before.
  mutating func backup(isDown: Bool) -> Source? {
    let before = source
    isBackupDown = isDown
    return source == before ? nil : source
  }
}
