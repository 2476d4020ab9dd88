/// What the process knows about itself. Read when the metrics are asked for; a figure that cannot be read is `nil`.
package protocol ProcessFigures: Sendable {
  var residentBytes: UInt64? { get }
  /// User and system time of all threads.
  var cpuNanoseconds: UInt64? { get }
  /// Start of the process since 1970-01-01 UTC.
  var startNanoseconds: UInt64? { get }
  var openFiles: UInt64? { get }
  var maxOpenFiles: UInt64? { get }
}
