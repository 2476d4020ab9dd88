import Wire

extension Diagnostic {
  /// `{severity, code, cell, found, fix}`; `cell` is null where it is about the workbook as a whole.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("severity")
    writer.string(severity.rawValue)
    writer.key("code")
    writer.string(code.rawValue)
    writer.key("cell")
    if let place { writer.string("\(place)") } else { writer.null() }
    writer.key("found")
    writer.string(found)
    writer.key("fix")
    writer.string(fix)
    writer.endObject()
  }

  /// `[…]`, in order.
  package static func write(_ diagnostics: [Diagnostic], to writer: inout JSONWriter) {
    writer.beginArray()
    for diagnostic in diagnostics { diagnostic.write(to: &writer) }
    writer.endArray()
  }
}

extension Diagnostic: CustomStringConvertible {
  /// One line for a person: `error unknown_column Mapping!H7: found; fix`.
  package var description: String {
    let place = place.map { " \($0)" } ?? ""
    return "\(severity.rawValue) \(code.rawValue)\(place): \(found); \(fix)"
  }
}

extension Provenance {
  /// `{"sheet","range"}`.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("sheet")
    writer.string(sheet)
    writer.key("range")
    writer.string("\(range)")
    writer.endObject()
  }
}
