import Mapping
import Workbook

/// Whole mapping sheets: whatever stands in their cells, there is a layout, a plan and a script in every dialect; they are the same each time, of bounded size, and
/// nothing of a cell gets out of the quotes that it is written in.
enum MappingPlanFuzz {
  /// Beyond this a script has grown by more than its cells can account for.
  private static let scriptBytes = 4 << 20

  /// An input's first byte chooses the sheet's shape and what is written around the `SELECT`; the rest is lines of cells between tabs. Lines that begin with `J`,
  /// `F` or `S` and a tab are those of the sheets of joins, filters and sources.
  static func complaint(_ input: [UInt8]) -> String? {
    guard let choice = input.first else { return nil }
    let workbook = workbook(String(decoding: input.dropFirst(), as: UTF8.self), isTemplate: choice & 1 == 0)
    let compiled = MappingCompiler.compile(workbook)
    let layout = LayoutDetector.detect(workbook)
    if layout != compiled.layout { return "the layout alone is another than the layout of what is compiled" }
    if DocumentReader.read(workbook, layout: layout) != compiled.document { return "two passes over the rows tell what one does not" }
    let again = MappingCompiler.compile(workbook).plan
    if again.diagnostics != compiled.plan.diagnostics { return "other diagnostics the second time" }
    let form = OutputForm.allCases[Int(choice >> 1) % OutputForm.allCases.count]
    for dialect in Dialect.allCases {
      let generated = GeneratedMapping(compiled.plan, dialect: dialect, form: form)
      if let complaint = complaint(generated) { return "\(dialect.rawValue) as \(form.rawValue): \(complaint)" }
      if GeneratedMapping(again, dialect: dialect, form: form).files != generated.files { return "\(dialect.rawValue): other files the second time" }
    }
    return nil
  }

  private static func complaint(_ generated: GeneratedMapping) -> String? {
    for target in generated.targets {
      if target.text.utf8.count > scriptBytes { return "a script of \(target.text.utf8.count) bytes" }
      if let complaint = BalancedScript.complaint(target.text, dialect: generated.dialect) { return "\(complaint)\n\(target.text)" }
    }
    return nil
  }

  private static let headers: [(sheet: String, columns: [String])] = [
    (
      "Mapping",
      [
        "Target Table", "Target Column", "Target Type", "Nullable", "Key", "Source Table", "Source Alias", "Source Column", "Transformation",
        "Default",
        "Notes",
      ]
    ), ("Joins", ["Target Table", "Join Type", "Left Alias", "Right Table", "Right Alias", "Condition"]), ("Filters", ["Target Table", "Condition"]),
    ("Sources", ["Table", "Column", "Type", "Nullable"]),
  ]

  private static func workbook(_ text: String, isTemplate: Bool) -> Workbook {
    var lines: [[[String]]] = headers.map { isTemplate || $0.sheet != "Mapping" ? [$0.columns] : [] }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      switch cells.first {
      case "J" where cells.count > 1: lines[1].append(Array(cells.dropFirst()))
      case "F" where cells.count > 1: lines[2].append(Array(cells.dropFirst()))
      case "S" where cells.count > 1: lines[3].append(Array(cells.dropFirst()))
      default:
        // A vertical tab is a line end within a cell.
        for index in cells.indices { cells[index] = String(cells[index].map { $0 == "\u{0B}" ? "\n" : $0 }) }
        lines[0].append(cells)
      }
    }
    return Workbook(sheets: zip(headers, lines).map { sheet($0.sheet, $1) })
  }

  private static func sheet(_ name: String, _ lines: [[String]]) -> Sheet {
    var rows: [Sheet.Row] = []
    for (row, texts) in lines.enumerated() {
      let cells = texts.enumerated().compactMap { column, text in
        text.isEmpty ? nil : Cell(CellReference(row: row + 1, column: column + 1), .string(text))
      }
      if !cells.isEmpty { rows.append(Sheet.Row(number: row + 1, cells: cells)) }
    }
    return Sheet(name: name, rows: rows)
  }
}
