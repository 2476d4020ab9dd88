import Workbook

/// The sheets of the template, which are read by their exact names and headers.
enum TemplateSheets {
  static let mappingHeaders = [
    "Target Table", "Target Column", "Target Type", "Nullable", "Key", "Source Table", "Source Alias", "Source Column", "Transformation", "Default",
    "Notes",
  ]
  static let joinHeaders = ["Target Table", "Join Type", "Left Alias", "Right Table", "Right Alias", "Condition"]
  static let filterHeaders = ["Target Table", "Condition"]
  static let sourceHeaders = ["Table", "Column", "Type", "Nullable"]
  static let samplesPrefix = "Samples "
  static let reasons = ["+1.00 the template's headers"]

  private static let roles: [HeaderRole] = [
    .targetTable, .targetColumn, .targetType, .nullable, .key, .sourceTable, .sourceAlias, .sourceColumn, .transformation, .defaultValue, .notes,
  ]

  /// Whether the workbook has a sheet `Mapping` whose first row is the template's. Up to two headers may be missing.
  static func isTemplate(_ workbook: Workbook) -> Bool {
    guard let sheet = workbook.sheet(named: "Mapping") else { return false }
    let columns = columns(of: sheet, headers: mappingHeaders)
    guard columns["target table"] != nil, columns["target column"] != nil, columns["source table"] != nil, columns["source column"] != nil else {
      return false
    }
    return columns.count == mappingHeaders.count || (columns.count >= 9 && headers(of: sheet).count == columns.count)
  }

  /// What the sheet is, where its name and its headers say it.
  static func layout(of sheet: Sheet, isTemplate: Bool) -> SheetLayout? {
    let name = Workbook.comparable(sheet.name)
    func known(_ kind: SheetLayout.Kind) -> SheetLayout {
      SheetLayout(name: sheet.name, kind: kind, headerRows: sheet.rows.isEmpty ? [] : [1], confidence: 1, reason: "the template's sheet")
    }
    if name == "mapping", isTemplate {
      var layout = known(.mapping)
      layout.blocks = [mappingBlock(sheet)]
      return layout
    }
    if name.hasPrefix(samplesPrefix.lowercased()), sheet.name.count > samplesPrefix.count { return known(.samples) }
    for (wanted, headers, needed, kind) in [
      ("joins", joinHeaders, ["target table", "right table"], SheetLayout.Kind.joins),
      ("filters", filterHeaders, ["target table", "condition"], .filters),
      ("sources", sourceHeaders, ["table", "column"], .sources),
    ] where name == wanted {
      let columns = columns(of: sheet, headers: headers)
      if needed.allSatisfy({ columns[$0] != nil }) { return known(kind) }
    }
    return nil
  }

  private static func mappingBlock(_ sheet: Sheet) -> LayoutBlock {
    let columns = columns(of: sheet, headers: mappingHeaders)
    var shared = ColumnRoles()
    var branch = LayoutBlock.Branch()
    for (header, role) in zip(mappingHeaders, roles) {
      guard let column = columns[header.lowercased()] else { continue }
      if role.isOfSource { branch.roles[role] = [column] } else { shared[role] = [column] }
    }
    return LayoutBlock(
      headerRows: [1], dataRows: 2...max(2, sheet.rows.last?.number ?? 2), roles: shared, branches: [branch], confidence: 1, reasons: reasons)
  }

  static func nameTargets(_ layout: inout DetectedLayout, workbook: Workbook) {
    for index in layout.sheets.indices where layout.sheets[index].kind == .mapping && !layout.sheets[index].blocks.isEmpty {
      guard let sheet = workbook.sheets.first(where: { $0.name == layout.sheets[index].name }) else { continue }
      let grid = SheetGrid(sheet)
      guard let column = layout.sheets[index].blocks[0].roles.first(.targetTable) else { continue }
      var names: [String] = []
      var seen: Set<String> = []
      for row in grid.rows(layout.sheets[index].blocks[0].dataRows) {
        let text = grid.text(row: row.number, column: column)
        if !text.isEmpty, seen.insert(text).inserted { names.append(text) }
      }
      layout.sheets[index].blocks[0].targets = names
    }
  }

  /// The texts of the first row.
  static func headers(of sheet: Sheet) -> [String] {
    guard let first = sheet.rows.first, first.number == 1 else { return [] }
    return SheetGrid(sheet).filled(first).map(\.text)
  }

  /// The columns of these headers, by the header in lower case. Headers are compared without case.
  static func columns(of sheet: Sheet, headers: [String]) -> [String: Int] {
    guard let first = sheet.rows.first, first.number == 1 else { return [:] }
    let wanted = Set(headers.map { $0.lowercased() })
    var columns: [String: Int] = [:]
    for (column, text) in SheetGrid(sheet).filled(first) {
      let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
      if wanted.contains(name), columns[name] == nil { columns[name] = column }
    }
    return columns
  }
}
