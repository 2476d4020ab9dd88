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
        for block in sheetLayout.blocks {
          guard var reader = BlockReader(grid: grid, block: block, vocabulary: vocabulary) else { continue }
          let result = reader.read()
          document.rows += result.rows
          document.filters += result.filters
          document.diagnostics += result.diagnostics
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
