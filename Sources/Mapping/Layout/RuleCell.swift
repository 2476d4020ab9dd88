import Workbook

/// Reads the cell of a rule, be it typed or stored as a formula.
struct RuleCell {
  let grid: SheetGrid
  let vocabulary: HeaderVocabulary

  /// The rule of a row: of several columns the first that says more than "copy" or "nothing".
  func rule(row: Int, columns: [Int]) -> MappingDocument.Text? {
    for column in columns {
      guard let cell = grid.read(row: row, column: column) else { continue }
      let text = text(of: cell, row: row)
      guard !text.isEmpty, !vocabulary.isCopy(text), !vocabulary.isNoRule(text) else { continue }
      return MappingDocument.Text(text, at: grid.provenance(row: row, column: column))
    }
    return nil
  }

  private func text(of cell: Cell, row: Int) -> String {
    guard let formula = cell.formula else { return ComparableText.trimmed(cell.value.text) }
    // A formula that gives text builds the rule; one that gives a number, an error or nothing is the rule.
    if case .string(let text) = cell.value, !ComparableText.trimmed(text).isEmpty { return ComparableText.trimmed(text) }
    // With its equals sign, which says that double quotes hold text.
    return "=" + spelledOut(formula)
  }

  /// The formula with the names that stand in the cells it points at.
  private func spelledOut(_ formula: String) -> String {
    var result = ""
    var word = ""
    var isQuoted = false
    var quotes: Character = "\""
    func flush(before next: Character?) {
      defer { word = "" }
      guard !word.isEmpty else { return }
      if next != "(", next != "!", let reference = CellReference(word), let cell = grid.sheet[reference] {
        let text = grid.text(of: cell)
        if TableTitle.isName(text) {
          result += text
          return
        }
      }
      for prefix in ["_xlfn.", "_xlws."] where word.hasPrefix(prefix) { word.removeFirst(prefix.count) }
      result += word
    }
    for character in formula {
      if isQuoted {
        result.append(character)
        if character == quotes { isQuoted = false }
      } else if character.isLetter || character.isNumber || "$_.".contains(character) {
        word.append(character)
      } else {
        flush(before: character)
        result.append(character)
        if character == "\"" || character == "'" {
          isQuoted = true
          quotes = character
        }
      }
    }
    flush(before: nil)
    return ComparableText.trimmed(result)
  }
}
