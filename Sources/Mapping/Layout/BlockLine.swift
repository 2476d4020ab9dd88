/// A row of a mapping, read but not yet paired: target's and sources' sides with what they say.
struct BlockLine {
  typealias Text = MappingDocument.Text

  struct Source {
    var table: Text?
    var alias: Text?
    var column: Text?
    var type: Text?
    var rule: Text?
    var defaultValue: Text?
    /// Where the cell says in a word that there is nothing.
    var nothing: Text?
    /// A file or a web address that stands where a column should.
    var address: Text?
  }

  var row: Int
  var table: Text
  /// `nil` where the target's cell is empty.
  var column: Text?
  var type: Text?
  var nullable: Text?
  var key: Text?
  var rule: Text?
  var defaultValue: Text?
  var notes: Text?
  /// One for each branch.
  var sources: [Source]
  /// The rows of the merged cells that hold it together with others; `nil` where there are none.
  var group: ClosedRange<Int>?

  var hasSource: Bool { sources.contains { $0.column != nil } }
  /// Whether something but a source's column says what the value is.
  var hasRule: Bool {
    rule != nil || defaultValue != nil || sources.contains { $0.rule != nil || $0.defaultValue != nil || $0.nothing != nil || $0.address != nil }
  }

  /// Same name on both sides, compared by their words.
  var isSameName: Bool {
    guard let column else { return false }
    let name = Self.comparable(column.text)
    return sources.contains { $0.column.map { Self.comparable($0.text) == name } ?? false }
  }

  static func comparable(_ name: String) -> String { ComparableText.words(name).joined() }
}
