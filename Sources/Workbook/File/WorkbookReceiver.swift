/// What a reader tells of a workbook, in the order of the file: a sheet's columns, cells, ranges and comments between its begin and end.
protocol WorkbookReceiver: AnyObject {
  func beginSheet(_ name: String, _ visibility: Sheet.Visibility) throws(WorkbookError)
  /// The view holds until this returns.
  func cell(_ cell: borrowing CellView) throws(WorkbookError)
  /// Counted from 1.
  func hiddenRow(_ row: Int)
  func hiddenColumns(_ columns: ClosedRange<Int>)
  func merged(_ range: CellRange)
  func comment(_ text: String, at reference: CellReference)
  func validation(_ validation: Sheet.ListValidation)
  func endSheet() throws(WorkbookError)
  /// Whether more is wanted than cells; where not, comments are not looked for.
  var wantsEverything: Bool { get }
}
