/// What a type's cell says: `int (PK)`, `VARCHAR(100 BYTE) NOT NULL`.
package struct DataTypeReading: Sendable, Equatable {
  package var type: DataType
  package var isPrimaryKey: Bool
  /// `nil` where the cell does not say.
  package var isNullable: Bool?

  /// - Returns: `nil` where the text is no type that is known.
  package init?(_ text: String) {
    var words = Self.words(of: text)
    guard let name = words.first, !name.isEmpty, text.utf8.count <= 200 else { return nil }
    words.removeFirst()
    isPrimaryKey = words.contains { $0 == "PK" } || words.contains("PRIMARY")
    isNullable = nil
    if let null = words.firstIndex(of: "NULL") { isNullable = null == 0 || words[null - 1] != "NOT" }
    let numbers = Self.leadingNumbers(of: words)
    let rest = words.filter { Int($0) == nil }
    guard let type = Self.type(name: name, rest: rest, numbers: numbers, isMaximal: words.first == "MAX") else { return nil }
    self.type = type
  }

  /// In capitals, cut at every sign; `Date/Time` is two.
  private static func words(of text: String) -> [String] {
    text.uppercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.flatMap { word -> [String] in
      // VARCHAR2, INT64, DATETIME2 keep their digits; VARCHAR50 does not.
      let digits = word.reversed().prefix { $0.isNumber }.count
      guard digits > 0, digits < word.count, names[String(word)] == nil else { return [String(word)] }
      return [String(word.dropLast(digits)), String(word.suffix(digits))]
    }
  }

  private static func leadingNumbers(of words: [String]) -> [Int] {
    var numbers: [Int] = []
    for word in words {
      if let number = Int(word) { numbers.append(number) } else if word != "MAX" && !["VARYING", "PRECISION"].contains(word) { break }
    }
    return numbers
  }

  private enum Family {
    case integer(Int), number, money(Int), double, boolean, text, unlimitedText, date, timestamp, zonedTimestamp, time, binary, json, unknown
  }

  private static func type(name: String, rest: [String], numbers: [Int], isMaximal: Bool) -> DataType? {
    guard let family = names[name] else { return nil }
    let isZoned = rest.contains("ZONE") && !rest.contains("WITHOUT")
    switch family {
    case .integer(let bits): return .integer(bits: bits)
    case .number:
      guard let precision = numbers.first else { return .decimal(precision: nil, scale: nil) }
      let scale = numbers.count > 1 ? numbers[1] : 0
      guard (1...1000).contains(precision), (0...precision).contains(scale) else { return nil }
      return .decimal(precision: precision, scale: scale)
    case .money(let precision): return .decimal(precision: precision, scale: 4)
    case .double: return .double
    case .boolean: return .boolean
    case .text:
      // VARCHAR(MAX), CHAR VARYING.
      guard let length = numbers.first, !isMaximal, !rest.contains("LARGE") else {
        return rest.first == "LARGE" && name == "BINARY" ? .binary : .text(length: nil)
      }
      return length > 0 ? .text(length: length) : nil
    case .unlimitedText: return .text(length: nil)
    case .date: return rest.first == "TIME" ? .timestamp(withTimeZone: false) : .date
    case .timestamp: return .timestamp(withTimeZone: isZoned)
    case .zonedTimestamp: return .timestamp(withTimeZone: true)
    case .time: return rest.first == "STAMP" ? .timestamp(withTimeZone: isZoned) : .time
    case .binary: return .binary
    case .json: return .json
    case .unknown: return .unknown
    }
  }

  private static let names: [String: Family] = {
    let families: [(Family, String)] = [
      (.integer(16), "SMALLINT INT2 TINYINT SHORT BYTE INT16 BYTEINT SMALLSERIAL YEAR"),
      (.integer(32), "INT INTEGER INT4 MEDIUMINT INT32 SERIAL COUNTER AUTONUMBER GANZZAHL ENTERO ЦЕЛОЕ"),
      (.integer(64), "BIGINT INT8 LONG INT64 BIGSERIAL LONGINT HUGEINT UBIGINT IDENTITY BIGINTEGER"),
      (.number, "NUMBER NUMERIC DECIMAL DEC FIXED BIGNUMERIC BIGDECIMAL ЧИСЛО LICZBA ZAHL NUMERO NÚMERO DEZIMAL CURRENCY"),
      (.money(19), "MONEY"), (.money(10), "SMALLMONEY"),
      (.double, "DOUBLE FLOAT REAL FLOAT4 FLOAT8 FLOAT32 FLOAT64 BINARY_DOUBLE BINARY_FLOAT DOUBLE_PRECISION"),
      (.boolean, "BOOLEAN BOOL BIT LOGICAL YESNO"),
      (
        .text,
        "VARCHAR VARCHAR2 NVARCHAR NVARCHAR2 CHAR NCHAR CHARACTER STRING STR BPCHAR ALPHANUMERIC NATIONAL СТРОКА ТЕКСТ TEKST TEXTO CADENA TEXT"
      ),
      (.unlimitedText, "CLOB NCLOB NTEXT LONGTEXT MEDIUMTEXT TINYTEXT UUID GUID UNIQUEIDENTIFIER XML ENUM CITEXT LONGVARCHAR MEMO NAME SYSNAME"),
      (.date, "DATE DATE32 ДАТА DATA FECHA DATUM"),
      (.timestamp, "TIMESTAMP DATETIME DATETIME2 SMALLDATETIME TIMESTAMP_NTZ TIMESTAMPNTZ DATETIME64"),
      (.zonedTimestamp, "TIMESTAMPTZ DATETIMEOFFSET TIMESTAMP_TZ TIMESTAMP_LTZ TIMESTAMPLTZ"),
      (.time, "TIME TIMETZ"), (.binary, "BINARY VARBINARY BYTEA BLOB RAW BYTES IMAGE LONGBLOB MEDIUMBLOB TINYBLOB ROWVERSION"),
      (.json, "JSON JSONB VARIANT SUPER OBJECT STRUCT MAP ARRAY"), (.unknown, "UNKNOWN"),
    ]
    var table: [String: Family] = [:]
    for (family, spellings) in families {
      for spelling in spellings.split(separator: " ") { table[String(spelling)] = family }
    }
    return table
  }()
}

extension DataType {
  /// A type in any engine's spelling; what stands around it (`(PK)`, `NOT NULL`) is left out. `nil` where it is none that is known.
  package init?(reading text: String) {
    guard let reading = DataTypeReading(text) else { return nil }
    self = reading.type
  }
}
