/// How much a file may ask of its reader. Nothing is allocated by what a file says of itself, only by what it then really holds.
package struct WorkbookLimits: Sendable {
  /// Of the file as it stands.
  package var fileBytes = 50 << 20
  /// Cells that hold something, over all sheets.
  package var cells = 2_000_000
  /// Inflated bytes for each byte of the file and for each byte of an entry.
  package var inflationRatio = 200
  /// So much may come out of any entry, since small files of equal rows compress beyond every ratio.
  package var inflationFloorBytes = 64 << 10
  /// Inflated, over all parts that are read.
  package var inflatedBytes = 1 << 30
  package var archiveEntries = 10_000
  package var sheets = 1_000
  package var xmlDepth = 64
  /// A tag with its attributes, or whatever else has to stand in memory whole.
  package var xmlTokenBytes = 1 << 20
  /// The text of one cell, comment or formula.
  package var textBytes = 1 << 20
  /// The same over all cells, as often as each text is shown.
  package var cellTextBytes = 256 << 20
  package var sharedStrings = 2_000_000
  package var sharedStringBytes = 256 << 20
  package var styles = 100_000
  package var mergedRanges = 100_000
  package var comments = 100_000
  /// Ranges of data validations, over all sheets.
  package var validations = 100_000
  package var hiddenRows = 2_000_000
  package var sharedFormulas = 100_000

  package static let standard = WorkbookLimits()

  package init() {}
}
