import Mapping

/// Judges a script by its signs alone: every quote and comment ends, every bracket has its other one.
enum BalancedScript {
  /// What does not balance, and in which line; `nil` when all does.
  static func complaint(_ script: String, dialect: Dialect) -> String? {
    var signs = Signs(script, dialect: dialect)
    return signs.complaint()
  }

  private struct Signs {
    private let bytes: [UInt8]
    private let dialect: Dialect
    private var index = 0
    private var line = 1
    private var open: [(closing: UInt8, line: Int)] = []

    init(_ script: String, dialect: Dialect) {
      bytes = Array(script.utf8)
      self.dialect = dialect
    }

    mutating func complaint() -> String? {
      while index < bytes.count {
        let start = line
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        guard step() else { return "what begins in line \(start) does not end, or ends what did not begin" }
      }
      return open.last.map { "the bracket of line \($0.line) is not closed" }
    }

    /// Takes the next sign, text or comment. - Returns: whether it ends, and whether a closing bracket is the one that is wanted.
    private mutating func step() -> Bool {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch byte {
      case UInt8(ascii: "'"): return skip(to: byte, isEscaped: hasBackslashes || isAfterE)
      case UInt8(ascii: "\""): return skip(to: byte, isEscaped: dialect == .spark || dialect == .bigquery || dialect == .pyspark)
      case UInt8(ascii: "`") where dialect == .spark || dialect == .bigquery: return skip(to: byte, isEscaped: dialect == .bigquery)
      case UInt8(ascii: "[") where dialect == .sqlserver: return skip(to: UInt8(ascii: "]"), isEscaped: false)
      case UInt8(ascii: "#") where dialect == .pyspark: return skipLine()
      case UInt8(ascii: "-") where next == byte && dialect != .pyspark: return skipLine()
      case UInt8(ascii: "/") where next == UInt8(ascii: "*") && dialect != .pyspark: return skipComment()
      case UInt8(ascii: "("): push(UInt8(ascii: ")"))
      case UInt8(ascii: "["): push(UInt8(ascii: "]"))
      case UInt8(ascii: "{"): push(UInt8(ascii: "}"))
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard open.popLast()?.closing == byte else { return false }
        index += 1
      default: index += 1
      }
      return true
    }

    private var hasBackslashes: Bool { [.spark, .bigquery, .snowflake, .pyspark].contains(dialect) }
    private var isAfterE: Bool { dialect == .postgres && index > 0 && bytes[index - 1] == UInt8(ascii: "E") }

    private mutating func push(_ closing: UInt8) {
      open.append((closing, line))
      index += 1
    }

    /// A quote written twice stands for itself.
    private mutating func skip(to closing: UInt8, isEscaped: Bool) -> Bool {
      index += 1
      while index < bytes.count {
        let byte = bytes[index]
        if byte == UInt8(ascii: "\n") { line += 1 }
        if isEscaped, byte == UInt8(ascii: "\\") {
          index += 2
        } else if byte == closing {
          index += 1
          guard index < bytes.count, bytes[index] == closing, dialect != .pyspark else { return true }
          index += 1
        } else {
          index += 1
        }
      }
      return false
    }

    private mutating func skipLine() -> Bool {
      while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      return true
    }

    private mutating func skipComment() -> Bool {
      index += 2
      while index + 1 < bytes.count {
        if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
          index += 2
          return true
        }
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        index += 1
      }
      return false
    }
  }
}
