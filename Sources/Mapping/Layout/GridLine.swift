/// A row of a sheet with the texts of its own cells, each read once.
struct GridLine {
  /// Counted from 1.
  var row = 0
  /// In order of column, none of them empty.
  var filled: [(column: Int, text: String)] = []

  /// `nil` where the cell is empty, or shows what stands in another one.
  func text(_ column: Int) -> String? {
    for cell in filled where cell.column >= column { return cell.column == column ? cell.text : nil }
    return nil
  }
}
