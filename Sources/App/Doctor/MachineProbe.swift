import Primitives

/// What `doctor` asks the machine. Looking changes nothing.
package protocol MachineProbe: Sendable {
  func folder(_ path: String) -> FolderState
  /// Space for users other than root on the file system that holds a path, or would; `nil` when it cannot be told.
  func freeDiskBytes(_ path: String) -> UInt64?
  func openFileLimit() -> OpenFileLimit?
  /// Tries to bind the address and lets go of it again.
  func listen(on address: ListenAddress) -> AddressState
  func now() -> Timestamp
}

package enum FolderState: Sendable, Equatable {
  case writable
  /// Not there, but its nearest ancestor can be written.
  case canBeMade
  case notAFolder
  case refused(reason: String)
}

package struct OpenFileLimit: Sendable, Equatable {
  package var soft: UInt64
  package var hard: UInt64

  package init(soft: UInt64, hard: UInt64) {
    self.soft = soft
    self.hard = hard
  }
}

package enum AddressState: Sendable, Equatable {
  case free
  case taken
  case refused(reason: String)
}
