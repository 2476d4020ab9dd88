/// One mapping within a sheet: the columns of a target with those of its sources.
package struct LayoutBlock: Sendable, Equatable {
  package var headerRows: [Int]
  /// Where its rows may stand.
  package var dataRows: ClosedRange<Int>
  /// The target's columns and those that all branches share.
  package var roles: ColumnRoles
  /// Never empty. Several are sources side by side: a `UNION ALL`.
  package var branches: [Branch]
  /// The target's table where no column says it: from a title, a band, the sheet's name or a correction.
  package var tableName: MappingDocument.Text?
  /// What stands before the names of target tables where no column says it.
  package var targetSchema: String?
  /// Conditions that stand above the headers, for all of its tables.
  package var filters: [MappingDocument.Text]
  /// The tables found in it, in order.
  package var targets: [String]
  package var confidence: Double
  /// What the confidence is made of, each a line such as `+0.30 target_column: E “Target Field”`.
  package var reasons: [String]

  package struct Branch: Sendable, Equatable {
    /// The system's or the layer's name, where a band gives one.
    package var name: String?
    /// The source's columns, and a transformation or a default of the branch's own.
    package var roles: ColumnRoles
    /// The source's table where no column says it.
    package var tableName: MappingDocument.Text?

    package init(name: String? = nil, roles: ColumnRoles = ColumnRoles(), tableName: MappingDocument.Text? = nil) {
      self.name = name
      self.roles = roles
      self.tableName = tableName
    }
  }

  package init(headerRows: [Int], dataRows: ClosedRange<Int>, roles: ColumnRoles, branches: [Branch], confidence: Double = 1, reasons: [String] = [])
  {
    self.headerRows = headerRows
    self.dataRows = dataRows
    self.roles = roles
    self.branches = branches
    tableName = nil
    targetSchema = nil
    filters = []
    targets = []
    self.confidence = confidence
    self.reasons = reasons
  }

  package var isUnion: Bool { branches.count > 1 }

  /// Every role with its columns: those of a union's branches in the branches' order.
  package var allRoles: ColumnRoles {
    var all = roles
    for branch in branches {
      for role in branch.roles.roles { all[role] += branch.roles[role] }
    }
    return all
  }
}
