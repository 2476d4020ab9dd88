/// Finds a table's name in a title or a sheet's name: `Mapping for DIM_CUSTOMER`, `S2T - dim_customer`.
struct TableTitle {
  let name: String
  /// Whether it is written as names of tables are: with an underscore or a dot, or in capitals alone.
  let isSure: Bool

  /// `nil` where nothing is left that could be a name.
  init?(_ text: String, vocabulary: HeaderVocabulary) {
    var pieces: [String] = []
    for piece in text.split(whereSeparator: { $0.isWhitespace || ":–—,;()|/\"'→>".contains($0) }) {
      let piece = Self.withoutMarks(String(piece))
      // `1.` before a name is a number of the sheet, a lone dash parts words.
      guard !piece.isEmpty, ComparableText.words(piece).contains(where: { Int($0) == nil }) else { continue }
      guard !vocabulary.isNoise(piece) else { continue }
      pieces.append(Self.withoutPrefix(piece, vocabulary: vocabulary))
    }
    guard let first = pieces.first, pieces.count <= 4 else { return nil }
    let sure = pieces.filter(Self.looksLikeTable)
    if sure.count == 1, let only = sure.first {
      name = only
      isSure = true
    } else {
      name = pieces.count == 1 ? first : pieces.joined(separator: " ")
      isSure = false
    }
  }

  /// Written as tables' names are.
  static func looksLikeTable(_ text: String) -> Bool {
    guard isName(text) else { return false }
    if text.contains("_") || text.contains(".") { return true }
    return text.count >= 4 && text.contains { $0.isLetter } && !text.contains { $0.isLowercase } && text.contains { $0.isUppercase }
  }

  /// Letters, digits, `_`, `.`, `$`, `#` and brackets, beginning with none of the digits.
  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || "_[\"`#@".unicodeScalars.contains(first) else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || "_.$#[]\"`@".unicodeScalars.contains($0)
    }
  }

  private static func withoutMarks(_ piece: String) -> String {
    var piece = piece
    while let last = piece.last, ".-_".contains(last) { piece.removeLast() }
    while let first = piece.first, ".-_".contains(first), piece.count > 1 { piece.removeFirst() }
    return piece
  }

  /// `Mapping_DIM_CUSTOMER` and `S2T_DIM_CUSTOMER` name DIM_CUSTOMER.
  private static func withoutPrefix(_ piece: String, vocabulary: HeaderVocabulary) -> String {
    guard let cut = piece.firstIndex(where: { $0 == "_" || $0 == "-" }) else { return piece }
    let head = ComparableText.joined(String(piece[..<cut]))
    let rest = String(piece[piece.index(after: cut)...])
    return ["mapping", "map", "s 2 t", "sttm", "stm", "mapowanie"].contains(head) && !rest.isEmpty ? rest : piece
  }
}
