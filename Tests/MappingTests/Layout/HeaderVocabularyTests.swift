import Mapping
import Testing

struct HeaderVocabularyTests {
  private let vocabulary = HeaderVocabulary.standard

  private func read(_ header: String) -> String {
    guard let meaning = vocabulary.read(header) else { return "?" }
    return [meaning.side.map { "\($0)" }, meaning.concept?.rawValue].compactMap { $0 }.joined(separator: " ")
  }

  @Test(arguments: [
    ("Source Table", "source table"), ("SRC_FIELD", "source column"), ("SRC_FIELD_DATATYPE", "source type"), ("SRC_COLLECTION", "source table"),
    ("DEST_DB", "target database"), ("Target Field Name", "target column"), ("TgtTbl", "target table"), ("Tgt Col Nm", "target column"),
    ("sourceColumn", "source column"), ("Transformation Logic / Rule", "transformation"), ("Business Rules", "transformation"), ("Data Type", "type"),
    ("Is Nullable?", "nullable"), ("PK/FK", "key"), ("Default Value", "default"), ("Staging Table", "staging table"),
    ("DWH Column", "warehouse column"),
    ("Final Column", "target column"), ("Comments", "notes"), ("Source", "source"), ("To Table", "target table"), ("Stage Field", "staging column"),
  ])
  func `English headers are read by their words`(header: String, meaning: String) {
    #expect(read(header) == meaning)
  }

  @Test(arguments: [
    ("Quelltabelle", "source table"), ("Zielspalte", "target column"), ("Quelldatenbank", "source database"), ("Datentyp", "type"),
    ("Bemerkung", "notes"),
    ("Tabela źródłowa", "source table"), ("Kolumna docelowa", "target column"), ("Pole zrodlowe", "source column"),
    ("Reguła transformacji", "transformation"),
    ("Typ danych", "type"), ("Uwagi", "notes"), ("Таблица источника", "source table"), ("Целевое поле", "target column"),
    ("Правило преобразования", "transformation"), ("Тип данных", "type"), ("Поле приёмника", "target column"), ("טבלת מקור", "source table"),
    ("שדה יעד", "target column"), ("טרנספורמציה", "transformation"), ("סוג נתונים", "type"), ("Tabla origen", "source table"),
    ("Campo destino", "target column"),
    ("Regla de transformación", "transformation"), ("Tipo de dato", "type"), ("Table source", "source table"), ("Colonne cible", "target column"),
    ("Règle de gestion", "transformation"), ("Type de données", "type"),
  ])
  func `headers of other languages are read`(header: String, meaning: String) {
    #expect(read(header) == meaning)
  }

  @Test(arguments: [
    ("Soruce Table", "source table"), ("Tagret Colunm", "target column"), ("Trasformation", "transformation"), ("Destnation Field", "target column"),
    ("Transfromation Rule", "transformation"), ("Souce Filed", "source column"), ("Coments", "notes"),
  ])
  func `misspelt headers are found and marked`(header: String, meaning: String) {
    #expect(read(header) == meaning)
    #expect(vocabulary.read(header)?.isMisspelt == true)
    #expect((vocabulary.read(header)?.quality ?? 1) < 1)
  }

  @Test(arguments: ["customer_id", "SRC_CONFIG", "This is just example, not an exact mapping from any dataset", "42", "", "crm.customers"])
  func `what is no header is none`(text: String) {
    #expect(vocabulary.read(text)?.concept == nil)
  }

  @Test(arguments: ["Direct", "Direct Move", "No Transformation", "- >", "->", "1:1", "1 : 1", "без преобразований", "Straight move.", "AS-IS"])
  func `words for a copy are known`(text: String) {
    #expect(vocabulary.isCopy(text))
  }

  @Test(arguments: ["-", "—", "None", "Nil", "NA", "N/A", "\"Nil\"", " n/a ", "нет", "brak"])
  func `words for nothing are known, quoted ones too`(text: String) {
    #expect(vocabulary.isNothing(text))
  }

  @Test func `NULL and TBD are no words for no rule`() {
    #expect(!vocabulary.isNoRule("NULL"))
    #expect(!vocabulary.isNoRule("TBD"))
    #expect(vocabulary.isNoRule("NA"))
  }

  @Test func `a user's file of the same shape adds words`() throws {
    var vocabulary = HeaderVocabulary.standard
    #expect(vocabulary.read("Herkomst") == nil)
    try vocabulary.add(Array(#"{"headers":{"source_column":{"nl":["herkomst"]}},"values":{"copy":{"nl":["zoals het is"]}}}"#.utf8))
    #expect(vocabulary.read("Herkomst")?.concept == .column)
    #expect(vocabulary.isCopy("Zoals het is"))
  }

  @Test(arguments: [
    #"{"headers":{"source_colum":{"en":["x"]}}}"#, #"{"layers":{"cellar":{"en":["x"]}}}"#, #"{"words":{"source":{"en":[1]}}}"#,
    #"{"wörter":{"source":{"en":["x"]}}}"#,
    "[1", #"["x"]"#,
  ])
  func `a user's file that names what there is not is refused with what there is`(json: String) {
    var vocabulary = HeaderVocabulary()
    #expect(throws: HeaderVocabulary.Failure.self) { try vocabulary.add(Array(json.utf8)) }
  }
}
