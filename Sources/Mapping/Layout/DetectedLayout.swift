/// What a workbook's sheets are, and where in them the columns of each role stand.
package struct DetectedLayout: Sendable, Equatable {
  package var sheets: [SheetLayout]
  /// What was left out and why, what is uncertain, and whether there is a mapping at all.
  package var diagnostics: [Diagnostic]
  /// Whether the sheet `Mapping` is that of the template.
  package var isTemplate: Bool
  /// The same for workbooks of the same sheets and headers: what a correction is remembered by. SHA-256 in hex.
  package var fingerprint: String

  package init(sheets: [SheetLayout] = [], diagnostics: [Diagnostic] = [], isTemplate: Bool = false, fingerprint: String = "") {
    self.sheets = sheets
    self.diagnostics = diagnostics
    self.isTemplate = isTemplate
    self.fingerprint = fingerprint
  }

  package var hasMapping: Bool { sheets.contains { $0.kind == .mapping && !$0.blocks.isEmpty } }
}

/// What one sheet is.
package struct SheetLayout: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case mapping, joins, filters, sources, samples, other
  }

  package var name: String
  package var kind: Kind
  package var headerRows: [Int]
  /// 0 to 1: for a mapping, of its least certain block.
  package var confidence: Double
  package var blocks: [LayoutBlock]
  /// Why it is what it is, in one line.
  package var reason: String?

  package init(
    name: String, kind: Kind, headerRows: [Int] = [], confidence: Double = 0, blocks: [LayoutBlock] = [], reason: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.headerRows = headerRows
    self.confidence = confidence
    self.blocks = blocks
    self.reason = reason
  }
}
