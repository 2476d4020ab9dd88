import Primitives

/// A person, or a program that acts as one.
package struct User: Sendable, Equatable {
  /// ULID.
  package var id: String
  /// Unique.
  package var name: String
  package var role: Role
  package var isDisabled: Bool
  package var createdAt: Timestamp

  package init(id: String, name: String, role: Role, isDisabled: Bool = false, createdAt: Timestamp) {
    self.id = id
    self.name = name
    self.role = role
    self.isDisabled = isDisabled
    self.createdAt = createdAt
  }

  /// 1 to 128 bytes that can stand in a line: no control characters, no space at an end.
  package static func isName(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count) && text.first != " " && text.last != " "
      && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}
