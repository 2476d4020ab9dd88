extension HeaderVocabulary {
  /// What a header says; `nil` where it says nothing that is known.
  package func read(_ header: String) -> HeaderMeaning? {
    guard header.utf8.count <= 160 else { return nil }
    let all = ComparableText.words(header)
    guard (1...12).contains(all.count) else { return nil }
    if let meaning = headers[all.joined(separator: " ")] { return meaning }
    var words = all
    var number: Int?
    if words.count > 1, let at = words.firstIndex(where: { Int($0) != nil }) {
      number = Int(words[at])
      words.remove(at: at)
      if var meaning = headers[words.joined(separator: " ")] {
        meaning.number = number
        return meaning
      }
    }
    return compose(words, number: number) ?? misspelt(words, number: number)
  }

  /// A header made of words that are known one by one: `Src Fld Nm`.
  private func compose(_ words: [String], number: Int?) -> HeaderMeaning? {
    var sides: [(word: String, side: Layer)] = []
    var concepts: Set<HeaderMeaning.Concept> = []
    var unknown: [String] = []
    var isMisspelt = false
    for word in words {
      guard let found = meanings(of: word) else {
        unknown.append(word)
        continue
      }
      isMisspelt = isMisspelt || found.isMisspelt
      for meaning in found.meanings {
        switch meaning {
        case .side(let side): sides.append((word, side))
        case .concept(let concept): concepts.insert(concept)
        case .filler: break
        }
      }
    }
    guard let side = Self.only(sides) else { return nil }
    let concept = HeaderMeaning.Concept.allCases.first { concepts.contains($0) }
    guard concept != nil || (side.layer != nil && unknown.isEmpty) else { return nil }
    let share = Double(words.count - unknown.count) / Double(words.count)
    // One half of it known is enough where the rest may be a system's name; a longer sentence is no header.
    guard share >= 0.5, unknown.count <= 2 else { return nil }
    return HeaderMeaning(
      side: side.layer, concept: concept, name: unknown.isEmpty ? nil : unknown.joined(separator: " "), number: number,
      quality: share * (isMisspelt ? 0.85 : 1), isMisspelt: isMisspelt)
  }

  /// A whole header with a letter or two wrong.
  private func misspelt(_ words: [String], number: Int?) -> HeaderMeaning? {
    let text = words.joined(separator: " ")
    guard text.count >= 6 else { return nil }
    let near = headers.keys.filter { EditDistance.between(text, $0, limit: text.count >= 10 ? 2 : 1) != nil }
    // The shortest first, then by letters, so that the answer does not hang on the order of a dictionary.
    guard let best = near.min(by: { ($0.count, $0) < ($1.count, $1) }), var meaning = headers[best] else { return nil }
    meaning.number = number
    meaning.quality = 0.85
    meaning.isMisspelt = true
    return meaning
  }

  private static func only(_ sides: [(word: String, side: Layer)]) -> (layer: Layer?, ())? {
    var layers = Set(sides.map(\.side))
    if layers.count > 1 {
      // "to" and "from" only link the others; of a layer and a side ("Target Mart Table") the layer is said more exactly.
      let strong = sides.filter { !["to", "from"].contains($0.word) }
      layers = Set((strong.isEmpty ? sides : strong).map(\.side))
    }
    if layers.count == 2 {
      if layers.contains(.target), !layers.contains(.source) { layers.remove(.target) }
    }
    guard layers.count <= 1 else { return nil }
    return (layers.first, ())
  }

  func meanings(of word: String) -> (meanings: [WordMeaning], isMisspelt: Bool)? {
    if let found = words[word] { return (found, false) }
    if word.count > 3, word.hasSuffix("s"), let found = words[String(word.dropLast())] { return (found, false) }
    if let found = parted(word) { return (found, false) }
    guard word.count >= 5 else { return nil }
    let near = words.keys.filter { $0.count >= 5 && EditDistance.between(word, $0, limit: word.count >= 9 ? 2 : 1) != nil }
    guard let best = near.min(by: { ($0.count, $0) < ($1.count, $1) }), let found = words[best] else { return nil }
    return (found, true)
  }

  /// `quelldatenbank`, `srctable`: a side and a word in one.
  private func parted(_ word: String) -> [WordMeaning]? {
    guard word.count >= 6 else { return nil }
    var cut = word.index(word.startIndex, offsetBy: 3)
    while cut < word.endIndex {
      if let head = words[String(word[..<cut])], let tail = words[String(word[cut...])] {
        let sides = head.filter { if case .side = $0 { true } else { false } }
        if !sides.isEmpty { return sides + tail }
      }
      cut = word.index(after: cut)
    }
    return nil
  }
}
