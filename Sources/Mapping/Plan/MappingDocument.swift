import Workbook

/// What layout detection reads out of a workbook, before anything is understood: texts with their places. The template and every wild shape end here, and the
/// planner begins here.
package struct MappingDocument: Sendable, Equatable {
  package var rows: [MappingRow]
  package var joins: [JoinRow]
  package var filters: [FilterRow]
  /// The known schema, of sources and targets; empty where the workbook has none.
  package var schema: [SchemaRow]
  package var samples: [SampleTable]
  /// Whether the sheets are those of the template: then a repeated target column is an error, not a column with several sources.
  package var isTemplate: Bool
  package var diagnostics: [Diagnostic]

  package init(
    rows: [MappingRow] = [], joins: [JoinRow] = [], filters: [FilterRow] = [], schema: [SchemaRow] = [], samples: [SampleTable] = [],
    isTemplate: Bool = false, diagnostics: [Diagnostic] = []
  ) {
    self.rows = rows
    self.joins = joins
    self.filters = filters
    self.schema = schema
    self.samples = samples
    self.isTemplate = isTemplate
    self.diagnostics = diagnostics
  }

  /// A text and the cell, or the merged cells, that it stands in.
  package struct Text: Sendable, Equatable {
    package var text: String
    package var provenance: Provenance

    package init(_ text: String, at provenance: Provenance) {
      self.text = text
      self.provenance = provenance
    }
  }

  /// One source of one target column. What stood only in the first of merged or grouped cells is filled in; texts are trimmed; words for "nothing" (`-`, `N/A`,
  /// `None` in a source cell) are left out.
  package struct MappingRow: Sendable, Equatable {
    package var targetTable: Text
    package var targetColumn: Text
    package var targetType: Text?
    package var nullable: Text?
    package var key: Text?
    package var sourceTable: Text?
    package var sourceAlias: Text?
    /// As it stands: may name several columns (`DAY, MONTH, YEAR`) or hold a quoted constant.
    package var sourceColumn: Text?
    package var sourceType: Text?
    /// As it stands; words for a plain copy (`Direct`, `1:1`, …) are left out.
    package var transformation: Text?
    package var defaultValue: Text?
    package var notes: Text?
    /// Sources side by side for one target: the branch of its `UNION ALL`, from 0.
    package var branch: Int

    package init(targetTable: Text, targetColumn: Text, branch: Int = 0) {
      self.targetTable = targetTable
      self.targetColumn = targetColumn
      self.branch = branch
    }
  }

  package struct JoinRow: Sendable, Equatable {
    package var targetTable: Text
    package var kind: Text?
    package var leftAlias: Text?
    package var rightTable: Text
    package var rightAlias: Text?
    package var condition: Text?
    package var provenance: Provenance

    package init(targetTable: Text, rightTable: Text, provenance: Provenance) {
      self.targetTable = targetTable
      self.rightTable = rightTable
      self.provenance = provenance
    }
  }

  package struct FilterRow: Sendable, Equatable {
    package var targetTable: Text
    package var condition: Text

    package init(targetTable: Text, condition: Text) {
      self.targetTable = targetTable
      self.condition = condition
    }
  }

  package struct SchemaRow: Sendable, Equatable {
    package var table: Text
    package var column: Text
    package var type: Text?
    package var nullable: Text?

    package init(table: Text, column: Text, type: Text? = nil, nullable: Text? = nil) {
      self.table = table
      self.column = column
      self.type = type
      self.nullable = nullable
    }
  }

  /// Rows of sample data: the sheet `Samples <table>`.
  package struct SampleTable: Sendable, Equatable {
    package var table: String
    package var columns: [String]
    /// As wide as `columns`; `nil` where the cell is empty.
    package var rows: [[CellValue?]]

    package init(table: String, columns: [String], rows: [[CellValue?]]) {
      self.table = table
      self.columns = columns
      self.rows = rows
    }
  }
}
