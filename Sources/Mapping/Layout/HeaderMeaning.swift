/// A side of a mapping, or one of the layers between them, in the order that data flows.
package enum Layer: Int, Sendable, CaseIterable, Comparable {
  case source, landing, staging, integration, warehouse, mart, target

  package static func < (left: Layer, right: Layer) -> Bool { left.rawValue < right.rawValue }

  package init?(name: String) {
    guard let layer = Layer.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = layer
  }
}

/// What one header cell says by itself.
package struct HeaderMeaning: Sendable, Equatable {
  package enum Concept: String, Sendable, CaseIterable {
    case transformation, defaultValue = "default", nullable, key, notes, description, type, alias, column, table, schema, database, system
    /// Known, and nothing that a plan needs: a running number, an owner, a length.
    case ignored
    /// Of a check of row counts: speaks against a mapping.
    case count
  }

  package var side: Layer?
  /// `nil` for a side alone: `Source`.
  package var concept: Concept?
  /// Words that are not known, such as the system's name in `SAP Table`.
  package var name: String?
  /// The number in `Source Column 2`.
  package var number: Int?
  /// 0 to 1: the share of its words that are known, less what was misspelt.
  package var quality: Double
  package var isMisspelt: Bool

  package init(
    side: Layer? = nil, concept: Concept? = nil, name: String? = nil, number: Int? = nil, quality: Double = 1, isMisspelt: Bool = false
  ) {
    self.side = side
    self.concept = concept
    self.name = name
    self.number = number
    self.quality = quality
    self.isMisspelt = isMisspelt
  }

  /// Whether the text is a side and nothing more.
  package var isSideAlone: Bool { side != nil && concept == nil && name == nil }

  init(role: HeaderRole) {
    let parts = role.rawValue.split(separator: "_", maxSplits: 1)
    let side: Layer? = parts[0] == "source" ? .source : parts[0] == "target" ? .target : nil
    self.init(side: side, concept: Concept(rawValue: side == nil ? role.rawValue : String(parts.last ?? "")))
  }
}
