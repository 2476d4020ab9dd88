/// Header fields in the order they came, names compared without case (RFC 9110 section 5).
///
/// All names and values lie in one array, so a request's headers are two allocations however many there are.
package struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  private struct Field {
    var nameStart: UInt32
    var nameCount: UInt32
    var valueStart: UInt32
    var valueCount: UInt32
  }

  private var bytes: [UInt8] = []
  private var fields: [Field] = []

  package init() {}

  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(name, value) }
  }

  /// Number of fields; one that came twice counts twice.
  package var count: Int { fields.count }
  package var isEmpty: Bool { fields.isEmpty }

  /// Adds a field behind the others. Bytes that may not stand in a value (line ends, NUL, other controls) become spaces, so no value
  /// can end the field and begin another.
  package mutating func append(_ name: String, _ value: String) {
    let nameStart = bytes.count
    bytes.append(contentsOf: name.utf8)
    let valueStart = bytes.count
    bytes.append(contentsOf: value.utf8)
    for index in nameStart..<bytes.count where bytes[index] < 0x20 && bytes[index] != HTTPCharacters.tab || bytes[index] == 0x7F {
      bytes[index] = HTTPCharacters.space
    }
    fields.append(
      Field(
        nameStart: UInt32(nameStart), nameCount: UInt32(valueStart - nameStart), valueStart: UInt32(valueStart),
        valueCount: UInt32(bytes.count - valueStart)))
  }

  /// Replaces every field of that name by one.
  package mutating func set(_ name: String, _ value: String) {
    remove(name)
    append(name, value)
  }

  /// Removes every field of that name.
  package mutating func remove(_ name: String) {
    fields = fields.filter { !HTTPCharacters.equal(bytes[nameRange($0)], name) }
  }

  /// The first value of that name.
  package subscript(name: String) -> String? { first(name).map { String(decoding: $0, as: UTF8.self) } }

  /// Every value of that name, in order.
  package func values(_ name: String) -> [String] {
    fields.filter { HTTPCharacters.equal(bytes[nameRange($0)], name) }.map { String(decoding: bytes[valueRange($0)], as: UTF8.self) }
  }

  package func contains(_ name: String) -> Bool { first(name) != nil }

  /// How many fields have that name.
  package func count(of name: String) -> Int {
    fields.reduce(0) { $0 + (HTTPCharacters.equal(bytes[nameRange($1)], name) ? 1 : 0) }
  }

  /// The members of a comma-separated list field, over all fields of that name, without the spaces around them; empty ones are skipped.
  package func list(_ name: String) -> [String] {
    var members: [String] = []
    for field in fields where HTTPCharacters.equal(bytes[nameRange(field)], name) {
      for member in bytes[valueRange(field)].split(separator: 0x2C) {
        let trimmed = trim(member)
        if !trimmed.isEmpty { members.append(String(decoding: trimmed, as: UTF8.self)) }
      }
    }
    return members
  }

  /// Whether a comma-separated list field has that member, compared without case.
  package func list(_ name: String, has token: String) -> Bool {
    for field in fields where HTTPCharacters.equal(bytes[nameRange(field)], name) {
      for member in bytes[valueRange(field)].split(separator: 0x2C) where HTTPCharacters.equal(trim(member), token) { return true }
    }
    return false
  }

  /// Calls the body for each field in order.
  package func forEach(_ body: (_ name: String, _ value: String) -> Void) {
    for field in fields { body(String(decoding: bytes[nameRange(field)], as: UTF8.self), String(decoding: bytes[valueRange(field)], as: UTF8.self)) }
  }

  package static func == (left: HTTPHeaders, right: HTTPHeaders) -> Bool {
    left.fields.count == right.fields.count
      && zip(left.fields, right.fields).allSatisfy {
        left.bytes[left.nameRange($0)] == right.bytes[right.nameRange($1)] && left.bytes[left.valueRange($0)] == right.bytes[right.valueRange($1)]
      }
  }

  private func nameRange(_ field: Field) -> Range<Int> { Int(field.nameStart)..<Int(field.nameStart) + Int(field.nameCount) }
  private func valueRange(_ field: Field) -> Range<Int> { Int(field.valueStart)..<Int(field.valueStart) + Int(field.valueCount) }

  private func first(_ name: String) -> ArraySlice<UInt8>? {
    for field in fields where HTTPCharacters.equal(bytes[nameRange(field)], name) { return bytes[valueRange(field)] }
    return nil
  }

  private func trim(_ slice: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var slice = slice
    while let first = slice.first, first == HTTPCharacters.space || first == HTTPCharacters.tab { slice.removeFirst() }
    while let last = slice.last, last == HTTPCharacters.space || last == HTTPCharacters.tab { slice.removeLast() }
    return slice
  }
}

extension HTTPHeaders {
  /// Takes a header section over in one copy.
  /// - Parameter capacity: fields to make room for.
  init(section: Span<UInt8>, _ range: Range<Int>, capacity: Int) {
    bytes.reserveCapacity(range.count)
    for index in range { bytes.append(section[index]) }
    fields.reserveCapacity(capacity)
  }

  /// Notes a field of the section given at the beginning; ranges count from that section's first byte.
  mutating func noteField(name: Range<Int>, value: Range<Int>) {
    fields.append(
      Field(
        nameStart: UInt32(name.lowerBound), nameCount: UInt32(name.count), valueStart: UInt32(value.lowerBound), valueCount: UInt32(value.count)))
  }

  /// Writes `Name: value` lines, each with its line end.
  func write(into output: inout [UInt8]) {
    for field in fields {
      output.append(contentsOf: bytes[nameRange(field)])
      output.append(HTTPCharacters.colon)
      output.append(HTTPCharacters.space)
      output.append(contentsOf: bytes[valueRange(field)])
      output.append(HTTPCharacters.carriageReturn)
      output.append(HTTPCharacters.lineFeed)
    }
  }
}
