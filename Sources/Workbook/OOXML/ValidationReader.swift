/// A data validation while its element is open. Only lists are of interest.
struct ValidationReader {
  private let isList: Bool
  var ranges: String
  var formula = ""

  init(_ attributes: XMLAttributes) {
    isList = attributes["type"].map { $0.elementsEqual("list".utf8) } ?? false
    ranges = attributes.text("sqref") ?? ""
  }

  /// - Returns: `nil` for any other kind, and where no range is to be read.
  func list(_ budget: WorkbookBudget) throws(WorkbookError) -> Sheet.ListValidation? {
    guard isList else { return nil }
    var found: [CellRange] = []
    for text in ranges.split(separator: " ") {
      guard let range = CellRange(text) else { continue }
      try budget.takeValidation()
      found.append(range)
    }
    guard !found.isEmpty else { return nil }
    if let values = Self.values(formula) { return Sheet.ListValidation(ranges: found, values: values) }
    return Sheet.ListValidation(ranges: found, values: [], formula: formula)
  }

  /// `"inner,left,right"` with its quotes is a list of values; anything else names where the values are.
  static func values(_ formula: String) -> [String]? {
    guard formula.count >= 2, formula.hasPrefix("\""), formula.hasSuffix("\"") else { return nil }
    var inner: [UInt8] = []
    var isQuoted = false
    for byte in formula.utf8.dropFirst().dropLast() {
      // A quote within is doubled.
      if byte == UInt8(ascii: "\""), !isQuoted {
        isQuoted = true
        continue
      }
      isQuoted = false
      inner.append(byte)
    }
    return inner.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: true).map { value in
      let start = value.drop { $0 == 0x20 }
      let end = start.lastIndex { $0 != 0x20 }.map { $0 + 1 } ?? start.startIndex
      return String(decoding: start[start.startIndex..<end], as: UTF8.self)
    }
  }
}
