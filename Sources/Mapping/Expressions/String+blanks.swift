extension StringProtocol {
  /// Without blanks and line ends at either side, those that do not break lines too.
  var withoutOuterBlanks: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace || first == "\u{200B}" || first == "\u{FEFF}" { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace || last == "\u{200B}" || last == "\u{FEFF}" { rest = rest.dropLast() }
    return String(rest)
  }
}
