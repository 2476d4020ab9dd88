import Mapping

/// Where samples are run: SQLite in memory, or a database that somebody names.
package protocol SampleDatabase: Sendable {
  /// An engine for one run, on the thread that asks. May block for seconds.
  /// - Throws: `unavailable`.
  func open() throws(SampleFailure) -> any SampleEngine
}

/// A database that samples are run in, empty at first and gone afterwards. Belongs to one thread, which it may block.
package protocol SampleEngine: AnyObject {
  var dialect: Dialect { get }
  /// The name by which this engine tells rows of a table apart: `rowid`, `ctid`.
  var rowName: String { get }
  /// Whether columns may stand beside aggregates without being grouped by.
  var takesUngroupedColumns: Bool { get }
  /// What stands in front of the name of a table that is made here, so that it is none of those that are there.
  var tableQualifier: [String] { get }

  /// Makes a table of this name, a plain one, and fills it. One that is refused leaves the engine usable.
  func create(_ table: SampleTableContents, named name: String) throws(SampleFailure)
  /// Calls with each row in turn. A statement that fails leaves the engine usable.
  func query(_ sql: String, _ row: ([SampleValue]) -> Void) throws(SampleFailure)
}
