/// The fields of one record, in the order given: `[.id: "\(id)", .bytes: .count(size)]`.
package struct LogFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  package struct Field: Sendable, Equatable {
    package let key: LogKey
    package let value: LogValue
  }

  package private(set) var all: [Field] = []

  package init() {}

  package init(dictionaryLiteral elements: (LogKey, LogValue)...) {
    all.reserveCapacity(elements.count)
    for (key, value) in elements where value != .absent { all.append(Field(key: key, value: value)) }
  }

  package var isEmpty: Bool { all.isEmpty }

  /// The value of a key, `nil` when it is not there; setting `nil` or `.absent` takes it out. A new key goes to the end.
  package subscript(key: LogKey) -> LogValue? {
    get { all.first { $0.key == key }?.value }
    set {
      let kept = newValue.flatMap { $0 == .absent ? nil : Field(key: key, value: $0) }
      guard let at = all.firstIndex(where: { $0.key == key }) else {
        if let kept { all.append(kept) }
        return
      }
      if let kept { all[at] = kept } else { all.remove(at: at) }
    }
  }

  /// These fields followed by others; where both have a key, the other's value holds.
  package func merging(_ others: LogFields) -> LogFields {
    var merged = self
    for field in others.all { merged[field.key] = field.value }
    return merged
  }

  /// `key=value key=value`, escaped as in a log line.
  package var text: String {
    var bytes: [UInt8] = []
    for field in all {
      if !bytes.isEmpty { bytes.append(0x20) }
      bytes.append(contentsOf: field.key.rawValue.utf8)
      bytes.append(0x3D)
      field.value.append(to: &bytes) { LogEscaping.appendTextValue($0, to: &$1) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
