import Primitives
import Wire

/// Writes a configuration as a file that `ConfigurationFile` reads: every setting in the order of the table, with comments.
struct ConfigurationText {
  private(set) var text = ""
  private var isFirst = true
  /// The comment that stands at the end of the line before, held back until it is known whether a comma comes.
  private var heldComment = ""

  mutating func comment(_ line: String) { text += "// \(line)\n" }

  /// Writes the whole object.
  /// - Parameters:
  ///   - value: of a setting.
  ///   - above: lines of comment over a setting.
  ///   - beside: comment at the end of its line.
  ///   - lists: JSON text of `providers` and `prices`, indented by two, with lines of comment above.
  mutating func object(
    value: (Setting) -> JSONValue, above: (Setting) -> [String], beside: (Setting) -> String?,
    lists: [(name: String, above: [String], text: String)]
  ) {
    text += "{\n"
    for group in SettingTable.groups {
      if let name = group.name {
        member(indent: 2, above: [], "\"\(name)\": {", comment: nil)
        isFirst = true
      }
      for setting in SettingTable.settings(in: group.name) {
        let json = String(decoding: value(setting).encoded(), as: UTF8.self)
        member(indent: group.name == nil ? 2 : 4, above: above(setting), "\"\(setting.key)\": \(json)", comment: beside(setting))
      }
      if group.name != nil {
        endLine(comma: false)
        text += "  }"
        isFirst = false
      }
    }
    for list in lists { member(indent: 2, above: list.above, "\"\(list.name)\": \(list.text)", comment: nil) }
    endLine(comma: false)
    text += "}\n"
  }

  private mutating func member(indent: Int, above: [String], _ line: String, comment: String?) {
    let margin = String(repeating: " ", count: indent)
    if !isFirst { endLine(comma: true) }
    for comment in above { text += comment.isEmpty ? "\n" : "\(margin)// \(comment)\n" }
    text += margin + line
    heldComment = comment.map { "  // \($0)" } ?? ""
    isFirst = false
    if line.hasSuffix("{") { endLine(comma: false) }
  }

  private mutating func endLine(comma: Bool) {
    text += (comma ? "," : "") + heldComment + "\n"
    heldComment = ""
  }
}
