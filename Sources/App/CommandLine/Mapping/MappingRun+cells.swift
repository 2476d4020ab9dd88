import Mapping
import Workbook

extension MappingRun {
  /// Every cell as a line of JSON, as it passes by: the memory does not grow with the rows.
  func cells(_ file: String) throws(MappingFailure) -> ExitCode {
    let chunk = 64 << 10
    var lines: [UInt8] = []
    lines.reserveCapacity(chunk + 4096)
    var count = 0
    do throws(WorkbookError) {
      try WorkbookFile.forEachCell(path: file) { (cell: borrowing CellView) throws(WorkbookError) in
        CellLine.append(cell, to: &lines)
        count += 1
        if lines.count >= chunk {
          console.write(bytes: lines)
          lines.removeAll(keepingCapacity: true)
        }
        if count % 50_000 == 0 { console.progress("\(count) cells") }
      }
    } catch {
      console.write(bytes: lines)
      throw .refused(file: file, [Diagnostic(error)])
    }
    console.write(bytes: lines)
    return .done
  }
}
