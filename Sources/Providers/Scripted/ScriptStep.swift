import Domain

/// One thing that the demonstration does.
enum ScriptStep: Equatable {
  /// Spoken token by token.
  case text(String)
  /// Thought token by token.
  case reasoning(String)
  case toolCall(ToolCall)
  /// Console output of the tool.
  case toolReturn(ToolReturn)
  /// The figures so far.
  case usage
  case finish(reason: String)
  case fail(ModelFailure)
}

/// The demonstration's tokens: a word with the blanks that follow it. What is counted as usage are these.
enum ScriptTokens {
  static func split(_ text: String) -> [Substring] {
    var tokens: [Substring] = []
    var start = text.startIndex
    var seesBlank = false
    for index in text.indices {
      let isBlank = text[index].isWhitespace
      if seesBlank, !isBlank {
        tokens.append(text[start..<index])
        start = index
      }
      seesBlank = isBlank
    }
    if start < text.endIndex { tokens.append(text[start...]) }
    return tokens
  }
}
