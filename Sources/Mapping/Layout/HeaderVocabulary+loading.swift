import CAssets
import Primitives
import Wire

extension HeaderVocabulary {
  /// Why a vocabulary file is not taken.
  package struct Failure: Error, Equatable {
    package var found: String
    package var fix: String
  }

  /// The words of `Schemas/mapping-headers.json`, as embedded in the program.
  package static let standard: HeaderVocabulary = {
    var vocabulary = HeaderVocabulary()
    var count = 0
    guard let files = unsafe cassets_all(&count) else { return vocabulary }
    for index in 0..<count where unsafe String(cString: files[index].name) == "Schemas/mapping-headers.json" {
      let bytes = unsafe Array(UnsafeBufferPointer(start: files[index].bytes, count: files[index].count))
      // A test reads the same file and fails where it is not sound.
      if (try? vocabulary.add(bytes)) == nil { return HeaderVocabulary() }
    }
    return vocabulary
  }()

  /// Adds the words of a file of the same shape as `Schemas/mapping-headers.json`: what a user's own sheets call things.
  /// - Throws: `Failure` where it is not JSON, or names a role, a layer or a list that there is none of.
  package mutating func add(_ json: [UInt8]) throws(Failure) {
    let document: JSONValue
    do { document = try JSONReader().value(json[...]) } catch {
      throw Failure(found: "the vocabulary is no JSON document: \(error)", fix: "write it as Schemas/mapping-headers.json is written")
    }
    guard let sections = document.fields else {
      throw Failure(found: "the vocabulary is \(document.kindName)", fix: "write an object with headers, words, layers, values, sheets and titles")
    }
    for section in sections where section.key != "about" {
      for list in section.value.fields ?? [] {
        let texts = try Self.texts(of: list, in: section.key)
        try add(texts, section: section.key, list: list.key)
      }
    }
  }

  private mutating func add(_ texts: [String], section: String, list: String) throws(Failure) {
    switch section {
    case "headers":
      let meaning: HeaderMeaning
      if let role = HeaderRole(rawValue: list) {
        meaning = HeaderMeaning(role: role)
      } else if let concept = HeaderMeaning.Concept(rawValue: list) {
        meaning = HeaderMeaning(concept: concept)
      } else {
        throw Self.unknown(list, in: section, known: HeaderRole.allCases.map(\.rawValue) + HeaderMeaning.Concept.allCases.map(\.rawValue))
      }
      for text in texts where !ComparableText.joined(text).isEmpty { headers[ComparableText.joined(text)] = meaning }
    case "words":
      let meaning: WordMeaning
      if list == "filler" {
        meaning = .filler
      } else if let side = Layer(name: list) {
        meaning = .side(side)
      } else if let concept = HeaderMeaning.Concept(rawValue: list) {
        meaning = .concept(concept)
      } else {
        throw Self.unknown(list, in: section, known: ["source", "target", "filler"] + HeaderMeaning.Concept.allCases.map(\.rawValue))
      }
      for text in texts { addWord(text, meaning) }
    case "layers":
      guard let layer = Layer(name: list) else { throw Self.unknown(list, in: section, known: Layer.allCases.map { "\($0)" }) }
      for text in texts { addWord(text, .side(layer)) }
    case "values": values[list, default: []].formUnion(texts.map { ComparableText.value($0) })
    case "sheets": sheets[list, default: []].formUnion(texts.map { ComparableText.joined($0) })
    case "titles": titles[list, default: []].formUnion(texts.map { ComparableText.joined($0) })
    default: throw Self.unknown(section, in: "the vocabulary", known: ["headers", "words", "layers", "values", "sheets", "titles"])
    }
  }

  private mutating func addWord(_ text: String, _ meaning: WordMeaning) {
    let word = ComparableText.joined(text)
    guard !word.isEmpty, !(words[word]?.contains(meaning) ?? false) else { return }
    words[word, default: []].append(meaning)
  }

  private static func texts(of list: JSONField, in section: String) throws(Failure) -> [String] {
    var texts: [String] = []
    for language in list.value.fields ?? [] {
      for element in language.value.array ?? [] {
        guard let text = element.string else {
          throw Failure(found: "\(section).\(list.key).\(language.key) holds \(element.kindName)", fix: "write words in quotes")
        }
        texts.append(text)
      }
    }
    guard !texts.isEmpty else {
      throw Failure(found: "\(section).\(list.key) has no words", fix: "write them by language: {\"en\": [\"first\", \"second\"]}")
    }
    return texts
  }

  private static func unknown(_ name: String, in section: String, known: [String]) -> Failure {
    Failure(found: "\(section) has no list \(name)", fix: "use one of \(known.joined(separator: ", "))")
  }
}
