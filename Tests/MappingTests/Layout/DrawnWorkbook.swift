import Mapping
import Testing
import Workbook

/// A sheet written out in rows: an empty text is an empty cell, an empty row is no row at all.
func drawn(merged: [String] = [], formulas: [String: String] = [:], _ rows: [[String]]) -> Sheet {
  drawn("Sheet1", merged: merged, formulas: formulas, rows)
}

func drawn(
  _ name: String, merged: [String] = [], visibility: Sheet.Visibility = .visible, formulas: [String: String] = [:], _ rows: [[String]]
) -> Sheet {
  var drawnRows: [Sheet.Row] = []
  for (index, texts) in rows.enumerated() {
    var cells: [Cell] = []
    for (column, text) in texts.enumerated() {
      let reference = CellReference(row: index + 1, column: column + 1)
      if let formula = formulas[reference.description] {
        cells.append(Cell(reference, text.hasPrefix("#") ? .error(text) : .string(text), formula: formula))
      } else if !text.isEmpty {
        cells.append(Cell(reference, .string(text)))
      }
    }
    if !cells.isEmpty { drawnRows.append(Sheet.Row(number: index + 1, cells: cells)) }
  }
  return Sheet(name: name, visibility: visibility, rows: drawnRows, mergedRanges: merged.compactMap { CellRange($0) })
}

/// A mapping of two rows in which nothing is unusual.
enum PlainMapping {
  static let headers = ["Source Table", "Source Column", "Target Table", "Target Column", "Transformation"]
  static let rows = [["crm", "cid", "dim", "customer_id", "Direct"], ["crm", "name", "dim", "full_name", "UPPER(name)"]]
  static let reading = ["dim.customer_id <- crm.cid", "dim.full_name <- crm.name: UPPER(name)"]
}

/// A workbook's layout and what is read by it.
struct Reading {
  let layout: DetectedLayout
  let document: MappingDocument

  init(_ sheets: Sheet..., corrections: LayoutCorrections? = nil, vocabulary: HeaderVocabulary = .standard) {
    let workbook = Workbook(sheets: sheets)
    layout = LayoutDetector.detect(workbook, vocabulary: vocabulary, corrections: corrections)
    document = DocumentReader.read(workbook, layout: layout, vocabulary: vocabulary)
    let atOnce = LayoutDetector.read(workbook, vocabulary: vocabulary, corrections: corrections)
    #expect(atOnce.layout == layout && atOnce.document == document, "one pass over the rows tells what two do")
  }

  /// Each row as `table.column <- source.column: rule`, with `#n` for a union's branch.
  var rows: [String] {
    document.rows.map { row in
      let table = row.sourceTable.map { $0.text + (row.sourceAlias.map { " " + $0.text } ?? "") } ?? ""
      let source = row.sourceColumn?.text ?? ""
      let from = table.isEmpty && source.isEmpty ? "" : " <- \(table).\(source)"
      let branch = layout.sheets.contains { $0.blocks.contains(where: \.isUnion) } ? "#\(row.branch) " : ""
      return "\(branch)\(row.targetTable.text).\(row.targetColumn.text)\(from)" + (row.transformation.map { ": " + $0.text } ?? "")
    }
  }

  /// What is to be said that is more than a note.
  var codes: [String] { document.diagnostics.filter { $0.severity != .info }.map(\.code.rawValue) }

  /// The roles of the first sheet's blocks as `role=LETTERS`.
  func roles(_ block: Int = 0, sheet: Int = 0) -> [String] {
    let all = layout.sheets[sheet].blocks[block].allRoles
    return all.roles.map { role in "\(role.rawValue)=\(all[role].map { CellReference.letters(ofColumn: $0) }.joined(separator: ","))" }
  }
}
