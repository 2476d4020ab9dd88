import Wire

/// Forms: contents lie in the body, one after the other, and hold no boundary; what was read, written again, is read the same.
enum MultipartFuzz {
  static func complaint(_ input: [UInt8]) -> String? {
    guard let boundary = boundary(input) else { return nil }
    guard let form = try? MultipartForm(body: input, boundary: boundary) else { return nil }
    var end = 0
    for part in form.parts {
      if part.content.lowerBound < end || part.content.upperBound > input.count { return "the content of \(part.name) is not in its place" }
      end = part.content.upperBound
    }
    var again: [UInt8] = []
    for part in form.parts {
      let file = part.fileName.map { "; filename=\"\(escaped($0))\"" } ?? ""
      again += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(escaped(part.name))\"\(file)\r\n\r\n".utf8)
      again += input[part.content] + [0x0D, 0x0A]
    }
    again += Array("--\(boundary)--".utf8)
    guard let second = try? MultipartForm(body: again, boundary: boundary, limits: roomy) else { return "what was read cannot be read again" }
    let same = zip(form.parts, second.parts).allSatisfy { old, new in
      old.name == new.name && old.fileName == new.fileName && input[old.content].elementsEqual(again[new.content])
    }
    return same && form.parts.count == second.parts.count ? nil : "what was read is not what was written"
  }

  private static var roomy: MultipartForm.Limits {
    var limits = MultipartForm.Limits()
    limits.headerBytes = 1 << 16
    limits.nameBytes = 1 << 14
    return limits
  }

  /// The input's own first line, where that is a boundary.
  private static func boundary(_ input: [UInt8]) -> String? {
    guard input.starts(with: [0x2D, 0x2D]), let end = input.firstIndex(of: 0x0D), (3...72).contains(end) else { return nil }
    let text = String(decoding: input[2..<end], as: UTF8.self)
    return MultipartForm.boundary(ofContentType: "multipart/form-data; boundary=\"\(text)\"") == text ? text : nil
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : String($1) }
  }
}
