import Wire
import Workbook

/// Finds out what a workbook's sheets are and where their columns stand.
package enum LayoutDetector {
  /// Never fails: a workbook without a mapping has the diagnostic `no_mapping`, which refuses it.
  /// - Parameters:
  ///   - vocabulary: the words of headers; a user's own are added to `standard`.
  ///   - corrections: what a person says over what is detected.
  package static func detect(
    _ workbook: Workbook, vocabulary: HeaderVocabulary = .standard, corrections: LayoutCorrections? = nil
  ) -> DetectedLayout {
    var layout = DetectedLayout()
    layout.isTemplate = TemplateSheets.isTemplate(workbook)
    var shape: [String] = []
    var examples: [Int] = []
    for sheet in workbook.sheets {
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
      let found = detect(sheet, vocabulary: vocabulary)
      shape += found.texts
      layout.sheets.append(found.layout)
      layout.diagnostics += found.diagnostics
    }
    layout.fingerprint = SHA256.hex(Array(shape.joined(separator: "\u{1F}").utf8)[...])
    if !layout.hasMapping {
      // A workbook that is nothing but an example is one that somebody wants to try.
      for index in examples {
        guard let sheet = workbook.sheets.first(where: { $0.name == layout.sheets[index].name }) else { continue }
        let found = detect(sheet, vocabulary: vocabulary)
        layout.sheets[index] = found.layout
        layout.diagnostics += found.diagnostics
      }
    }
    if let corrections { apply(corrections, to: &layout, workbook: workbook, vocabulary: vocabulary) }
    nameTargets(&layout, workbook: workbook, vocabulary: vocabulary)
    say(&layout, vocabulary: vocabulary)
    return layout
  }

  private static func detect(
    _ sheet: Sheet, vocabulary: HeaderVocabulary, headerRows: [Int]? = nil
  ) -> (layout: SheetLayout, texts: [String], diagnostics: [Diagnostic]) {
    let detection = SheetDetection(sheet, vocabulary: vocabulary, headerRows: headerRows)
    var layout = SheetLayout(name: sheet.name, kind: detection.blocks.isEmpty ? .other : .mapping, blocks: detection.blocks, reason: detection.reason)
    settle(&layout)
    return (layout, detection.headerTexts, detection.diagnostics)
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

  private static func apply(_ corrections: LayoutCorrections, to layout: inout DetectedLayout, workbook: Workbook, vocabulary: HeaderVocabulary) {
    for correction in corrections.sheets {
      let wanted = Workbook.comparable(correction.name)
      guard let sheet = workbook.sheet(named: correction.name),
        let index = layout.sheets.firstIndex(where: { Workbook.comparable($0.name) == wanted })
      else {
        layout.diagnostics.append(
          Diagnostic(
            .warning, .layoutUncertain, at: nil, found: "the layout names a sheet “\(correction.name)” that the workbook does not have",
            fix: "take it out, or name one of: \(workbook.sheets.map(\.name).joined(separator: ", "))"))
        continue
      }
      apply(correction, to: &layout.sheets[index], sheet: sheet, layout: &layout.diagnostics, vocabulary: vocabulary)
    }
  }

  private static func apply(
    _ correction: LayoutCorrections.Sheet, to layout: inout SheetLayout, sheet: Sheet, layout diagnostics: inout [Diagnostic],
    vocabulary: HeaderVocabulary
  ) {
    if let kind = correction.kind, kind != .mapping {
      guard kind != layout.kind else { return }
      layout = SheetLayout(
        name: sheet.name, kind: kind, headerRows: kind == .other ? [] : correction.headerRows ?? [1], confidence: 1, reason: "as corrected")
      return
    }
    guard correction.kind == .mapping || layout.kind == .mapping else { return }
    if layout.kind != .mapping || (correction.headerRows.map { $0 != layout.headerRows } ?? false) {
      let found = detect(sheet, vocabulary: vocabulary, headerRows: correction.headerRows)
      layout = found.layout
      layout.kind = .mapping
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

  // MARK: - What is said

  private static func nameTargets(_ layout: inout DetectedLayout, workbook: Workbook, vocabulary: HeaderVocabulary) {
    guard !layout.isTemplate else {
      TemplateSheets.nameTargets(&layout, workbook: workbook)
      return
    }
    for index in layout.sheets.indices where layout.sheets[index].kind == .mapping {
      guard let sheet = workbook.sheets.first(where: { $0.name == layout.sheets[index].name }) else { continue }
      let grid = SheetGrid(sheet)
      for block in layout.sheets[index].blocks.indices {
        var reader = BlockReader(grid: grid, block: layout.sheets[index].blocks[block], vocabulary: vocabulary)
        layout.sheets[index].blocks[block].targets = reader?.read().targets ?? []
      }
    }
  }

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
