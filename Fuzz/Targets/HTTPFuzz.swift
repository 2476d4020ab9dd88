import Wire

/// Heads, lengths and chunks: the meaning never depends on how the input is cut, and nothing that two servers could read differently passes.
enum HTTPFuzz {
  private enum Told: Equatable {
    case request(HTTPRequestHead, body: [UInt8])
    case unfinished(HTTPRequestHead)
    case failure(HTTPFailure.Code)
  }

  static func complaint(_ input: [UInt8]) -> String? {
    let cuts = Cuts(input)
    var limits = HTTPLimits()
    // Small enough for the limits to be met.
    if cuts.choice & 1 == 1 {
      limits.headBytes = 192
      limits.targetBytes = 24
      limits.headerCount = 4
      limits.bodyBytes = 32
    }
    if let found = cuts.disagreement({ read($0, limits) }) { return found }
    for told in read([cuts.whole[...]], limits) {
      guard case .request(let head, let body) = told else { continue }
      if let wrong = judge(head, body, limits) { return wrong }
    }
    return nil
  }

  private static func read(_ pieces: [ArraySlice<UInt8>], _ limits: HTTPLimits) -> [Told] {
    var parser = HTTPRequestParser(limits: limits)
    var told: [Told] = []
    var head: HTTPRequestHead?
    var body: [UInt8] = []
    for piece in pieces {
      let bytes = Array(piece)
      var position = 0
      while let event = parser.next(bytes.span, at: &position) {
        switch event {
        case .head(let found): head = found
        case .body(let range): body += bytes[range]
        case .end:
          if let head { told.append(.request(head, body: body)) }
          head = nil
          body = []
        case .failure(let failure):
          head = nil
          told.append(.failure(failure.code))
        }
      }
    }
    if let head { told.append(.unfinished(head)) }
    return told
  }

  /// What every request keeps that was let through.
  private static func judge(_ head: HTTPRequestHead, _ body: [UInt8], _ limits: HTTPLimits) -> String? {
    let lengths = head.headers.count(of: "content-length")
    let codings = head.headers.count(of: "transfer-encoding")
    if lengths > 1 || codings > 1 || lengths + codings > 1 { return "an ambiguous length passed: \(head.headers)" }
    if head.headers.count(of: "host") > 1 || head.version == .http11 && head.host == nil { return "not one host" }
    if head.headers.count > limits.headerCount || head.target.raw.utf8.count > limits.targetBytes || body.count > limits.bodyBytes {
      return "beyond a limit"
    }
    switch head.framing {
    case .none: if !body.isEmpty || codings > 0 { return "a body that nobody announced" }
    case .length(let length): if body.count != length { return "\(body.count) bytes of \(length)" }
    case .chunked: if codings != 1 { return "chunks that nobody announced" }
    }
    var complaint: String?
    head.headers.forEach { name, value in
      if name.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F || $0 == 0x3A }) { complaint = "the name \(name.debugDescription)" }
      if value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) { complaint = "the value \(value.debugDescription)" }
      // What is read as a length must be what every other reader takes for it: bytes of ASCII.
      if name.lowercased() == "transfer-encoding", value.utf8.contains(where: { $0 >= 0x80 }) { complaint = "a coding beyond ASCII" }
    }
    if head.target.raw.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F || $0 == 0x23 }) {
      complaint = "the target \(head.target.raw.debugDescription)"
    }
    if head.target.segments.contains(where: { $0.utf8.contains(0) }) { complaint = "a NUL in the path" }
    return complaint
  }
}
