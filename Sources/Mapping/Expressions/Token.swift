/// A word of an expression and where it stands.
struct Token: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// A name or a keyword as it is written.
    case word(String)
    /// `[x]` or `` `x` ``: always a name.
    case name(String)
    /// `"x"`.
    case quoted(String)
    /// `'x'`.
    case text(String)
    /// Digits, with a point where they have one; exponents are worked out.
    case number(String)
    case symbol(String)
    case end
  }

  var kind: Kind
  /// UTF-8 bytes from the text's begin.
  var offset: Int
  /// Where it ends.
  var end: Int

  /// How it is called in a failure.
  var description: String {
    switch kind {
    case .word(let text): "'\(text)'"
    case .name(let text): "the name [\(text)]"
    case .quoted(let text): "\"\(text)\""
    case .text(let text): "the text '\(text)'"
    case .number(let text): "the number \(text)"
    case .symbol(let text): "'\(text)'"
    case .end: "the end"
    }
  }
}
