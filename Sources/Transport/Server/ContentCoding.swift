import Wire

/// Whether a client takes compressed answers (RFC 9110 section 12.5.3).
enum ContentCoding {
  /// Whether gzip is acceptable and not less welcome than no compression. What cannot be read counts as not said.
  static func acceptsGzip(_ headers: HTTPHeaders) -> Bool {
    var gzip: Int?
    var identity: Int?
    var others: Int?
    for member in headers.list("accept-encoding") {
      let parts = member.split(separator: ";", omittingEmptySubsequences: false)
      guard let coding = parts.first.map({ trimmed($0).lowercased() }), let weight = weight(parts.dropFirst()) else { continue }
      switch coding {
      case "gzip", "x-gzip": gzip = max(gzip ?? 0, weight)
      case "identity": identity = weight
      case "*": others = weight
      default: break
      }
    }
    guard let wanted = gzip ?? others else { return false }
    return wanted > 0 && wanted >= identity ?? 0
  }

  /// In thousandths. - Returns: `nil` for what is no weight.
  private static func weight(_ parameters: ArraySlice<Substring>) -> Int? {
    guard let parameter = parameters.first else { return 1000 }
    let text = trimmed(parameter).lowercased()
    guard parameters.count == 1, text.hasPrefix("q=") else { return nil }
    let digits = Array(text.utf8.dropFirst(2))
    guard (1...5).contains(digits.count), digits.count != 2, digits[0] == 0x30 || digits[0] == 0x31, digits.count == 1 || digits[1] == 0x2E else {
      return nil
    }
    var fraction = 0
    for place in 0..<3 {
      let digit = 2 + place < digits.count ? digits[2 + place] : 0x30
      guard (0x30...0x39).contains(digit) else { return nil }
      fraction = fraction * 10 + Int(digit - 0x30)
    }
    return min(1000, Int(digits[0] - 0x30) * 1000 + fraction)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
