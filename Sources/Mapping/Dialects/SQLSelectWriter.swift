/// Puts the blocks of a target's `SELECT` together, and notes which piece comes from which cell.
struct SQLSelectWriter {
  let target: TargetPlan
  let names: SQLNames
  private(set) var blocks: [RenderedTarget.Block] = []
  private(set) var spans: [RenderedTarget.Span] = []
  var diagnostics: [Diagnostic] = []
  /// The target's columns for which some branch has a value, and is not left open.
  private(set) var decidedColumns: Set<String> = []

  /// What lines are broken to; the longest names and texts go beyond.
  private static let width = 110
  /// Items up to this width have their names in one column.
  private static let alignedWidth = 56

  /// Whether NULL alone would have another type than its column. PostgreSQL takes a column that is NULL in the first two branches of a union for text, and then
  /// refuses the third's number; what a merge reads from a column of NULL is text, too, and it is not assigned to a number.
  private let typesOpenColumns: Bool

  init(target: TargetPlan, names: SQLNames, form: OutputForm) {
    self.target = target
    self.names = names
    typesOpenColumns = names.rules.dialect == .postgres && (target.branches.count > 1 || form == .merge)
  }

  mutating func write(_ index: Int) {
    let branch = target.branches[index]
    let writer = SQLExpressionWriter(names: names, types: ExpressionTyping([branch.driving] + branch.joins.map(\.table)))
    let suffix = index == 0 ? "" : "_\(index + 1)"
    selectClause(branch, writer, block: "select_clause" + suffix, isFirst: index == 0)
    joins(branch, writer, block: "joins" + suffix)
    let plain = branch.filters.filter { !$0.isHaving }
    if !plain.isEmpty {
      var lines = Lines(block: "where_clause" + suffix)
      filters(plain, "WHERE ", writer, &lines)
      finish(lines)
    }
    groupBy(branch, writer, block: "group_by" + suffix)
  }

  private mutating func finish(_ lines: Lines) {
    blocks.append(RenderedTarget.Block(name: lines.block, text: lines.texts.joined(separator: "\n")))
    spans += lines.spans
  }

  /// A block while it is written.
  private struct Lines {
    let block: String
    var texts: [String] = []
    var spans: [RenderedTarget.Span] = []

    /// Lines of which the piece from `start` in the first to the end of the last, less what follows, comes from a cell.
    mutating func add(_ lines: [String], start: Int, tail: String = "", column: String?, provenance: Provenance) {
      let first = texts.count + 1
      texts += lines
      texts[texts.count - 1] += tail
      spans.append(
        RenderedTarget.Span(
          block: block, line: first, start: start, endLine: first + lines.count - 1, end: lines[lines.count - 1].utf8.count, column: column,
          provenance: provenance))
    }
  }

  // SELECT

  private mutating func selectClause(_ branch: SelectBranch, _ writer: SQLExpressionWriter, block: String, isFirst: Bool) {
    var lines = Lines(block: block)
    if !isFirst { lines.texts.append("UNION ALL") }
    lines.texts.append("SELECT")
    var items: [(lines: [String], output: SelectBranch.Output, column: TargetPlan.Column)] = []
    for (output, column) in zip(branch.outputs, target.columns) {
      items.append((item(output, column, writer), output, column))
    }
    let aligned = items.compactMap { $0.lines.count == 1 && $0.lines[0].count <= Self.alignedWidth ? $0.lines[0].count : nil }.max() ?? 0
    for (index, item) in items.enumerated() {
      let name = names.escapedForTemplate(names.name(item.column.name))
      var written = item.lines
      let last = written[written.count - 1]
      let gap = written.count == 1 && last.count < aligned ? aligned - last.count : 0
      written[written.count - 1] = last + String(repeating: " ", count: gap) + " AS " + name
      lines.add(
        written, start: 2, tail: index == items.count - 1 ? "" : ",", column: item.column.name, provenance: item.output.provenance)
    }
    finish(lines)
  }

  /// The lines of a value, indented by two.
  private mutating func item(_ output: SelectBranch.Output, _ column: TargetPlan.Column, _ writer: SQLExpressionWriter) -> [String] {
    guard let expression = output.expression else {
      return [open(output.openReason ?? "nothing says what belongs here", output.provenance, column)]
    }
    do throws(UnsupportedSQL) {
      let sql = try writer.value(expression)
      decidedColumns.insert(column.name)
      return laidOut(sql, prefix: "  ", column: 2, indentation: 2)
    } catch {
      diagnostics.append(
        unsupported(
          error, at: output.provenance, what: "column \(column.name)",
          fix: "write the rule with functions that \(names.rules.dialect.rawValue) has, or choose another dialect"))
      return [open(error.reason, output.provenance, column)]
    }
  }

  private func open(_ reason: String, _ place: Provenance, _ column: TargetPlan.Column) -> String {
    var null = "NULL " + names.comment("open: \(reason), \(place)")
    if typesOpenColumns, let type = column.type, type != .unknown {
      null = "CAST(\(null) AS \(names.rules.typeName(type)))"
    }
    return "  " + names.escapedForTemplate(null)
  }

  private func unsupported(_ error: UnsupportedSQL, at place: Provenance, what: String, fix: String, isStructural: Bool = false) -> Diagnostic {
    Diagnostic(
      .error, .dialectUnsupported, at: place, found: "\(what) cannot be written for \(names.rules.dialect.rawValue): \(error.reason)", fix: fix,
      isStructural: isStructural)
  }

  private func laidOut(_ sql: SQL, prefix: String, column: Int, indentation: Int) -> [String] {
    var lines = sql.layout.lines(column: column, indentation: indentation, width: Self.width)
    lines[0] = prefix + lines[0]
    return lines.map(names.escapedForTemplate)
  }

  // FROM

  private mutating func joins(_ branch: SelectBranch, _ writer: SQLExpressionWriter, block: String) {
    var lines = Lines(block: block)
    lines.texts.append("FROM " + source(branch.driving))
    for join in branch.joins {
      let head = "\(Self.words(join.kind)) \(source(join.table))"
      var written = [head]
      if let condition = join.condition {
        do throws(UnsupportedSQL) {
          let sql = try writer.predicate(condition)
          if head.count + 4 + sql.layout.width <= Self.width {
            written = [head + " ON " + names.escapedForTemplate(sql.flat)]
          } else {
            written += laidOut(sql, prefix: "  ON ", column: 5, indentation: 3)
          }
        } catch {
          diagnostics.append(
            unsupported(
              error, at: join.provenance, what: "the join of \(join.table.table)", fix: "write its condition with functions that the dialect has",
              isStructural: true))
          written.append(
            "  ON " + (names.rules.dialect == .sqlserver ? "1 = 0 " : "FALSE ") + names.comment("open: \(error.reason), \(join.provenance)"))
        }
      }
      lines.add(written, start: 0, column: nil, provenance: join.provenance)
    }
    finish(lines)
  }

  private static func words(_ kind: SelectBranch.Join.Kind) -> String {
    switch kind {
    case .inner: "INNER JOIN"
    case .left: "LEFT JOIN"
    case .right: "RIGHT JOIN"
    case .full: "FULL JOIN"
    case .cross: "CROSS JOIN"
    }
  }

  private func source(_ source: SelectBranch.SourceTable) -> String {
    let alias = names.escapedForTemplate(names.name(source.alias))
    guard names.isTemplate else {
      let table = names.table(source.table)
      return source.table.last == source.alias && source.table.parts.count == 1 ? table : "\(table) \(alias)"
    }
    let parts = source.table.parts.suffix(2).map { "'" + Self.inTemplate($0) + "'" }
    return "{{ \(parts.count > 1 ? "source" : "ref")(\(parts.joined(separator: ", "))) }} \(alias)"
  }

  /// A name as a text of Jinja's.
  private static func inTemplate(_ name: String) -> String {
    SQLEscapes.controls(
      in: SQLNames.printable(name).replacingBytes("\\", with: "\\\\").replacingBytes("'", with: "\\'").replacingBytes("}", with: "\\x7d"))
  }

  // WHERE, GROUP BY, HAVING

  private mutating func filters(_ filters: [SelectBranch.Filter], _ word: String, _ writer: SQLExpressionWriter, _ lines: inout Lines) {
    for (index, filter) in filters.enumerated() {
      let prefix = index == 0 ? word : "  AND "
      do throws(UnsupportedSQL) {
        let sql = try writer.predicate(filter.condition).parenthesized
        let written = laidOut(sql, prefix: prefix, column: prefix.count, indentation: 2)
        lines.add(written, start: prefix.count, column: nil, provenance: filter.provenance)
      } catch {
        diagnostics.append(
          unsupported(error, at: filter.provenance, what: "a filter", fix: "write it with functions that the dialect has", isStructural: true))
        let written = prefix + "(1 = 0) " + names.escapedForTemplate(names.comment("open: \(error.reason), \(filter.provenance)"))
        lines.add([written], start: prefix.count, column: nil, provenance: filter.provenance)
      }
    }
  }

  private mutating func groupBy(_ branch: SelectBranch, _ writer: SQLExpressionWriter, block: String) {
    var keys: [SQL] = []
    // What is the same in every row needs no grouping, and a number would be read as a column's.
    for expression in branch.groupBy where !expression.columns.isEmpty {
      // What cannot be written has left its column open.
      if let key = try? writer.value(expression) { keys.append(key) }
    }
    let having = branch.filters.filter(\.isHaving)
    guard !keys.isEmpty || !having.isEmpty else { return }
    var lines = Lines(block: block)
    if !keys.isEmpty {
      let list = SQL("GROUP BY \(SQL(.indented(SQL.list(keys).layout)))")
      lines.texts += laidOut(list, prefix: "", column: 0, indentation: 0)
    }
    filters(having, "HAVING ", writer, &lines)
    finish(lines)
  }
}
