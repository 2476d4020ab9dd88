/// A text that must not be shown. Printing, interpolating or dumping it gives the mask; only `reveal()` gives the text.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What stands in listings instead of a secret.
  package static let mask = "********"

  private let text: String

  package init(_ text: String) { self.text = text }

  /// The text itself, for the one place that needs it.
  package func reveal() -> String { text }

  package var description: String { Self.mask }
  package var debugDescription: String { Self.mask }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
