import Primitives
import Wire
import Workbook

/// What a person says about a workbook's layout, over what was detected: `layout.json`, of the same shape as what `inspect --json` prints. What it does not
/// name stays as detected.
package struct LayoutCorrections: Sendable, Equatable {
  package var sheets: [Sheet]

  package struct Sheet: Sendable, Equatable {
    package var name: String
    package var kind: SheetLayout.Kind?
    package var headerRows: [Int]?
    package var blocks: [Block]?
  }

  package struct Block: Sendable, Equatable {
    package var roles: ColumnRoles
    /// One name overrides the target's table, where no column says it.
    package var targets: [String]
    package var headerRows: [Int]?
    package var rows: ClosedRange<Int>?
    /// Whether several source columns are sources side by side; `nil`: they are where each has a table, a system or a rule of its own.
    package var isUnion: Bool?
  }

  package init(sheets: [Sheet]) {
    self.sheets = sheets
  }

  /// Why a `layout.json` is not taken.
  package struct Failure: Error, Equatable {
    /// JSON pointer of the place (RFC 6901).
    package var pointer: String
    package var found: String
    package var fix: String
  }

  /// - Throws: `Failure` with the place, what stands there and what should.
  package init(reading json: [UInt8]) throws(Failure) {
    let document: JSONValue
    do { document = try JSONReader().value(json[...]) } catch {
      throw Failure(pointer: "", found: "no JSON document: \(error)", fix: "begin with what `throughline mapping inspect FILE --json` prints")
    }
    try self.init(document)
  }

  /// - Throws: `Failure` with the place, what stands there and what should.
  package init(_ document: JSONValue) throws(Failure) {
    guard let sheets = document["sheets"]?.array else {
      throw Failure(pointer: "/sheets", found: "no list of sheets", fix: "write {\"sheets\": [{\"name\": …, \"blocks\": […]}]}")
    }
    var read: [Sheet] = []
    for (index, sheet) in sheets.enumerated() { read.append(try Self.sheet(sheet, at: "/sheets/\(index)")) }
    self.init(sheets: read)
  }

  private static func sheet(_ value: JSONValue, at pointer: String) throws(Failure) -> Sheet {
    guard let name = value["name"]?.string else {
      throw Failure(pointer: "\(pointer)/name", found: "no name", fix: "name the sheet that is corrected")
    }
    var sheet = Sheet(name: name, kind: nil, headerRows: try rows(value["header_rows"], at: "\(pointer)/header_rows"), blocks: nil)
    if let kind = value["kind"], !kind.isNull {
      guard let known = kind.string.flatMap(SheetLayout.Kind.init(rawValue:)) else {
        let names = SheetLayout.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(pointer: "\(pointer)/kind", found: kind.string ?? kind.kindName, fix: "use one of \(names)")
      }
      sheet.kind = known
    }
    if let blocks = value["blocks"], !blocks.isNull {
      guard let list = blocks.array else { throw Failure(pointer: "\(pointer)/blocks", found: blocks.kindName, fix: "write a list of blocks") }
      var read: [Block] = []
      for (index, block) in list.enumerated() { read.append(try Self.block(block, at: "\(pointer)/blocks/\(index)")) }
      sheet.blocks = read
    }
    return sheet
  }

  private static func block(_ value: JSONValue, at pointer: String) throws(Failure) -> Block {
    guard let fields = value["roles"]?.fields else {
      throw Failure(pointer: "\(pointer)/roles", found: "no roles", fix: "write {\"roles\": {\"target_column\": \"E\", \"source_column\": \"B\"}}")
    }
    var roles = ColumnRoles()
    for field in fields {
      guard let role = HeaderRole(rawValue: field.key) else {
        let names = HeaderRole.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure(pointer: "\(pointer)/roles/\(JSONPointer.escaped(field.key))", found: "no role of this name", fix: "use one of \(names)")
      }
      roles[role] = try columns(field.value, at: "\(pointer)/roles/\(field.key)")
    }
    var block = Block(roles: roles, targets: [], headerRows: try rows(value["header_rows"], at: "\(pointer)/header_rows"))
    if let targets = value["targets"], !targets.isNull {
      guard let names = targets.array?.map(\.string), !names.contains(nil) else {
        throw Failure(pointer: "\(pointer)/targets", found: targets.kindName, fix: "write a list of tables' names")
      }
      block.targets = names.compactMap { $0 }
    }
    if let range = try rows(value["rows"], at: "\(pointer)/rows") {
      guard range.count == 2, range[0] <= range[1] else {
        throw Failure(pointer: "\(pointer)/rows", found: "\(range.count) numbers", fix: "write the first and the last row: [3, 40]")
      }
      block.rows = range[0]...range[1]
    }
    block.isUnion = value["union"]?.bool
    return block
  }

  private static func columns(_ value: JSONValue, at pointer: String) throws(Failure) -> [Int] {
    let letters = value.array?.map(\.string) ?? (value.isNull ? [] : [value.string])
    var columns: [Int] = []
    for letter in letters {
      guard let letter, let reference = CellReference(letter + "1") else {
        throw Failure(pointer: pointer, found: letter ?? value.kindName, fix: "write a column's letter, or a list of them: \"C\"")
      }
      columns.append(reference.column)
    }
    return columns
  }

  private static func rows(_ value: JSONValue?, at pointer: String) throws(Failure) -> [Int]? {
    guard let value, !value.isNull else { return nil }
    let numbers = (value.array ?? []).map { $0.integer.flatMap { Int(exactly: $0) } }
    guard value.array != nil, !numbers.contains(nil), numbers.allSatisfy({ (1...CellReference.lastRow).contains($0 ?? 0) }) else {
      throw Failure(pointer: pointer, found: value.kindName, fix: "write a list of row numbers, counted from 1")
    }
    return numbers.compactMap { $0 }
  }

  /// As `layout.json` has it.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("sheets")
    writer.beginArray()
    for sheet in sheets {
      writer.beginObject()
      writer.field("name", sheet.name)
      if let kind = sheet.kind { writer.field("kind", kind.rawValue) }
      if let rows = sheet.headerRows { Self.write(rows, key: "header_rows", to: &writer) }
      if let blocks = sheet.blocks {
        writer.key("blocks")
        writer.beginArray()
        for block in blocks { Self.write(block, to: &writer) }
        writer.endArray()
      }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private static func write(_ rows: [Int], key: StaticString, to writer: inout JSONWriter) {
    writer.key(key)
    writer.value(.array(rows.map { .integer(Int64($0)) }))
  }

  private static func write(_ block: Block, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("roles")
    block.roles.write(to: &writer)
    writer.key("targets")
    writer.value(.array(block.targets.map { .string($0) }))
    if let rows = block.headerRows { write(rows, key: "header_rows", to: &writer) }
    if let rows = block.rows { write([rows.lowerBound, rows.upperBound], key: "rows", to: &writer) }
    if let isUnion = block.isUnion { writer.field("union", isUnion) }
    writer.endObject()
  }
}
