extension HTTPRequestHead {
  /// Reads a whole head. Line ends, control characters, folded lines and the head's size have been checked by who found its end.
  /// - Parameters:
  ///   - bytes: where the head lies.
  ///   - range: from the method's first byte to the end of the empty line.
  init(parsing bytes: Span<UInt8>, _ range: Range<Int>, limits: HTTPLimits) throws(HTTPFailure) {
    let lineEnd = Self.lineEnd(bytes, from: range.lowerBound)
    let firstSpace = Self.index(of: HTTPCharacters.space, in: bytes, range.lowerBound..<lineEnd)
    let method = try Self.method(bytes, range.lowerBound..<(firstSpace ?? lineEnd))
    guard let firstSpace, let secondSpace = Self.index(of: HTTPCharacters.space, in: bytes, firstSpace + 1..<lineEnd) else {
      throw .malformed("a request line is METHOD TARGET HTTP/1.1 with one space between the parts")
    }
    let version = try Self.version(bytes, secondSpace + 1..<lineEnd)
    let targetRange = firstSpace + 1..<secondSpace
    guard targetRange.count <= limits.targetBytes else {
      throw HTTPFailure(414, .targetTooLong, "a target may have \(limits.targetBytes) bytes and has \(targetRange.count)")
    }
    if method == .other("CONNECT") { throw HTTPFailure(501, .notImplemented, "this server is no proxy: CONNECT is not implemented") }
    guard let targetText = String(validating: Self.copy(bytes, targetRange), as: UTF8.self) else {
      throw .malformed("a target has visible ASCII characters only; encode others with %")
    }
    let target = try HTTPTarget(targetText, method: method)
    let headers = try Self.headers(bytes, lineEnd + 2..<range.upperBound - 2, limits: limits)
    try Self.checkHost(headers, version: version)
    self.init(
      method: method, target: target, version: version, headers: headers, framing: try HTTPBodyFraming(headers: headers, version: version))
  }

  private static func method(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(HTTPFailure) -> HTTPMethod {
    for index in range where !HTTPCharacters.isToken(bytes[index]) {
      throw .malformed("a request begins with its method and one space")
    }
    guard !range.isEmpty else { throw .malformed("a request begins with its method and one space") }
    guard range.count <= 32 else { throw HTTPFailure(501, .notImplemented, "no method here has more than 32 characters") }
    return HTTPMethod(String(decoding: copy(bytes, range), as: UTF8.self))
  }

  private static func version(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(HTTPFailure) -> HTTPVersion {
    let text = copy(bytes, range)
    guard text.count == 8, text.starts(with: "HTTP/".utf8), HTTPCharacters.isDigit(text[5]), text[6] == 0x2E, HTTPCharacters.isDigit(text[7]) else {
      throw .malformed("a request line ends in HTTP/1.1 or HTTP/1.0")
    }
    guard text[5] == 0x31 else {
      throw HTTPFailure(505, .versionNotSupported, "this server speaks HTTP/1.1 and HTTP/1.0; found \(String(decoding: text, as: UTF8.self))")
    }
    return text[7] == 0x30 ? .http10 : .http11
  }

  private static func headers(_ bytes: Span<UInt8>, _ range: Range<Int>, limits: HTTPLimits) throws(HTTPFailure) -> HTTPHeaders {
    var count = 0
    var start = range.lowerBound
    while start < range.upperBound {
      start = lineEnd(bytes, from: start) + 2
      count += 1
    }
    guard count <= limits.headerCount else {
      throw HTTPFailure(431, .tooManyHeaders, "a request may have \(limits.headerCount) header lines and has \(count)")
    }
    var headers = HTTPHeaders(section: bytes, range, capacity: count)
    start = range.lowerBound
    while start < range.upperBound {
      let end = lineEnd(bytes, from: start)
      let (name, value) = try field(bytes, start..<end)
      headers.noteField(
        name: name.lowerBound - range.lowerBound..<name.upperBound - range.lowerBound,
        value: value.lowerBound - range.lowerBound..<value.upperBound - range.lowerBound)
      start = end + 2
    }
    return headers
  }

  /// Name and value of one header line without its line end; also judges trailers.
  static func field(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(HTTPFailure) -> (name: Range<Int>, value: Range<Int>) {
    var colon = line.lowerBound
    while colon < line.upperBound, HTTPCharacters.isToken(bytes[colon]) { colon += 1 }
    guard colon < line.upperBound, bytes[colon] == HTTPCharacters.colon, colon > line.lowerBound else {
      throw .malformed("a header line is a name of token characters, directly followed by a colon, and a value")
    }
    var start = colon + 1
    var end = line.upperBound
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    var ascii = true
    for index in start..<end where bytes[index] >= 0x80 { ascii = false }
    if !ascii, String(validating: copy(bytes, start..<end), as: UTF8.self) == nil { throw .malformed("a header's value is no UTF-8") }
    return (line.lowerBound..<colon, start..<end)
  }

  private static func checkHost(_ headers: HTTPHeaders, version: HTTPVersion) throws(HTTPFailure) {
    let hosts = headers.values("host")
    guard hosts.count <= 1, !(hosts.isEmpty && version == .http11) else {
      throw .malformed("a request has one Host header, this one has \(hosts.count)")
    }
    if let host = hosts.first, !HTTPHost.isValid(ArraySlice(host.utf8)) { throw .malformed("Host is a name or an address, and perhaps a port") }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == HTTPCharacters.space || byte == HTTPCharacters.tab }

  /// Where the line's CR stands; every line is known to have one.
  static func lineEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while bytes[index] != HTTPCharacters.carriageReturn { index += 1 }
    return index
  }

  private static func index(of byte: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    for index in range where bytes[index] == byte { return index }
    return nil
  }

  private static func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var copied: [UInt8] = []
    copied.reserveCapacity(range.count)
    for index in range { copied.append(bytes[index]) }
    return copied
  }
}
