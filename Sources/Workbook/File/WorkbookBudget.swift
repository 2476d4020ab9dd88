/// What a file has used up of its limits while it is read.
final class WorkbookBudget {
  let limits: WorkbookLimits
  private var cells = 0
  private var textBytes = 0
  private var mergedRanges = 0
  private var comments = 0
  private var validations = 0
  private var hiddenRows = 0
  private var sharedFormulas = 0

  init(_ limits: WorkbookLimits) { self.limits = limits }

  /// - Parameter bytes: of its text and its formula. They are counted where they are handed over, since a million cells may share one long text.
  @inline(__always)
  func takeCell(bytes: Int) throws(WorkbookError) {
    cells += 1
    if cells > limits.cells { throw .beyond("cells", limit: limits.cells) }
    textBytes += bytes
    if textBytes > limits.cellTextBytes { throw .beyond("bytes of text in all cells", limit: limits.cellTextBytes) }
  }

  func takeMergedRange() throws(WorkbookError) { try take(&mergedRanges, limits.mergedRanges, "merged ranges") }
  func takeComment() throws(WorkbookError) { try take(&comments, limits.comments, "comments") }
  func takeValidation() throws(WorkbookError) { try take(&validations, limits.validations, "ranges of data validations") }
  func takeHiddenRow() throws(WorkbookError) { try take(&hiddenRows, limits.hiddenRows, "hidden rows") }
  func takeSharedFormula() throws(WorkbookError) { try take(&sharedFormulas, limits.sharedFormulas, "shared formulas") }

  private func take(_ used: inout Int, _ limit: Int, _ what: String) throws(WorkbookError) {
    used += 1
    if used > limit { throw .beyond(what, limit: limit) }
  }
}
