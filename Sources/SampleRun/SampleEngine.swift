import Mapping

/// A database that samples are run in, empty at first and gone afterwards. Belongs to one thread.
protocol SampleEngine: AnyObject {
  var dialect: Dialect { get }
  /// The name by which this engine tells rows of a table apart: `rowid`, `ctid`.
  var rowName: String { get }
  /// Whether columns may stand beside aggregates without being grouped by.
  var takesUngroupedColumns: Bool { get }

  func create(_ table: SampleTableContents) throws(SampleFailure)
  /// Calls with each row in turn. A statement that fails leaves the engine usable.
  func query(_ sql: String, _ row: ([SampleValue]) -> Void) throws(SampleFailure)
}
