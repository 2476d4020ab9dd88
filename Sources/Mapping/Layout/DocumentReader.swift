import Workbook

/// Reads the texts of a workbook whose layout is known.
package enum DocumentReader {
  /// What the planner begins with: rows of mappings, joins, filters, the known schema, samples, and everything that is to be said so far.
  /// - Parameter vocabulary: the one that the layout was detected with.
  package static func read(_ workbook: Workbook, layout: DetectedLayout, vocabulary: HeaderVocabulary = .standard) -> MappingDocument {
    read(workbook, layout: layout, vocabulary: vocabulary, results: [])
  }

  /// - Parameter results: what was read of the blocks when the layout was detected, by sheet and block; of a sheet that has none it is read here.
  static func read(
    _ workbook: Workbook, layout: DetectedLayout, vocabulary: HeaderVocabulary, results: [[BlockReader.Result?]]
  ) -> MappingDocument {
    var document = MappingDocument(isTemplate: layout.isTemplate, diagnostics: layout.diagnostics)
    for (index, sheetLayout) in layout.sheets.enumerated() {
      guard let sheet = workbook.sheets.first(where: { $0.name == sheetLayout.name }) else { continue }
      switch sheetLayout.kind {
      case .mapping where layout.isTemplate && sheetLayout.blocks.first?.reasons == TemplateSheets.reasons:
        TemplateSheets.readMapping(sheet, vocabulary: vocabulary, into: &document)
      case .mapping:
        let known = results.indices.contains(index) && results[index].count == sheetLayout.blocks.count ? results[index] : nil
        let blocks = known ?? read(sheetLayout.blocks, of: sheet, vocabulary: vocabulary)
        for (place, (block, result)) in zip(sheetLayout.blocks, blocks).enumerated() {
          guard let result else { continue }
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

  private static func read(_ blocks: [LayoutBlock], of sheet: Sheet, vocabulary: HeaderVocabulary) -> [BlockReader.Result?] {
    let grid = SheetGrid(sheet)
    return blocks.map { block in
      var reader = BlockReader(grid: grid, block: block, vocabulary: vocabulary)
      return reader?.read()
    }
  }
}
