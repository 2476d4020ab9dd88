import Mapping
import Workbook

extension MappingRun {
  /// Every cell as a line of JSON, as it passes by: the memory does not grow with the rows.
  func cells(_ file: String) throws(MappingFailure) -> ExitCode {
    let chunk = 64 << 10
    var lines = CellLines()
    var count = 0
    do throws(WorkbookError) {
      try WorkbookFile.forEachCell(path: file) { (cell: borrowing CellView) throws(WorkbookError) in
        lines.append(cell)
        count += 1
        if lines.count >= chunk { console.write(bytes: lines.take()) }
        if count % 50_000 == 0 { console.progress("\(count) cells") }
      }
    } catch {
      console.write(bytes: lines.take())
      throw .refused(file: file, [Diagnostic(error)])
    }
    console.write(bytes: lines.take())
    return .done
  }
}
