import Wire
import Workbook

/// Finds out what a workbook's sheets are and where their columns stand.
package enum LayoutDetector {
  /// Never fails: a workbook without a mapping has the diagnostic `no_mapping`, which refuses it. Of the rows nothing is kept but the names of their targets.
  /// - Parameters:
  ///   - vocabulary: the words of headers; a user's own are added to `standard`.
  ///   - corrections: what a person says over what is detected.
  ///   - reads: is told of each cell that is read outside of the template's sheets.
  package static func detect(
    _ workbook: Workbook, vocabulary: HeaderVocabulary = .standard, corrections: LayoutCorrections? = nil, counting reads: CellReads? = nil
  ) -> DetectedLayout {
    let grids = workbook.sheets.map { SheetGrid($0, counting: reads) }
    var layout = located(workbook, grids: grids, vocabulary: vocabulary, corrections: corrections)
    _ = readBlocks(of: &layout, workbook: workbook, grids: grids, vocabulary: vocabulary, keepsLines: false)
    say(&layout, vocabulary: vocabulary)
    return layout
  }

  /// The layout, and what `DocumentReader` reads by it; each row is looked at once for both.
  package static func read(
    _ workbook: Workbook, vocabulary: HeaderVocabulary = .standard, corrections: LayoutCorrections? = nil, counting reads: CellReads? = nil
  ) -> (layout: DetectedLayout, document: MappingDocument) {
    let grids = workbook.sheets.map { SheetGrid($0, counting: reads) }
    var layout = located(workbook, grids: grids, vocabulary: vocabulary, corrections: corrections)
    let results = readBlocks(of: &layout, workbook: workbook, grids: grids, vocabulary: vocabulary, keepsLines: true)
    say(&layout, vocabulary: vocabulary)
    return (layout, DocumentReader.read(workbook, layout: layout, vocabulary: vocabulary, results: results))
  }

  /// What the sheets are and where their columns stand; the targets are not yet named.
  private static func located(
    _ workbook: Workbook, grids: [SheetGrid], vocabulary: HeaderVocabulary, corrections: LayoutCorrections?
  ) -> DetectedLayout {
    var layout = DetectedLayout()
    layout.isTemplate = TemplateSheets.isTemplate(workbook)
    var shape: [String] = []
    var examples: [Int] = []
    for (place, sheet) in workbook.sheets.enumerated() {
      shape.append(Workbook.comparable(sheet.name))
      if let known = TemplateSheets.layout(of: sheet, isTemplate: layout.isTemplate) {
        shape += known.kind == .samples ? [] : TemplateSheets.headers(of: sheet)
        layout.sheets.append(known)
        continue
      }
      if let reason = reasonToLeaveOut(sheet, isTemplate: layout.isTemplate, vocabulary: vocabulary) {
        if vocabulary.isExampleSheet(sheet.name), sheet.visibility == .visible, !layout.isTemplate { examples.append(layout.sheets.count) }
        layout.sheets.append(SheetLayout(name: sheet.name, kind: .other, reason: reason))
        continue
      }
      let found = detect(grids[place], vocabulary: vocabulary)
      shape += found.texts
      layout.sheets.append(found.layout)
      layout.diagnostics += found.diagnostics
    }
    // Where no headers were found the first rows with words tell workbooks apart, so that a correction is for those that are alike.
    if !layout.hasMapping { for sheet in workbook.sheets { shape += firstWords(of: sheet) } }
    layout.fingerprint = SHA256.hex(Array(shape.joined(separator: "\u{1F}").utf8)[...])
    if !layout.hasMapping {
      // A workbook that is nothing but an example is one that somebody wants to try.
      for index in examples {
        let found = detect(grids[index], vocabulary: vocabulary)
        layout.sheets[index] = found.layout
        layout.diagnostics += found.diagnostics
      }
    }
    if let corrections { apply(corrections, to: &layout, workbook: workbook, grids: grids, vocabulary: vocabulary) }
    return layout
  }

  private static func detect(
    _ grid: SheetGrid, vocabulary: HeaderVocabulary, headerRows: [Int]? = nil
  ) -> (layout: SheetLayout, texts: [String], diagnostics: [Diagnostic]) {
    let detection = SheetDetection(grid, vocabulary: vocabulary, headerRows: headerRows)
    var layout = SheetLayout(
      name: grid.sheet.name, kind: detection.blocks.isEmpty ? .other : .mapping, blocks: detection.blocks, reason: detection.reason)
    settle(&layout)
    return (layout, detection.headerTexts, detection.diagnostics)
  }

  /// The texts of the first row that has more than one.
  private static func firstWords(of sheet: Sheet) -> [String] {
    for row in sheet.rows {
      let texts = row.cells.compactMap { cell in if case .string(let text) = cell.value { text } else { nil } }
      if texts.count > 1 { return texts }
    }
    return []
  }

  /// What a sheet with these blocks is, as a whole.
  private static func settle(_ layout: inout SheetLayout) {
    layout.headerRows = Set(layout.blocks.flatMap(\.headerRows)).sorted()
    layout.confidence = layout.blocks.map(\.confidence).min() ?? 0
  }

  private static func reasonToLeaveOut(_ sheet: Sheet, isTemplate: Bool, vocabulary: HeaderVocabulary) -> String? {
    if sheet.rows.isEmpty { return "empty" }
    if isTemplate { return "not one of the template's sheets" }
    if sheet.visibility != .visible { return "hidden" }
    if vocabulary.isExampleSheet(sheet.name) { return "an example, by its name" }
    if vocabulary.isLeftOutSheet(sheet.name) { return "no mapping, by its name" }
    return nil
  }

  // MARK: - Corrections

  private static func apply(
    _ corrections: LayoutCorrections, to layout: inout DetectedLayout, workbook: Workbook, grids: [SheetGrid], vocabulary: HeaderVocabulary
  ) {
    for correction in corrections.sheets {
      let wanted = Workbook.comparable(correction.name)
      guard let index = layout.sheets.firstIndex(where: { Workbook.comparable($0.name) == wanted }) else {
        layout.diagnostics.append(
          Diagnostic(
            .warning, .layoutUncertain, at: nil, found: "the layout names a sheet “\(correction.name)” that the workbook does not have",
            fix: "take it out, or name one of: \(workbook.sheets.map(\.name).joined(separator: ", "))"))
        continue
      }
      apply(correction, to: &layout.sheets[index], grid: grids[index], layout: &layout.diagnostics, vocabulary: vocabulary)
    }
  }

  private static func apply(
    _ correction: LayoutCorrections.Sheet, to layout: inout SheetLayout, grid: SheetGrid, layout diagnostics: inout [Diagnostic],
    vocabulary: HeaderVocabulary
  ) {
    let sheet = grid.sheet
    if let kind = correction.kind, kind != .mapping {
      guard kind != layout.kind else { return }
      layout = SheetLayout(
        name: sheet.name, kind: kind, headerRows: kind == .other ? [] : correction.headerRows ?? [1], confidence: 1, reason: "as corrected")
      return
    }
    guard correction.kind == .mapping || layout.kind == .mapping else { return }
    if layout.kind != .mapping || (correction.headerRows.map { $0 != layout.headerRows } ?? false) {
      let found = detect(grid, vocabulary: vocabulary, headerRows: correction.headerRows)
      layout = found.layout
      layout.kind = .mapping
      // Where nothing was found below them it is for the roles to say what stands there.
      if layout.blocks.isEmpty, let rows = correction.headerRows { layout.headerRows = rows }
      diagnostics.removeAll { $0.place?.sheet == sheet.name }
      diagnostics += found.diagnostics
    }
    guard let blocks = correction.blocks, !blocks.isEmpty else { return }
    let detected = layout
    layout.blocks = blocks.enumerated().map { place, block in
      CorrectedBlock.block(
        block, over: place < detected.blocks.count ? detected.blocks[place] : nil, headerRows: correction.headerRows ?? detected.headerRows,
        sheet: sheet)
    }
    let isUntouched = layout.blocks == detected.blocks
    settle(&layout)
    if !isUntouched { layout.reason = "as corrected" }
  }

  // MARK: - Rows

  /// Reads the blocks and names their targets. Answers what was read by sheet and block; nothing of the template, which is read by its own rules.
  private static func readBlocks(
    of layout: inout DetectedLayout, workbook: Workbook, grids: [SheetGrid], vocabulary: HeaderVocabulary, keepsLines: Bool
  ) -> [[BlockReader.Result?]] {
    guard !layout.isTemplate else {
      TemplateSheets.nameTargets(&layout, workbook: workbook)
      return []
    }
    var results = [[BlockReader.Result?]](repeating: [], count: layout.sheets.count)
    for sheet in layout.sheets.indices where layout.sheets[sheet].kind == .mapping {
      for block in layout.sheets[sheet].blocks.indices {
        var reader = BlockReader(grid: grids[sheet], block: layout.sheets[sheet].blocks[block], vocabulary: vocabulary, keepsLines: keepsLines)
        let result = reader?.read()
        layout.sheets[sheet].blocks[block].targets = result?.targets ?? []
        results[sheet].append(result)
      }
    }
    return results
  }

  // MARK: - What is said

  private static func say(_ layout: inout DetectedLayout, vocabulary: HeaderVocabulary) {
    for sheet in layout.sheets where sheet.kind == .mapping {
      for block in sheet.blocks {
        let place = Provenance(sheet: sheet.name, row: block.headerRows.last ?? 1, column: block.roles.first(.targetColumn) ?? 1)
        if block.confidence < LayoutConfidence.threshold {
          layout.diagnostics.append(
            Diagnostic(
              .warning, .layoutUncertain, at: place,
              found: "these headers were understood with a confidence of \(block.confidence): \(block.reasons.joined(separator: "; "))",
              fix: "look at the roles that `inspect` prints, and correct them in layout.json"))
        } else if let name = block.tableName, name.text == sheet.name, block.targets.contains(name.text), !layout.isTemplate,
          vocabulary.isGenericSheet(sheet.name)
        {
          layout.diagnostics.append(
            Diagnostic(
              .warning, .layoutUncertain, at: place, found: "nothing names the target table; the sheet's name “\(sheet.name)” stands in for it",
              fix: "write `Target Table: NAME` above the mapping, or name it in layout.json"))
        }
      }
    }
    for sheet in layout.sheets where sheet.kind == .other && sheet.reason != "empty" && sheet.reason != "as corrected" {
      layout.diagnostics.append(
        Diagnostic(
          .info, .layoutUncertain, at: Provenance(sheet: sheet.name, row: 1, column: 1),
          found: "the sheet “\(sheet.name)” was left out: \(sheet.reason ?? "no mapping")",
          fix: "give it another kind in layout.json if it is to be read"))
    }
    guard !layout.hasMapping else { return }
    let looked = layout.sheets.map { "“\($0.name)” (\($0.reason ?? $0.kind.rawValue))" }.joined(separator: ", ")
    layout.diagnostics.append(
      Diagnostic(
        .error, .noMapping, at: nil,
        found:
          "no mapping in this workbook; looked for a header row that names a target column beside a source column or a rule, in \(looked.isEmpty ? "no sheet at all" : looked)",
        fix: "head the columns as the template does (`throughline mapping template FILE.xlsx`), or say in layout.json which columns they are",
        isStructural: true))
  }
}
