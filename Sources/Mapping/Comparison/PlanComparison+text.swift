import Wire

extension PlanComparison: CustomStringConvertible {
  /// Lines for a person: `+` added, `-` removed, `~` changed; empty where nothing is different.
  package var description: String {
    var lines: [String] = []
    for table in added { lines.append("+ \(table)") }
    for table in removed { lines.append("- \(table)") }
    for target in changed {
      lines.append("~ \(target.table)")
      for change in target.clauses { lines += Self.lines(of: change, indent: "  ") }
      for column in target.addedColumns { lines.append("  + \(column.name): \(column.rule)  (\(column.provenance))") }
      for column in target.removedColumns { lines.append("  - \(column.name): \(column.rule)  (\(column.provenance))") }
      for column in target.changedColumns {
        lines.append("  ~ \(column.name)  (\(column.after))")
        for change in column.changes { lines += Self.lines(of: change, indent: "      ") }
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func lines(of change: Change, indent: String) -> [String] {
    var lines: [String] = []
    if let before = change.before { lines.append("\(indent)- \(change.aspect.rawValue): \(before)") }
    if let after = change.after { lines.append("\(indent)+ \(change.aspect.rawValue): \(after)") }
    return lines
  }
}

extension PlanComparison {
  /// `{"added":[table],"removed":[table],"changed":[{"table","added":[{"column","rule","cell"}],"removed":[…],"changed":[{"column","cell","changes":[{"aspect","before","after"}]}],
  /// "clauses":[{"aspect","before","after"}]}]}`.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("added")
    Self.write(added, to: &writer)
    writer.key("removed")
    Self.write(removed, to: &writer)
    writer.key("changed")
    writer.beginArray()
    for target in changed {
      writer.beginObject()
      writer.key("table")
      writer.string("\(target.table)")
      writer.key("added")
      Self.write(target.addedColumns, to: &writer)
      writer.key("removed")
      Self.write(target.removedColumns, to: &writer)
      writer.key("changed")
      writer.beginArray()
      for column in target.changedColumns {
        writer.beginObject()
        writer.key("column")
        writer.string(column.name)
        writer.key("cell")
        writer.string("\(column.after)")
        writer.key("changes")
        Self.write(column.changes, to: &writer)
        writer.endObject()
      }
      writer.endArray()
      writer.key("clauses")
      Self.write(target.clauses, to: &writer)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private static func write(_ tables: [TableName], to writer: inout JSONWriter) {
    writer.beginArray()
    for table in tables { writer.string("\(table)") }
    writer.endArray()
  }

  private static func write(_ columns: [Side], to writer: inout JSONWriter) {
    writer.beginArray()
    for column in columns {
      writer.beginObject()
      writer.key("column")
      writer.string(column.name)
      writer.key("rule")
      writer.string(column.rule)
      writer.key("cell")
      writer.string("\(column.provenance)")
      writer.endObject()
    }
    writer.endArray()
  }

  private static func write(_ changes: [Change], to writer: inout JSONWriter) {
    writer.beginArray()
    for change in changes {
      writer.beginObject()
      writer.key("aspect")
      writer.string(change.aspect.rawValue)
      writer.key("before")
      if let before = change.before { writer.string(before) } else { writer.null() }
      writer.key("after")
      if let after = change.after { writer.string(after) } else { writer.null() }
      writer.endObject()
    }
    writer.endArray()
  }
}
