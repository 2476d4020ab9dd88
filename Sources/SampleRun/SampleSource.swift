import Mapping

/// Where rows of tables are read of which the workbook has no samples.
package protocol SampleSource {
  /// - Throws: `unavailable`, `refused`.
  func open() throws(SampleFailure) -> any SampleReader
}

/// One reading of a source. Blocks its thread, and belongs to it.
package protocol SampleReader: AnyObject {
  /// Some rows of a table, of these columns alone.
  /// - Throws: `missing` where there is no such table or column; else what the source has against it.
  func read(_ table: TableName, columns: [String]) throws(SampleFailure) -> MappingDocument.SampleTable
}
