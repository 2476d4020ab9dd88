import Mapping
import Workbook

extension MappingRun {
  /// Every cell as a line of JSON, as it passes by: the memory does not grow with the rows.
  func cells(_ file: String) throws(MappingFailure) -> ExitCode {
    var listing = CellListing()
    do throws(WorkbookError) {
      try WorkbookFile.forEachCell(path: file) { (cell: borrowing CellView) throws(WorkbookError) in
        guard listing.add(cell) else { return }
        console.write(bytes: listing.lines.take())
        console.progress("\(listing.cells) cells")
      }
    } catch {
      console.write(bytes: listing.lines.take())
      throw .refused(file: file, [Diagnostic(error)])
    }
    console.write(bytes: listing.lines.take())
    return .done
  }
}

/// What is told of the cells, in one value: each is one access to it.
private struct CellListing: ~Copyable {
  private static let chunkBytes = 64 << 10

  var lines = CellLines()
  private(set) var cells = 0

  /// - Returns: whether there is enough to be written.
  mutating func add(_ cell: borrowing CellView) -> Bool {
    lines.append(cell)
    cells += 1
    return lines.count >= Self.chunkBytes
  }
}
