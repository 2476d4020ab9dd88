/// How a workbook's own words stand in a sentence about them.
package enum Quoted {
  /// In quotes, on one line, cut where it is long.
  package static func inSentence(_ text: String, limit: Int = 80) -> String {
    let line = text.split(whereSeparator: { $0.isNewline || $0 == "\t" }).joined(separator: " ")
    let cut = line.count > limit ? String(line.prefix(limit - 1)) + "…" : line
    return "'\(cut)'"
  }
}
