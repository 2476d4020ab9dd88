/// A key and its value in one call.
extension JSONWriter {
  package mutating func field(_ name: StaticString, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  package mutating func field(_ name: StaticString, _ value: (some BinaryInteger)?) {
    key(name)
    if let value { integer(value) } else { null() }
  }

  package mutating func field(_ name: StaticString, _ value: Bool) {
    key(name)
    bool(value)
  }
}
