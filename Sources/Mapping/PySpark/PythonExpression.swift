/// A Python expression that knows where it may be broken. It always stands within brackets, so line ends are free in it.
indirect enum PythonExpression: Sendable, Equatable {
  case atom(String)
  case call(String, [PythonExpression])
  case method(PythonExpression, String, [PythonExpression])
  /// Operands of one operator, in parentheses wherever they are an operand themselves.
  case infix(String, [PythonExpression])
  case prefix(String, PythonExpression)

  private static let width = 100

  func method(_ name: String, _ arguments: PythonExpression...) -> PythonExpression { .method(self, name, arguments) }

  static func spark(_ name: String, _ arguments: PythonExpression...) -> PythonExpression { .call("F.\(name)", arguments) }

  static func text(_ text: String) -> PythonExpression { .atom(PythonText.quoted(text)) }

  static func number(_ number: Int) -> PythonExpression { .atom("\(number)") }

  static func lit(_ value: PythonExpression) -> PythonExpression { .call("F.lit", [value]) }

  /// Whether it has fewer characters than this, signs between its parts not counted. Looks at no more than that many.
  func isShorter(than limit: Int) -> Bool {
    var left = limit
    spend(&left)
    return left > 0
  }

  private func spend(_ left: inout Int) {
    guard left > 0 else { return }
    switch self {
    case .atom(let text): left -= text.utf8.count + 1
    case .call(let name, let arguments):
      left -= name.utf8.count + 1
      for argument in arguments { argument.spend(&left) }
    case .method(let receiver, let name, let arguments):
      left -= name.utf8.count + 1
      receiver.spend(&left)
      for argument in arguments { argument.spend(&left) }
    case .infix(_, let operands):
      left -= 1
      for operand in operands { operand.spend(&left) }
    case .prefix(_, let operand):
      left -= 1
      operand.spend(&left)
    }
  }

  /// On one line.
  var flat: String {
    switch self {
    case .atom(let text): text
    case .call(let name, let arguments): "\(name)(\(Self.flat(arguments)))"
    case .method(let receiver, let name, let arguments): "\(receiver.asOperand).\(name)(\(Self.flat(arguments)))"
    case .infix(let sign, let operands): operands.map(\.asOperand).joined(separator: " \(sign) ")
    case .prefix(let sign, let operand): sign + operand.asOperand
    }
  }

  private var isCompound: Bool {
    switch self {
    case .infix, .prefix: true
    case .atom(let text): text.hasPrefix("-")
    case .call, .method: false
    }
  }

  private var asOperand: String { isCompound ? "(\(flat))" : flat }

  private static func flat(_ arguments: [PythonExpression]) -> String { arguments.map(\.flat).joined(separator: ", ") }

  /// Its lines when it begins at the column `indent`, in which later lines are indented too; the first line is without its indentation.
  /// - Parameter reserved: characters that follow it on its last line.
  func lines(indent: Int, reserved: Int = 1) -> [String] {
    let flat = flat
    if indent + flat.count + reserved <= Self.width { return [flat] }
    switch self {
    case .atom: return [flat]
    case .call(let name, let arguments): return Self.bracketed(name, arguments, indent)
    case .method: return chainLines(indent)
    case .infix(let sign, let operands):
      var lines = ["("]
      for (index, operand) in operands.enumerated() {
        let mark = index == 0 ? "" : "\(sign) "
        var inner = operand.operandLines(indent: indent + 4)
        inner[0] = Self.blanks(indent + 4) + mark + inner[0]
        lines += inner
      }
      return lines + [Self.blanks(indent) + ")"]
    case .prefix(let sign, let operand):
      var lines = operand.operandLines(indent: indent)
      lines[0] = sign + lines[0]
      return lines
    }
  }

  /// As `lines`, in parentheses where something may follow that binds more tightly.
  func operandLines(indent: Int) -> [String] {
    let lines = lines(indent: indent)
    return isCompound && lines.count == 1 ? ["(\(lines[0]))"] : lines
  }

  /// One call after another on what was first: each on a line of its own.
  private func chainLines(_ indent: Int) -> [String] {
    var links: [(name: String, arguments: [PythonExpression])] = []
    var base = self
    while case .method(let receiver, let name, let arguments) = base {
      links.insert((name, arguments), at: 0)
      base = receiver
    }
    var lines = base.operandLines(indent: indent)
    for link in links {
      var inner = Self.call(".\(link.name)", link.arguments, indent)
      inner[0] = Self.blanks(indent) + inner[0]
      lines += inner
    }
    return lines
  }

  private static func call(_ name: String, _ arguments: [PythonExpression], _ indent: Int) -> [String] {
    let flat = "\(name)(\(flat(arguments)))"
    return indent + flat.count < width ? [flat] : bracketed(name, arguments, indent)
  }

  private static func bracketed(_ name: String, _ arguments: [PythonExpression], _ indent: Int) -> [String] {
    guard !arguments.isEmpty else { return ["\(name)()"] }
    var lines = ["\(name)("]
    for argument in arguments {
      var inner = argument.lines(indent: indent + 4)
      inner[0] = blanks(indent + 4) + inner[0]
      inner[inner.count - 1] += ","
      lines += inner
    }
    return lines + [blanks(indent) + ")"]
  }

  static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
