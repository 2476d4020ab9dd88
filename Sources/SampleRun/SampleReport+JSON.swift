import Mapping
import Wire

extension SampleReport {
  /// `{"targets":[{"table","rows","duplicate_keys","nulls":{…},"casts_failed":{…},"too_long":{…},"lost_in_joins":{…},"columns":[…],"first_rows":[[…]],"failure"}]}`;
  /// what was not counted is null.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("targets")
    writer.beginArray()
    for target in targets { Self.write(target, to: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private static func write(_ target: Target, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("table", target.table.description)
    writer.field("rows", target.figures?.rows)
    writer.field("duplicate_keys", target.figures?.duplicateKeys)
    writer.key("nulls")
    write(target.figures?.nulls ?? [:], to: &writer)
    writer.key("casts_failed")
    write(target.figures?.castsFailed ?? [:], to: &writer)
    writer.key("too_long")
    write(target.figures?.tooLong ?? [:], to: &writer)
    writer.key("lost_in_joins")
    writer.beginObject()
    for lost in target.lostInJoins {
      writer.key(escaping: lost.alias)
      writer.integer(lost.rows)
    }
    writer.endObject()
    writer.key("columns")
    writer.beginArray()
    for column in target.columns { writer.string(column) }
    writer.endArray()
    writer.key("first_rows")
    writer.beginArray()
    for row in target.rows {
      writer.beginArray()
      for value in row { write(value, to: &writer) }
      writer.endArray()
    }
    writer.endArray()
    writer.field("failure", target.failure)
    writer.endObject()
  }

  private static func write(_ value: SampleValue, to writer: inout JSONWriter) {
    switch value {
    case .null: writer.null()
    case .integer(let number): writer.integer(number)
    case .real, .text: writer.string(value.text ?? "")
    }
  }

  private static func write(_ counts: [String: Int], to writer: inout JSONWriter) {
    writer.beginObject()
    for (column, count) in counts.sorted(by: { $0.key < $1.key }) {
      writer.key(escaping: column)
      writer.integer(count)
    }
    writer.endObject()
  }
}
