import Workbook

extension Diagnostic {
  /// Why a file is no workbook to plan from: `hostile_file` for one made to harm or beyond a limit, `no_mapping` for one that cannot be read at all.
  package init(_ error: WorkbookError) {
    let place = error.place.map { "\($0): " } ?? ""
    self.init(
      .error, error.code == .unreadable ? .noMapping : .hostileFile, at: nil, found: place + error.found, fix: error.fix, isStructural: true)
  }
}
