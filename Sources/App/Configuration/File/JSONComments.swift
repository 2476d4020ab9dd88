/// `//` comments in JSON, which the configuration file may have.
enum JSONComments {
  /// The text with every comment overwritten by spaces. Line breaks stay where they are, so places in the result are places in the file;
  /// `//` inside a string is no comment.
  static func blanked(_ text: [UInt8]) -> [UInt8] {
    var result = text
    var at = 0
    var inString = false
    while at < result.count {
      switch result[at] {
      case 0x22: inString.toggle()
      case 0x5C where inString: at += 1
      // A string cannot go over a line end; taking it as closed keeps one missing quote from hiding every comment after it.
      case 0x0A: inString = false
      case 0x2F where !inString && at + 1 < result.count && result[at + 1] == 0x2F:
        while at < result.count, result[at] != 0x0A, result[at] != 0x0D {
          result[at] = 0x20
          at += 1
        }
        continue
      default: break
      }
      at += 1
    }
    return result
  }
}
