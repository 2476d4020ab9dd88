/// A piece of SQL that knows how tightly its outermost operator binds, so that it is put in parentheses where it must be and nowhere else. Written as a literal:
/// `"NULLIF(\(divisor), 0)"`; what is interpolated stands between commas or parentheses unless it says above which operator it stands.
struct SQL: Sendable, ExpressibleByStringInterpolation {
  /// Ascending. Where dialects differ (`||`) the order is the one that is safe in all of them.
  enum Binding: Int, Sendable, Comparable {
    case or, and, not, comparison, concatenation, additive, multiplicative, sign, primary

    static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
  }

  var layout: SQLLayout
  var binding: Binding

  init(_ layout: SQLLayout, binding: Binding = .primary) {
    self.layout = layout
    self.binding = binding
  }

  init(_ text: String) {
    self.init(.text(text))
  }

  init(stringLiteral text: String) {
    self.init(text)
  }

  init(stringInterpolation pieces: Pieces) {
    self.init(.sequence(pieces.layouts))
  }

  struct Pieces: StringInterpolationProtocol {
    var layouts: [SQLLayout] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { layouts.append(.text(text)) }
    }

    mutating func appendInterpolation(_ sql: SQL) {
      layouts.append(sql.layout)
    }

    mutating func appendInterpolation(_ sql: SQL, _ least: Binding) {
      layouts.append(sql.atLeast(least).layout)
    }

    /// Text of the program's own making: type names, format patterns already quoted.
    mutating func appendInterpolation(raw text: String) {
      appendLiteral(text)
    }

    mutating func appendInterpolation(_ number: Int) {
      appendLiteral(String(number))
    }
  }

  func bound(_ binding: Binding) -> SQL { SQL(layout, binding: binding) }

  /// In parentheses when its operator binds less tightly than `least`.
  func atLeast(_ least: Binding) -> SQL { binding >= least ? self : parenthesized }

  var parenthesized: SQL {
    SQL(.group(.sequence([.text("("), .indented(.sequence([.joint, layout])), .joint, .text(")")])))
  }

  /// On one line.
  var flat: String { layout.lines(column: 0, indentation: 0, width: .max)[0] }

  static func call(_ name: String, _ arguments: [SQL]) -> SQL {
    call(head: name + "(", arguments, tail: ")")
  }

  static func call(_ name: String, _ arguments: SQL...) -> SQL { call(name, arguments) }

  /// As `call`, with words before the first argument or after the last.
  static func call(head: String, _ arguments: [SQL], tail: String) -> SQL {
    guard !arguments.isEmpty else { return SQL(head + tail) }
    return SQL(.group(.sequence([.text(head), .indented(.sequence([.joint, list(arguments).layout])), .joint, .text(tail)])))
  }

  /// With commas, each on a line of its own where they do not fit on one.
  static func list(_ items: [SQL]) -> SQL {
    var parts: [SQLLayout] = []
    for (index, item) in items.enumerated() {
      if index > 0 { parts += [.text(","), .space] }
      parts.append(item.layout)
    }
    return SQL(.sequence(parts))
  }

  /// A chain of one operator, broken in front of it.
  static func chain(_ operands: [SQL], _ operatorText: String, _ binding: Binding, operandsAtLeast least: Binding? = nil) -> SQL {
    guard operands.count > 1 else { return operands[0] }
    var parts: [SQLLayout] = []
    for (index, operand) in operands.enumerated() {
      let bound = operand.atLeast(least ?? binding).layout
      if index == 0 { parts.append(bound) } else { parts += [.space, .text(operatorText + " "), bound] }
    }
    return SQL(.group(.sequence([parts[0], .indented(.sequence(Array(parts.dropFirst())))])), binding: binding)
  }

  static func infix(_ left: SQL, _ operatorText: String, _ right: SQL, _ binding: Binding, leftAtLeast: Binding, rightAtLeast: Binding) -> SQL {
    SQL(
      .group(
        .sequence([
          left.atLeast(leftAtLeast).layout, .indented(.sequence([.space, .text(operatorText + " "), right.atLeast(rightAtLeast).layout])),
        ])), binding: binding)
  }

  static func comparison(_ left: SQL, _ operatorText: String, _ right: SQL) -> SQL {
    infix(left, operatorText, right, .comparison, leftAtLeast: .concatenation, rightAtLeast: .concatenation)
  }

  static func all(_ conditions: [SQL]) -> SQL { chain(conditions, "AND", .and) }

  static func any(_ conditions: [SQL]) -> SQL { chain(conditions, "OR", .or) }

  /// `CASE WHEN … THEN … ELSE … END`.
  static func searchedCase(_ branches: [(condition: SQL, result: SQL)], otherwise: SQL? = nil) -> SQL {
    var parts: [SQLLayout] = []
    for branch in branches {
      parts += [
        .space, .group(.sequence([.text("WHEN "), branch.condition.layout, .indented(.sequence([.space, .text("THEN "), branch.result.layout]))])),
      ]
    }
    if let otherwise { parts += [.space, .text("ELSE "), otherwise.layout] }
    return SQL(.group(.sequence([.text("CASE"), .indented(.sequence(parts)), .space, .text("END")])))
  }

  static func when(_ condition: SQL, then result: SQL, otherwise: SQL? = nil) -> SQL {
    searchedCase([(condition, result)], otherwise: otherwise)
  }

  static func cast(_ sql: SQL, _ type: String, with word: String = "CAST") -> SQL {
    SQL(.group(.sequence([.text(word + "("), .indented(.sequence([.joint, sql.layout, .space, .text("AS " + type)])), .joint, .text(")")])))
  }

  func isNull(negated: Bool = false) -> SQL { SQL("\(self, .concatenation) \(raw: negated ? "IS NOT NULL" : "IS NULL")").bound(.comparison) }
}
