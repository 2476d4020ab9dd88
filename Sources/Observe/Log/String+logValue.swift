extension String {
  /// What somebody else wrote, as a value in a line for people: bare when it is one harmless word, else quoted and escaped as in the log, so that it
  /// neither ends the line nor speaks to the terminal (CWE-150).
  package var logValue: String {
    var bytes: [UInt8] = []
    LogEscaping.appendTextValue(self, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
