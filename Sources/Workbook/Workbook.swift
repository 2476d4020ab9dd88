/// A workbook, held whole, within the limits that it was read under.
package struct Workbook: Sendable {
  package var sheets: [Sheet]

  package init(sheets: [Sheet]) {
    self.sheets = sheets
  }

  /// The sheet of this name. Names are compared without case, on the 31 characters that Excel keeps, with the characters that it forbids read as `_`.
  package func sheet(named name: String) -> Sheet? {
    let wanted = Self.comparable(name)
    return sheets.first { Self.comparable($0.name) == wanted }
  }

  package static func comparable(_ name: String) -> String {
    let forbidden: Set<Character> = [":", "\\", "/", "?", "*", "[", "]"]
    return String(name.prefix(31).map { forbidden.contains($0) ? "_" : $0 }).lowercased()
  }
}
