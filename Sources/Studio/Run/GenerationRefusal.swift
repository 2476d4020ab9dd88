import Mapping

/// Why a workbook gave nothing.
package struct GenerationRefusal: Error, Sendable, Equatable {
  /// `mapping.no_mapping` and its like.
  package var code: String
  package var message: String
  /// What was said about the workbook.
  package var diagnostics: [Diagnostic]

  package init(code: String, message: String, diagnostics: [Diagnostic] = []) {
    self.code = code
    self.message = message
    self.diagnostics = diagnostics
  }

  /// By the first structural error, in the words of a refused request.
  package init(_ diagnostics: [Diagnostic]) {
    let first = diagnostics.first { $0.isStructural && $0.severity == .error } ?? diagnostics.first
    let place = first?.place.map { "\($0): " } ?? ""
    self.init(
      code: "mapping.\(first?.code.rawValue ?? Diagnostic.Code.noMapping.rawValue)",
      message: first.map { "\(place)\($0.found); \($0.fix)" } ?? "the workbook has no mapping of these tables", diagnostics: diagnostics)
  }
}
