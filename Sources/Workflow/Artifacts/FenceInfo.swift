import Domain

/// What the line that opens a fence says about its content: ```` ```python title="hello.py" ````.
package struct FenceInfo: Equatable, Sendable {
  /// The first word in lower case; `nil` when there is none.
  package let language: String?
  package let title: String?

  package init(_ info: String) {
    let trimmed = info.filter { $0 != "\r" && $0 != "\r\n" }
    let words = trimmed.split(whereSeparator: { $0 == " " || $0 == "\t" })
    var language = words.first.map { String($0) } ?? ""
    var title: String?
    // `python:app.py` names the file beside the language.
    if let colon = language.firstIndex(of: ":"), colon != language.startIndex {
      let name = language[language.index(after: colon)...]
      if !name.isEmpty { title = String(name) }
      language = String(language[..<colon])
    }
    language = String(language.drop { $0 == "{" || $0 == "." }.filter { $0 != "}" && $0 != "," }).lowercased()
    for key in ["title=", "filename=", "file="] {
      guard let at = trimmed.firstRange(ofWordBeginning: key) else { continue }
      let rest = trimmed[at.upperBound...]
      if let quote = rest.first, quote == "\"" || quote == "'" {
        title = String(rest.dropFirst().prefix { $0 != quote })
      } else {
        title = String(rest.prefix { $0 != " " && $0 != "}" })
      }
      break
    }
    self.language = language.isEmpty || language.contains("=") ? nil : language
    self.title = title?.isEmpty == true ? nil : title
  }

  /// HTML is rich content; everything else is code.
  package var kind: ArtifactKind {
    switch language {
    case "html", "htm", "xhtml": .html
    default: .code
    }
  }
}

extension StringProtocol {
  fileprivate func firstRange(ofWordBeginning word: String) -> Range<Index>? {
    var at = startIndex
    var isWordStart = true
    while at < endIndex {
      if isWordStart, self[at...].hasPrefix(word) { return at..<index(at, offsetBy: word.count) }
      isWordStart = [" ", "\t", ",", "{"].contains(self[at])
      at = index(after: at)
    }
    return nil
  }
}
