import Domain
import Mapping
import Workbook

extension GenerationCompiler {
  /// For a generation with its workbook's bytes. - Throws: for a file that is no workbook.
  package init(of generation: GenerationRecord, content: [UInt8]) throws(GenerationRefusal) {
    let workbook: Workbook
    do throws(WorkbookError) { workbook = try WorkbookFile.read(content, name: generation.workbookName) } catch { throw GenerationRefusal(error) }
    try self.init(of: generation, workbook: workbook)
  }

  package init(of generation: GenerationRecord, workbook: Workbook) throws(GenerationRefusal) {
    guard let dialect = Dialect(rawValue: generation.dialect), let form = OutputForm(rawValue: generation.form) else {
      throw GenerationRefusal(code: "mapping.dialect_unsupported", message: "this program writes no \(generation.dialect) as \(generation.form)")
    }
    var corrections: LayoutCorrections?
    if let text = generation.corrections { corrections = try WorkbookLayout.corrections(Array(text.utf8)) }
    self.init(workbook: workbook, corrections: corrections, dialect: dialect, form: form, tables: generation.tables)
  }
}
