/// What a cell of the source's side holds.
enum SourceCell: Equatable {
  case empty
  /// A word for nothing: `-`, `N/A`, `"Nil"`.
  case nothing
  /// A word for a value that is made, not taken.
  case derived
  /// A web address or a file, with what a table of it would be called.
  case address(name: String?)
  case text(String)

  /// - Parameter namesTable: whether the cell should name a table; else a column.
  init(_ text: String, namesTable: Bool, vocabulary: HeaderVocabulary) {
    if text.isEmpty {
      self = .empty
    } else if vocabulary.isNothing(text) {
      self = .nothing
    } else if vocabulary.isDerived(text) {
      self = .derived
    } else if let name = Self.address(text, namesTable: namesTable) {
      self = .address(name: name.isEmpty ? nil : name)
    } else {
      self = .text(text)
    }
  }

  var value: String? { if case .text(let text) = self { text } else { nil } }

  /// The stem of a file or an address; empty where it has none, `nil` where the text is neither.
  private static func address(_ text: String, namesTable: Bool) -> String? {
    guard !text.contains(where: \.isNewline) else { return nil }
    let lowered = text.lowercased()
    let files = [".csv", ".tsv", ".txt", ".dat", ".xls", ".xlsx", ".xlsm", ".parquet", ".avro", ".orc", ".gz", ".zip", ".psv"]
    let tables = files + [".json", ".jsonl", ".xml"]
    let isAddress = lowered.contains("://") || lowered.hasPrefix("www.") || isHost(lowered)
    let isFile = (namesTable ? tables : files).contains { lowered.hasSuffix($0) } && !text.contains(",")
    guard isAddress || isFile else { return nil }
    var path = text[(text.endOfScheme ?? text.startIndex)...]
    if let cut = path.firstIndex(where: { $0 == "?" || $0 == "#" }) { path = path[..<cut] }
    let pieces = path.split(whereSeparator: { $0 == "/" || $0 == "\\" })
    guard let last = pieces.last, !isAddress || pieces.count > 1 else { return "" }
    let stem = last.split(separator: ".", omittingEmptySubsequences: true).first.map(String.init) ?? ""
    return stem
  }

  /// A host's name without a scheme. A hyphen must stand in it, for `crm.orders.net` names a column.
  private static func isHost(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, text.contains("-"), let last = labels.last, ["com", "org", "net", "gov", "edu", "io"].contains(last) else {
      return false
    }
    return labels.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } }
  }
}

extension String {
  /// Where the text goes on behind `://`.
  fileprivate var endOfScheme: String.Index? {
    let characters = Array(self)
    guard characters.count >= 3 else { return nil }
    for index in 0...(characters.count - 3) where characters[index] == ":" && characters[index + 1] == "/" && characters[index + 2] == "/" {
      return self.index(startIndex, offsetBy: index + 3)
    }
    return nil
  }
}
