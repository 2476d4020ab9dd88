/// What the attributes of an ods cell say; its text comes afterwards.
struct OpenDocumentCell {
  struct Content {
    var kind = CellView.Kind.string
    var text: [UInt8] = []
    var number = 0.0
    var isPlainNumber = false
    var formula: [UInt8] = []
  }

  /// How many cells it stands for.
  let repeats: Int
  private let type: String
  private let value: [UInt8]
  private let formula: [UInt8]

  init(_ attributes: XMLAttributes, repeats: Int) {
    self.repeats = repeats
    var type = ""
    var values: [String: [UInt8]] = [:]
    var formula: [UInt8] = []
    var index = 0
    while let key = attributes.base[index], let text = attributes.base[index + 1] {
      index += 2
      let bytes = XMLAttributes.bytes(text)
      switch XMLName(key) {
      // LibreOffice says twice what it is; its own word knows of errors.
      case "value-type": if type != "error" { type = String(decoding: bytes, as: UTF8.self) }
      case "value": values["value"] = Array(bytes)
      case "date-value": values["date"] = Array(bytes)
      case "time-value": values["time"] = Array(bytes)
      case "boolean-value": values["boolean"] = Array(bytes)
      case "string-value": values["string"] = Array(bytes)
      case "formula": formula = Self.bare(bytes)
      default: break
      }
    }
    self.type = type
    self.formula = formula
    switch type {
    case "float", "percentage", "currency": value = values["value"] ?? []
    default: value = values[type] ?? []
    }
  }

  /// - Returns: `nil` where the cell is empty.
  func content(_ text: UnsafeBufferPointer<UInt8>, place: @autoclosure () -> String) throws(WorkbookError) -> Content? {
    var content = Content(formula: formula)
    // `['file:///tmp/other.ods'#$Sheet1.A1]`
    if zip(formula, formula.dropFirst()).contains(where: { $0 == UInt8(ascii: "'") && $1 == UInt8(ascii: "#") }) {
      throw WorkbookError(
        .hostile, found: "a formula that reads another document: \(String(decoding: formula.prefix(80), as: UTF8.self))",
        fix: "copy what it needs into this workbook, or break the link (Edit, Links to External Files)", place: place())
    }
    try value.withUnsafeBufferPointer { (value) throws(WorkbookError) in
      switch type {
      case "float", "percentage", "currency":
        guard let number = DecimalText(value) else {
          throw .damaged("a number that is none: \(String(decoding: value.prefix(40), as: UTF8.self))", place: place())
        }
        content.kind = .number
        content.text = Array(number.literal)
        content.number = number.value
        content.isPlainNumber = number.isJSON
      case "boolean":
        content.kind = .boolean
        content.number = value.elementsEqual("true".utf8) ? 1 : 0
      case "date":
        var date = ByteScratch(capacity: 32)
        ISODate.append(value, to: &date)
        content.kind = .date
        content.text = Array(date.bytes)
      case "time":
        var time = ByteScratch(capacity: 32)
        content.kind = .date
        content.text = ISODate.append(period: value, to: &time) ? Array(time.bytes) : Array(value)
      case "error":
        content.kind = .error
        content.text = Array(text)
      default: content.text = text.isEmpty ? Array(value) : Array(text)
      }
    }
    let isEmpty = content.text.isEmpty && content.kind != .boolean && formula.isEmpty
    return isEmpty ? nil : content
  }

  /// Without the namespace and the equals sign: `of:=SUM([.A1:.A3])`.
  private static func bare(_ formula: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var rest = formula[...]
    if let equals = rest.firstIndex(of: UInt8(ascii: "=")), rest[..<equals].allSatisfy({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a || $0 == 0x3a }) {
      rest = rest[(equals + 1)...]
    }
    return Array(rest)
  }
}
