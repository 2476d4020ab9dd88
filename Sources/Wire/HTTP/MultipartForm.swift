/// A body of `multipart/form-data` (RFC 7578), taken apart strictly: what browsers and curl send is read, everything else is refused with what is wrong. Nothing
/// is copied but the names; contents are ranges of the body.
package struct MultipartForm: Sendable, Equatable {
  package struct Part: Sendable, Equatable {
    package var name: String
    /// `nil` where the part is no file.
    package var fileName: String?
    package var mediaType: String?
    package var content: Range<Int>

    package init(name: String, fileName: String?, mediaType: String?, content: Range<Int>) {
      self.name = name
      self.fileName = fileName
      self.mediaType = mediaType
      self.content = content
    }
  }

  package struct Failure: Error, Sendable, Equatable {
    /// What was found, and what was expected.
    package var reason: String

    init(_ reason: String) { self.reason = reason }
  }

  package struct Limits: Sendable {
    package var parts = 64
    /// Of the headers of one part.
    package var headerBytes = 8192
    package var nameBytes = 1024

    package init() {}
  }

  package private(set) var parts: [Part] = []

  /// - Parameters:
  ///   - boundary: as `boundary(ofContentType:)` gives it.
  ///   - limits: bounds of what one body may have; its size was bounded before.
  package init(body: [UInt8], boundary: String, limits: Limits = Limits()) throws(Failure) {
    let delimiter = Array("--\(boundary)".utf8)
    guard body.starts(with: delimiter) else { throw Failure("the body does not begin with its boundary") }
    var at = delimiter.count
    while true {
      if body[at...].starts(with: [0x2D, 0x2D]) {
        guard body[(at + 2)...].allSatisfy({ Self.isBlank($0) }) else { throw Failure("something follows the last boundary") }
        return
      }
      while at < body.count, body[at] == 0x20 || body[at] == 0x09 { at += 1 }
      guard body[at...].starts(with: Self.lineEnd) else { throw Failure("a boundary is followed by neither a line end nor two hyphens") }
      guard parts.count < limits.parts else { throw Failure("there are more than \(limits.parts) parts") }
      at += 2
      var part = try Self.head(body, &at, limits)
      guard let end = Self.find(Self.lineEnd + delimiter, in: body, from: at) else {
        throw Failure("the part \"\(part.name)\" does not end with a boundary")
      }
      part.content = at..<end
      parts.append(part)
      at = end + 2 + delimiter.count
    }
  }

  /// The parameter of the header `Content-Type` that the parts are told apart by (RFC 2046 §5.1.1).
  /// - Returns: `nil` for another type, or where it is missing or malformed.
  package static func boundary(ofContentType value: String) -> String? {
    let bytes = Array(value.utf8)
    guard let semicolon = bytes.firstIndex(of: 0x3B) else { return nil }
    let type = String(decoding: bytes[..<semicolon], as: UTF8.self).lowercased().filter { $0 != " " && $0 != "\t" }
    guard type == "multipart/form-data", let parameters = try? parameters(bytes[(semicolon + 1)...]) else { return nil }
    let boundaries = parameters.filter { $0.name == "boundary" }
    guard boundaries.count == 1, let boundary = boundaries.first?.value, (1...70).contains(boundary.utf8.count), !boundary.hasSuffix(" "),
      boundary.utf8.allSatisfy(isBoundaryByte)
    else { return nil }
    return boundary
  }

  // MARK: Parts

  private static let lineEnd: [UInt8] = [0x0D, 0x0A]

  private static func head(_ body: [UInt8], _ at: inout Int, _ limits: Limits) throws(Failure) -> Part {
    var part: Part?
    var mediaType: String?
    let end = min(body.count, at + limits.headerBytes)
    while true {
      guard let lineFeed = body[at..<end].firstIndex(of: 0x0A) else {
        throw Failure("the headers of a part do not end within \(limits.headerBytes) bytes")
      }
      guard lineFeed > at, body[lineFeed - 1] == 0x0D else { throw Failure("a line of a part's headers does not end with CR and LF") }
      let line = body[at..<(lineFeed - 1)]
      at = lineFeed + 1
      if line.isEmpty { break }
      guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex, line[..<colon].allSatisfy(isTokenByte) else {
        throw Failure("a line of a part's headers is no header")
      }
      let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
      guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { throw Failure("a header of a part holds control characters") }
      switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
      case "content-disposition":
        guard part == nil else { throw Failure("a part has two Content-Disposition headers") }
        part = try disposition(value, limits)
      case "content-type": mediaType = String(validating: value, as: UTF8.self)
      case "content-transfer-encoding":
        let encoding = String(decoding: value, as: UTF8.self).lowercased()
        guard ["binary", "8bit", "7bit"].contains(encoding) else { throw Failure("a part is encoded as \(encoding.prefix(32)); expected binary") }
      default: break
      }
    }
    guard var part else { throw Failure("a part has no Content-Disposition") }
    part.mediaType = mediaType
    return part
  }

  private static func disposition(_ value: ArraySlice<UInt8>, _ limits: Limits) throws(Failure) -> Part {
    let semicolon = value.firstIndex(of: 0x3B) ?? value.endIndex
    let kind = String(decoding: value[..<semicolon], as: UTF8.self).lowercased().filter { $0 != " " && $0 != "\t" }
    guard kind == "form-data", semicolon < value.endIndex else { throw Failure("a part's Content-Disposition is not form-data with a name") }
    var name: String?
    var fileName: String?
    for parameter in try parameters(value[(semicolon + 1)...]) {
      guard parameter.value.utf8.count <= limits.nameBytes else {
        throw Failure("a part's \(parameter.name) is longer than \(limits.nameBytes) bytes")
      }
      switch parameter.name {
      case "name":
        guard name == nil else { throw Failure("a part has two names") }
        name = parameter.value
      case "filename":
        guard fileName == nil else { throw Failure("a part has two file names") }
        fileName = parameter.value
      // RFC 7578 §4.2: not to be used here; the plain one is there, too.
      default: break
      }
    }
    guard let name else { throw Failure("a part has no name") }
    return Part(name: name, fileName: fileName, mediaType: nil, content: 0..<0)
  }

  /// `a=b; c="d"`: what browsers escape in quotes (WHATWG HTML: `%0A`, `%0D`, `%22`) and what curl does (a backslash) are both taken back.
  private static func parameters(_ bytes: ArraySlice<UInt8>) throws(Failure) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    var rest = bytes
    while true {
      rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x3B }
      guard !rest.isEmpty else { return found }
      let nameEnd = rest.firstIndex { !isTokenByte($0) } ?? rest.endIndex
      guard nameEnd > rest.startIndex, nameEnd < rest.endIndex, rest[nameEnd] == 0x3D else { throw Failure("a header's parameter is malformed") }
      let name = String(decoding: rest[..<nameEnd], as: UTF8.self).lowercased()
      rest = rest[(nameEnd + 1)...]
      var value: [UInt8] = []
      if rest.first == 0x22 {
        rest = rest.dropFirst()
        var isClosed = false
        while let byte = rest.popFirst() {
          if byte == 0x22 {
            isClosed = true
            break
          }
          if byte == 0x5C, let next = rest.first, next == 0x22 || next == 0x5C {
            value.append(next)
            rest = rest.dropFirst()
          } else {
            value.append(byte)
          }
        }
        guard isClosed else { throw Failure("a quoted parameter does not end") }
      } else {
        let end = rest.firstIndex { !isTokenByte($0) } ?? rest.endIndex
        value = Array(rest[..<end])
        rest = rest[end...]
      }
      guard rest.isEmpty || rest.first == 0x3B || rest.first == 0x20 || rest.first == 0x09 else { throw Failure("a header's parameter is malformed") }
      guard let text = String(validating: value, as: UTF8.self), !value.contains(0) else { throw Failure("a header's parameter is not UTF-8") }
      found.append((name, Self.unescaped(text)))
    }
  }

  private static func unescaped(_ text: String) -> String {
    guard text.contains("%") else { return text }
    var bytes: [UInt8] = []
    let all = Array(text.utf8)
    var at = 0
    while at < all.count {
      if all[at] == 0x25, at + 2 < all.count {
        switch (all[at + 1], all[at + 2]) {
        case (0x32, 0x32):
          bytes.append(0x22)
          at += 3
          continue
        case (0x30, 0x41), (0x30, 0x61), (0x30, 0x44), (0x30, 0x64):
          bytes.append(0x20)
          at += 3
          continue
        default: break
        }
      }
      bytes.append(all[at])
      at += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The first place of a pattern; a search that is never worse than once over the body for what real bodies hold.
  private static func find(_ pattern: [UInt8], in body: [UInt8], from start: Int) -> Int? {
    guard let first = pattern.first, body.count >= pattern.count else { return nil }
    let last = body.count - pattern.count
    var at = start
    while at <= last {
      guard let found = body[at...last].firstIndex(of: first) else { return nil }
      if body[found..<(found + pattern.count)].elementsEqual(pattern) { return found }
      at = found + 1
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

  /// RFC 9110 §5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case 0x21, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
    default: false
    }
  }

  /// RFC 2046 §5.1.1 `bchars`.
  private static func isBoundaryByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20: true
    case 0x27, 0x28, 0x29, 0x2B, 0x5F, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A, 0x3D, 0x3F: true
    default: false
    }
  }
}
