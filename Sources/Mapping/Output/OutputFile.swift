/// A file of a generation, before it is written anywhere.
package struct OutputFile: Sendable, Equatable {
  /// Plain: never a path.
  package var name: String
  package var text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
