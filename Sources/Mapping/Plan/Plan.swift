import Workbook

/// What a workbook says, understood: the one thing that dialects write from.
package struct Plan: Sendable, Equatable {
  package var targets: [TargetPlan]
  package var diagnostics: [Diagnostic]

  package init(targets: [TargetPlan], diagnostics: [Diagnostic]) {
    self.targets = targets
    self.diagnostics = diagnostics
  }

  /// Whether nothing may be written from it but the report.
  package var isRefused: Bool { diagnostics.contains { $0.isStructural && $0.severity == .error } }
}

/// One target table.
package struct TargetPlan: Sendable, Equatable {
  package var table: TableName
  package var columns: [Column]
  /// Never empty. Several are put together by `UNION ALL`; the template has one.
  package var branches: [SelectBranch]
  /// Where the target is described.
  package var provenance: Provenance?

  package init(table: TableName, columns: [Column], branches: [SelectBranch], provenance: Provenance? = nil) {
    self.table = table
    self.columns = columns
    self.branches = branches
    self.provenance = provenance
  }

  package struct Column: Sendable, Equatable {
    package var name: String
    /// `nil`: the sheet does not say; the expression's own type then.
    package var type: DataType?
    package var isNullable: Bool
    package var isPrimaryKey: Bool
    package var description: String?
    package var provenance: Provenance

    package init(name: String, type: DataType?, isNullable: Bool, isPrimaryKey: Bool, description: String? = nil, provenance: Provenance) {
      self.name = name
      self.type = type
      self.isNullable = isNullable
      self.isPrimaryKey = isPrimaryKey
      self.description = description
      self.provenance = provenance
    }
  }
}

/// One `SELECT`: a driving table, what is joined to it, what is kept, and a value for each of the target's columns in their order.
package struct SelectBranch: Sendable, Equatable {
  package var driving: SourceTable
  package var joins: [Join]
  /// Joined by AND, each in parentheses.
  package var filters: [Filter]
  package var outputs: [Output]
  /// The grouping of a target with aggregates: all its outputs' expressions without one. Empty with `isAggregated`: one row over all.
  package var groupBy: [Expression]
  package var isAggregated: Bool

  package init(
    driving: SourceTable, joins: [Join] = [], filters: [Filter] = [], outputs: [Output], groupBy: [Expression] = [], isAggregated: Bool = false
  ) {
    self.driving = driving
    self.joins = joins
    self.filters = filters
    self.outputs = outputs
    self.groupBy = groupBy
    self.isAggregated = isAggregated
  }

  package struct SourceTable: Sendable, Hashable {
    package var table: TableName
    /// Unique within the branch; the table's last part where the sheet gives none.
    package var alias: String
    /// Columns with types where the sheet `Sources` knows the table; empty where it does not.
    package var columns: [SourceColumn]

    package init(table: TableName, alias: String, columns: [SourceColumn] = []) {
      self.table = table
      self.alias = alias
      self.columns = columns
    }
  }

  package struct SourceColumn: Sendable, Hashable {
    package var name: String
    package var type: DataType
    package var isNullable: Bool

    package init(name: String, type: DataType, isNullable: Bool = true) {
      self.name = name
      self.type = type
      self.isNullable = isNullable
    }
  }

  package struct Join: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
      case inner, left, right, full, cross
    }

    package var kind: Kind
    package var table: SourceTable
    /// `nil` for a cross join alone.
    package var condition: Expression?
    /// Whether a lookup asked for it, not the sheet `Joins`.
    package var isLookup: Bool
    package var provenance: Provenance

    package init(_ kind: Kind, _ table: SourceTable, on condition: Expression?, isLookup: Bool = false, provenance: Provenance) {
      self.kind = kind
      self.table = table
      self.condition = condition
      self.isLookup = isLookup
      self.provenance = provenance
    }
  }

  package struct Filter: Sendable, Equatable {
    package var condition: Expression
    /// Whether an aggregate stands in it: then it goes to `HAVING`.
    package var isHaving: Bool
    package var provenance: Provenance

    package init(_ condition: Expression, isHaving: Bool, provenance: Provenance) {
      self.condition = condition
      self.isHaving = isHaving
      self.provenance = provenance
    }
  }

  /// What one branch gives for one target column.
  package struct Output: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
      case direct, constant, expression, lookup, aggregate, window, generated, prose, open
    }

    package var kind: Kind
    /// Resolved, and as it is selected: with the cast to the target's type and the default around it. `nil` where the column is open.
    package var expression: Expression?
    /// The expression's own type, before any cast to the target's.
    package var valueType: DataType
    /// The expression before the cast to the target's type and the default: what a report counts failed casts of. `nil` where it is open.
    package var uncast: Expression?
    /// Why there is no expression, in one line.
    package var openReason: String?
    /// The diagnostic that left the column open.
    package var openCode: Diagnostic.Code?
    /// The rule's own words, where it is prose.
    package var prose: String?
    /// Every column that the value is made of, in order of appearance, by table and column (not alias).
    package var sources: [ColumnSource]
    /// The cell, or cells, whose rule this is: what an expression is linked to.
    package var provenance: Provenance

    /// Whether there is no expression yet: somebody has to decide.
    package var isOpen: Bool { expression == nil }

    package init(
      kind: Kind, expression: Expression?, valueType: DataType = .unknown, uncast: Expression? = nil, openReason: String? = nil,
      openCode: Diagnostic.Code? = nil, prose: String? = nil, sources: [ColumnSource] = [], provenance: Provenance
    ) {
      self.kind = kind
      self.expression = expression
      self.valueType = valueType
      self.uncast = uncast
      self.openReason = openReason
      self.openCode = openCode
      self.prose = prose
      self.sources = sources
      self.provenance = provenance
    }
  }
}

/// A column that a value comes from.
package struct ColumnSource: Sendable, Hashable {
  package var table: TableName
  package var column: String

  package init(table: TableName, column: String) {
    self.table = table
    self.column = column
  }
}
