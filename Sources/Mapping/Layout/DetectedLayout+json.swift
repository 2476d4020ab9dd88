import Primitives
import Wire
import Workbook

extension DetectedLayout {
  /// What `throughline mapping inspect --json` prints: an object that can be edited and given back as corrections.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writeFields(to: &writer)
    writer.endObject()
  }

  /// The same without the braces, for an object that says more.
  package func writeFields(to writer: inout JSONWriter) {
    writer.key("sheets")
    writer.beginArray()
    for sheet in sheets { sheet.write(to: &writer) }
    writer.endArray()
  }
}

extension SheetLayout {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("name", name)
    writer.field("kind", kind.rawValue)
    writer.key("header_rows")
    writer.beginArray()
    for row in headerRows { writer.integer(row) }
    writer.endArray()
    writer.key("confidence")
    writer.double(confidence)
    if let reason { writer.field("reason", reason) }
    writer.key("blocks")
    writer.beginArray()
    for block in blocks { block.write(to: &writer) }
    writer.endArray()
    writer.endObject()
  }
}

extension LayoutBlock {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("roles")
    allRoles.write(to: &writer)
    writer.key("targets")
    writer.beginArray()
    for target in targets { writer.string(target) }
    writer.endArray()
    writer.key("header_rows")
    writer.beginArray()
    for row in headerRows { writer.integer(row) }
    writer.endArray()
    writer.key("rows")
    writer.beginArray()
    writer.integer(dataRows.lowerBound)
    writer.integer(dataRows.upperBound)
    writer.endArray()
    if isUnion { writer.field("union", true) }
    writer.key("confidence")
    writer.double(confidence)
    writer.key("reasons")
    writer.beginArray()
    for reason in reasons { writer.string(reason) }
    writer.endArray()
    writer.endObject()
  }
}

extension ColumnRoles {
  /// Each role with its column's letter, or a list of letters where it has several.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    for role in roles {
      writer.key(escaping: role.rawValue)
      let letters = self[role].map { CellReference.letters(ofColumn: $0) }
      if letters.count == 1 {
        writer.string(letters[0])
      } else {
        writer.value(.array(letters.map { .string($0) }))
      }
    }
    writer.endObject()
  }
}
