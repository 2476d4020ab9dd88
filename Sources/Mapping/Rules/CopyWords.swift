/// Texts that mean nothing but "the source's value as it is".
package enum CopyWords {
  /// Whether a transformation's cell says so in one of several languages: `Direct Move`, `1:1`, `- >`, `без преобразований`.
  package static func contains(_ text: String) -> Bool {
    words.contains(normal(text))
  }

  /// In small letters, with single blanks, without signs at either side.
  private static func normal(_ text: String) -> String {
    let small = text.lowercased().map { $0.isWhitespace || $0 == "_" ? " " : $0 }
    let blanks = String(small).split(separator: " ").joined(separator: " ")
    // `->` is all signs.
    guard blanks.contains(where: { $0.isLetter || $0.isNumber }) else { return blanks.filter { $0 != " " } }
    var rest = blanks[...]
    while let last = rest.last, ".;:!()\"'".contains(last) { rest = rest.dropLast() }
    while let first = rest.first, "(\"'".contains(first) { rest = rest.dropFirst() }
    return rest.replacing("-", with: " ").split(separator: " ").joined(separator: " ")
  }

  private static let words: Set<String> = {
    let texts = [
      // Signs.
      "->", "-->", "=>", "→", "➔", "⇒", "-", "--", "—", "–", "1:1", "1 : 1", "1 1", "1 to 1", "1:1 mapping", "1:1 map", "1:1 copy", "1:1 move", "n/a",
      "na", "=",
      // English
      "direct", "direct move", "direct map", "direct mapping", "direct copy", "direct load", "direct pull", "direct transfer", "direct from source",
      "directly mapped", "directly map", "map directly", "mapped directly", "move directly", "straight", "straight move", "straight map",
      "straight mapping",
      "straight copy", "straight load", "straight pull", "straight through", "no transformation", "no transformations", "no transformation required",
      "no transformation needed", "no transform", "no transformation rule", "no change", "no changes", "no conversion", "no logic", "none", "nil",
      "as is",
      "asis", "copy", "copy as is", "move", "move as is", "load as is", "take as is", "pull as is", "map as is", "populate as is", "pass through",
      "passthrough",
      "pass thru", "one to one", "one to one mapping", "same", "same as source", "same value", "unchanged", "identity", "not applicable",
      "copy column",
      "copy value", "copied", "copy directly", "direct assignment", "simple copy", "simple move", "no transformation direct",
      "no transformation applied",
      // German
      "direkt", "direkte übernahme", "direktübernahme", "übernahme", "übernehmen", "1:1 übernahme", "1:1 übernehmen", "unverändert",
      "keine transformation",
      "ohne transformation", "keine umwandlung", "kopieren", "kopie", "direkte zuordnung", "eins zu eins", "keine", "keine änderung",
      // Russian
      "без преобразований", "без преобразования", "без изменений", "без изменения", "без трансформации", "без трансформаций", "напрямую",
      "прямое копирование",
      "прямой перенос", "прямая загрузка", "прямой маппинг", "копирование", "копировать", "копия", "как есть", "один к одному", "1 к 1", "прямо",
      "нет",
      // Polish
      "bez zmian", "bez transformacji", "bez przekształceń", "bez przekształcenia", "bezpośrednio", "kopia", "kopiuj", "kopiowanie", "przepisz",
      "przepisanie",
      "jeden do jednego", "1 do 1", "mapowanie bezpośrednie", "bezpośrednie", "brak", "brak transformacji",
      // Spanish and Portuguese
      "directo", "directa", "copia directa", "mapeo directo", "carga directa", "sin transformación", "sin transformacion", "sin cambios",
      "sin cambio", "copiar",
      "copia", "igual", "uno a uno", "ninguna", "ninguno", "tal cual", "direto", "cópia", "sem transformação", "sem alteração", "mapeamento direto",
      // French and Italian
      "copie", "copie directe", "sans transformation", "tel quel", "inchangé", "identique", "aucune", "aucune transformation", "diretto", "nessuna",
      "nessuna trasformazione", "senza trasformazione",
      // Hebrew
      "ללא שינוי", "ללא המרה", "ישיר", "העתקה", "העתק", "אחד לאחד",
    ]
    return Set(texts.map(normal))
  }()
}
