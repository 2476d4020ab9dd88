import Wire

extension Plan {
  /// `{"targets":[…],"diagnostics":[…]}`, as the mapping contract has it. The same plan gives the same bytes. Fields beyond the contract: `nullable`, `key`, `description`,
  /// `expression`, `uncast`, `value_type`, `open`, `prose`, `driving`, `group_by`, and `branches` where there is more than one.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("targets")
    writer.beginArray()
    for target in targets { target.write(to: &writer) }
    writer.endArray()
    writer.key("diagnostics")
    Diagnostic.write(diagnostics, to: &writer)
    writer.endObject()
  }

  /// The plan as one JSON document in UTF-8.
  package func encoded() -> [UInt8] {
    var writer = JSONWriter(capacity: 4096)
    write(to: &writer)
    return writer.bytes
  }
}

extension TargetPlan {
  /// One element of `targets`. Of a union, `kind`, `expression`, `driving`, `joins`, `filters` and `group_by` are the first branch's, `sources` are all branches', and
  /// `branches` has each.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("table")
    writer.string("\(table)")
    if let provenance {
      writer.key("provenance")
      provenance.write(to: &writer)
    }
    writer.key("columns")
    writer.beginArray()
    for index in columns.indices { writeColumn(index, to: &writer) }
    writer.endArray()
    branches.first?.writeClauses(to: &writer)
    if branches.count > 1 {
      writer.key("branches")
      writer.beginArray()
      for branch in branches {
        writer.beginObject()
        writer.key("columns")
        writer.beginArray()
        for (column, output) in zip(columns, branch.outputs) {
          writer.beginObject()
          writer.key("name")
          writer.string(column.name)
          output.writeFields(sources: output.sources, to: &writer)
          writer.endObject()
        }
        writer.endArray()
        branch.writeClauses(to: &writer)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.endObject()
  }

  private func writeColumn(_ index: Int, to writer: inout JSONWriter) {
    let column = columns[index]
    let outputs = branches.compactMap { $0.outputs.indices.contains(index) ? $0.outputs[index] : nil }
    writer.beginObject()
    writer.key("name")
    writer.string(column.name)
    writer.key("type")
    let type = column.type ?? outputs.first?.valueType ?? .unknown
    if type == .unknown { writer.null() } else { writer.string(type.name) }
    writer.key("nullable")
    writer.bool(column.isNullable)
    writer.key("key")
    writer.bool(column.isPrimaryKey)
    if let description = column.description {
      writer.key("description")
      writer.string(description)
    }
    // Of a union the column is as open as its first open branch.
    if let shown = outputs.first(where: \.isOpen) ?? outputs.first {
      var sources: [ColumnSource] = []
      for source in outputs.flatMap(\.sources) where !sources.contains(source) { sources.append(source) }
      shown.writeFields(sources: sources, to: &writer)
    }
    writer.endObject()
  }
}

extension SelectBranch {
  /// The fields beside the columns, within an object.
  fileprivate func writeClauses(to writer: inout JSONWriter) {
    writer.key("driving")
    writer.beginObject()
    driving.writeFields(to: &writer)
    writer.endObject()
    writer.key("joins")
    writer.beginArray()
    for join in joins {
      writer.beginObject()
      writer.key("kind")
      writer.string(join.kind.rawValue)
      join.table.writeFields(to: &writer)
      writer.key("condition")
      if let condition = join.condition { writer.string("\(condition)") } else { writer.null() }
      writer.key("lookup")
      writer.bool(join.isLookup)
      writer.key("provenance")
      join.provenance.write(to: &writer)
      writer.endObject()
    }
    writer.endArray()
    writer.key("filters")
    writer.beginArray()
    for filter in filters {
      writer.beginObject()
      writer.key("condition")
      writer.string("\(filter.condition)")
      writer.key("having")
      writer.bool(filter.isHaving)
      writer.key("provenance")
      filter.provenance.write(to: &writer)
      writer.endObject()
    }
    writer.endArray()
    if isAggregated {
      writer.key("group_by")
      writer.beginArray()
      for expression in groupBy { writer.string("\(expression)") }
      writer.endArray()
    }
  }
}

extension SelectBranch.SourceTable {
  fileprivate func writeFields(to writer: inout JSONWriter) {
    writer.key("table")
    writer.string("\(table)")
    writer.key("alias")
    writer.string(alias)
  }
}

extension SelectBranch.Output {
  /// The fields of one value, within an object.
  fileprivate func writeFields(sources: [ColumnSource], to writer: inout JSONWriter) {
    writer.key("kind")
    writer.string(kind.rawValue)
    writer.key("sources")
    writer.beginArray()
    for source in sources {
      writer.beginObject()
      writer.key("table")
      writer.string("\(source.table)")
      writer.key("column")
      writer.string(source.column)
      writer.endObject()
    }
    writer.endArray()
    writer.key("provenance")
    provenance.write(to: &writer)
    writer.key("expression")
    if let expression { writer.string("\(expression)") } else { writer.null() }
    if let uncast, uncast != expression {
      writer.key("uncast")
      writer.string("\(uncast)")
    }
    if valueType != .unknown {
      writer.key("value_type")
      writer.string(valueType.name)
    }
    if isOpen {
      writer.key("open")
      writer.beginObject()
      writer.key("code")
      if let openCode { writer.string(openCode.rawValue) } else { writer.null() }
      writer.key("reason")
      writer.string(openReason ?? "")
      writer.endObject()
    }
    if let prose {
      writer.key("prose")
      writer.string(prose)
    }
  }
}
