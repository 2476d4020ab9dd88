/// The local name of an element, as expat holds it: borrowed for the call that hands it over.
struct XMLName {
  let base: UnsafePointer<UInt8>
  let count: Int

  /// - Parameter qualified: ended by a zero. What stands before a colon is passed over: programs choose prefixes as they like.
  @inline(__always)
  init(_ qualified: UnsafePointer<CChar>) {
    let bytes = UnsafeRawPointer(qualified).assumingMemoryBound(to: UInt8.self)
    var start = 0
    var end = 0
    while bytes[end] != 0 {
      if bytes[end] == UInt8(ascii: ":") { start = end + 1 }
      end += 1
    }
    base = bytes + start
    count = end - start
  }

  @inline(__always)
  static func ~= (pattern: StaticString, name: XMLName) -> Bool {
    guard pattern.utf8CodeUnitCount == name.count else { return false }
    let expected = pattern.utf8Start
    for index in 0..<name.count where expected[index] != name.base[index] { return false }
    return true
  }
}

/// The attributes of an element, borrowed as its name is. Names are local ones.
struct XMLAttributes {
  let base: UnsafeMutablePointer<UnsafePointer<CChar>?>

  subscript(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    var index = 0
    while let key = base[index], let value = base[index + 1] {
      if name ~= XMLName(key) { return Self.bytes(value) }
      index += 2
    }
    return nil
  }

  func text(_ name: StaticString) -> String? { self[name].map { String(decoding: $0, as: UTF8.self) } }

  /// `nil` where it is missing or no whole number.
  func integer(_ name: StaticString) -> Int? {
    guard let bytes = self[name], !bytes.isEmpty, bytes.count <= 12 else { return nil }
    var value = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte & 0xf)
    }
    return value
  }

  /// `1`, `true` or `on`.
  func flag(_ name: StaticString) -> Bool {
    guard let bytes = self[name] else { return false }
    return bytes.elementsEqual("1".utf8) || bytes.elementsEqual("true".utf8) || bytes.elementsEqual("on".utf8)
  }

  @inline(__always)
  static func bytes(_ value: UnsafePointer<CChar>) -> UnsafeBufferPointer<UInt8> {
    let start = UnsafeRawPointer(value).assumingMemoryBound(to: UInt8.self)
    var count = 0
    while start[count] != 0 { count += 1 }
    return UnsafeBufferPointer(start: start, count: count)
  }
}
