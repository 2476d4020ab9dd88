/// A cell above the headers that says whose they are: `Source`, `Target: DIM_CUSTOMER`, or a system's name.
package struct HeaderBand: Sendable, Equatable {
  package var row: Int
  /// First and last column that it stands over.
  package var columns: ClosedRange<Int>
  package var text: String
  /// `nil` where it is no word for a side: then the text is a name.
  package var side: Layer?
  package var name: String?
  package var concept: HeaderMeaning.Concept?
  package var isMerged: Bool
}

extension HeaderVocabulary {
  /// Reads a band's text: its side, and the name that stands beside the side's word.
  func band(_ text: String, row: Int, columns: ClosedRange<Int>, isMerged: Bool) -> HeaderBand {
    var band = HeaderBand(row: row, columns: columns, text: text, side: nil, name: nil, concept: nil, isMerged: isMerged)
    let (head, tail) = Self.parted(text)
    if let meaning = read(head), let side = meaning.side {
      switch meaning.concept {
      case nil, .system, .table, .schema, .database, .column, .ignored:
        band.side = side
        band.concept = meaning.concept
        let rest = tail ?? Self.names(in: head, vocabulary: self)
        band.name = rest.flatMap { $0.isEmpty || read($0)?.isSideAlone == true ? nil : $0 }
        return band
      default: break
      }
    }
    let words = ComparableText.words(text)
    let sides = words.compactMap { word -> Layer? in
      for case .side(let side) in self.words[word] ?? [] { return side }
      return nil
    }
    if sides.count == 1, words.count <= 5 {
      band.side = sides[0]
      band.name = Self.names(in: text, vocabulary: self)
    } else if let meaning = read(text), let concept = meaning.concept, meaning.name == nil {
      band.concept = concept
    } else {
      band.name = text
    }
    return band
  }

  /// Before and after the first colon, dash between blanks, line end or opening parenthesis.
  static func parted(_ text: String) -> (head: String, tail: String?) {
    let characters = Array(text)
    for (index, character) in characters.enumerated() where index > 0 {
      let isDash = character == "-" && characters[index - 1].isWhitespace && index + 1 < characters.count && characters[index + 1].isWhitespace
      guard [":", "–", "—", "\n", "(", "="].contains(character) || isDash else { continue }
      var tail = ComparableText.trimmed(String(characters[(index + 1)...]))
      if character == "(", tail.hasSuffix(")") { tail.removeLast() }
      return (ComparableText.trimmed(String(characters[..<index])), ComparableText.trimmed(tail))
    }
    return (text, nil)
  }

  /// The words of a text that the vocabulary does not know, as they are written; `nil` where there are none.
  private static func names(in text: String, vocabulary: HeaderVocabulary) -> String? {
    let rest = text.split(whereSeparator: \.isWhitespace).filter { piece in
      let words = ComparableText.words(String(piece))
      return !words.isEmpty && words.contains { vocabulary.words[$0] == nil && Int($0) == nil }
    }
    return rest.isEmpty ? nil : rest.joined(separator: " ")
  }
}
