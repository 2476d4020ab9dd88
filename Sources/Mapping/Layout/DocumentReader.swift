import Workbook

/// Reads the texts of a workbook whose layout is known.
package enum DocumentReader {
  /// What the planner begins with: rows of mappings, joins, filters, the known schema, samples, and everything that is to be said so far.
  /// - Parameter vocabulary: the one that the layout was detected with.
  package static func read(_ workbook: Workbook, layout: DetectedLayout, vocabulary: HeaderVocabulary = .standard) -> MappingDocument {
    var document = MappingDocument(isTemplate: layout.isTemplate, diagnostics: layout.diagnostics)
    for sheetLayout in layout.sheets {
      guard let sheet = workbook.sheets.first(where: { $0.name == sheetLayout.name }) else { continue }
      switch sheetLayout.kind {
      case .mapping where layout.isTemplate && sheetLayout.blocks.first?.reasons == TemplateSheets.reasons:
        TemplateSheets.readMapping(sheet, vocabulary: vocabulary, into: &document)
      case .mapping:
        let grid = SheetGrid(sheet)
        for (place, block) in sheetLayout.blocks.enumerated() {
          guard var reader = BlockReader(grid: grid, block: block, vocabulary: vocabulary) else { continue }
          let result = reader.read()
          document.rows += result.rows
          // The layers of a chain are read from the same rows: a condition among them is the last one's, and nothing is said twice.
          let isLast = !sheetLayout.blocks[(place + 1)...].contains { $0.headerRows == block.headerRows }
          if isLast { document.filters += result.filters }
          for diagnostic in result.diagnostics where !document.diagnostics.contains(diagnostic) { document.diagnostics.append(diagnostic) }
        }
      case .joins: TemplateSheets.readJoins(sheet, into: &document)
      case .filters: TemplateSheets.readFilters(sheet, into: &document)
      case .sources: TemplateSheets.readSources(sheet, into: &document)
      case .samples, .other: break
      }
    }
    // Last, for the tables' names must be known: a sheet's name may hold only a part of one.
    for sheetLayout in layout.sheets where sheetLayout.kind == .samples {
      guard let sheet = workbook.sheets.first(where: { $0.name == sheetLayout.name }) else { continue }
      TemplateSheets.readSamples(sheet, into: &document)
    }
    return document
  }
}
