/// Reads of `xl/styles.xml` what decides which numbers are dates.
final class StylesHandler: XMLHandler {
  private let limits: WorkbookLimits
  private var custom: [Int: NumberFormat] = [:]
  private var identifiers: ContiguousArray<Int> = []
  private var isInFormats = false
  private var isInCellStyles = false

  init(_ limits: WorkbookLimits) { self.limits = limits }

  /// By the number that cells give.
  var formats: ContiguousArray<NumberFormat> {
    ContiguousArray(identifiers.map { custom[$0] ?? NumberFormat(builtIn: $0) })
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) {
    switch name {
    // Differential styles have formats too, under the same numbers.
    case "numFmts": isInFormats = true
    case "cellXfs": isInCellStyles = true
    case "numFmt" where isInFormats:
      if let identifier = attributes.integer("numFmtId"), let code = attributes.text("formatCode") { custom[identifier] = NumberFormat(code: code) }
      if custom.count > limits.styles { throw .beyond("number formats", limit: limits.styles) }
    case "xf" where isInCellStyles:
      identifiers.append(attributes.integer("numFmtId") ?? 0)
      if identifiers.count > limits.styles { throw .beyond("cell styles", limit: limits.styles) }
    default: break
    }
  }

  override func end(_ name: XMLName) {
    switch name {
    case "numFmts": isInFormats = false
    case "cellXfs": isInCellStyles = false
    default: break
    }
  }
}
