/// What a fake provider is asked to do, read from a model's name; the words are explained at `FakeProviderServer`.
package struct FakeBehaviour: Sendable, Equatable {
  package var text: String?
  package var tokens: Int?
  package var charactersPerToken = 4
  package var echoes = false
  package var reasons = false
  package var callsTool = false
  package var repeatsToolName = false
  package var cachedTokens = 0
  package var finish: String?

  package var slowMilliseconds = 0
  package var splitBytes: Int?
  package var cutAfterBytes: Int?
  package var cutOnceAfterBytes: Int?
  package var resets = false
  package var malformedAt: Int?
  package var errorAt: Int?
  package var isOverloaded = false
  package var stallAfter: Int?
  package var hangs = false
  /// The status of tries to listen to an answer again, and how many get it; `nil` means all.
  package var listeningStatus: Int?
  package var listeningStatusTimes: Int?
  package var isTooOldToListen = false

  package var status: Int?
  /// How many requests get the status; `nil` means all.
  package var statusTimes: Int?
  package var retryAfter = "0"

  package var omitsUsage = false
  package var omitsDone = false
  package var omitsEnd = false
  package var answersJSON = false
  package var writesCRLF = false

  /// - Returns: `nil` for a name with a word that is not known.
  package init?(model: String) {
    var name = model[...]
    if name.hasPrefix("claude-") { name = name.dropFirst("claude-".count) }
    guard name.hasPrefix("fake") else { return }
    for part in name.split(separator: "+") {
      guard part != "fake" else { continue }
      let words = part.hasPrefix("fake-") ? part.dropFirst("fake-".count) : part
      guard take(words) else { return nil }
    }
  }

  private mutating func take(_ words: Substring) -> Bool {
    if words.hasPrefix("text-") {
      text = Self.percentDecoded(words.dropFirst("text-".count))
      return text != nil
    }
    if words.hasPrefix("after-") {
      retryAfter = Self.percentDecoded(words.dropFirst("after-".count)) ?? "0"
      return true
    }
    let parts = words.split(separator: "-").map(String.init)
    let numbers = parts.compactMap { Int($0) }
    switch (parts.filter { Int($0) == nil }.joined(separator: "-"), numbers.first) {
    case ("tokens", let count?): tokens = count
    case ("chars", let count?) where count > 0: charactersPerToken = count
    case ("echo", nil): echoes = true
    case ("reason", nil): reasons = true
    case ("tool", nil): callsTool = true
    case ("tool-repeat", nil): (callsTool, repeatsToolName) = (true, true)
    case ("cached", let count?): cachedTokens = count
    case ("finish-length", nil): finish = "length"
    case ("finish-filter", nil): finish = "content_filter"
    case ("slow", let milliseconds?): slowMilliseconds = milliseconds
    case ("split", let bytes?) where bytes > 0: splitBytes = bytes
    case ("cut", let bytes?): cutAfterBytes = bytes
    case ("cut-once", let bytes?): cutOnceAfterBytes = bytes
    case ("reset", let bytes?): (cutAfterBytes, resets) = (bytes, true)
    case ("malformed", let chunk?): malformedAt = chunk
    case ("error", let chunk?): errorAt = chunk
    case ("overloaded", nil): (errorAt, isOverloaded) = (3, true)
    case ("stall", let chunk?): stallAfter = chunk
    case ("hang", nil): hangs = true
    case ("listen", let code?): (listeningStatus, listeningStatusTimes) = (code, numbers.dropFirst().first)
    case ("old", nil): isTooOldToListen = true
    case ("status", let code?): (status, statusTimes) = (code, numbers.dropFirst().first)
    case ("", 429?): (status, statusTimes) = (429, numbers.dropFirst().first)
    case ("nousage", nil): omitsUsage = true
    case ("nodone", nil): omitsDone = true
    case ("noend", nil): omitsEnd = true
    case ("json", nil): answersJSON = true
    case ("crlf", nil): writesCRLF = true
    default: return false
    }
    return true
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
      rest = rest.dropFirst(2)
      bytes.append(value)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
