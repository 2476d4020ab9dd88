import Domain
import Primitives
import Transport
import Wire

extension ModelFailure {
  /// No answer, or not all of it.
  init(_ failure: HTTPClientFailure, provider: String) {
    let message = "\(provider): \(failure.message)"
    switch failure.code {
    case .connectTimeout, .firstByteTimeout, .idleTimeout: self.init(code: .providerTimeout, message: message, retryable: true)
    case .resolve, .connect: self.init(code: .providerOverloaded, message: message, retryable: true)
    case .cut, .cancelled: self.init(code: .providerCut, message: message, retryable: true)
    case .badAnswer: self.init(code: .providerMalformed, message: message, retryable: true)
    case .tls: self.init(code: .providerRefused, message: message, retryable: false)
    case .request: self.init(code: .internal, message: message, retryable: false)
    case .local: self.init(code: .internal, message: message, retryable: true)
    }
  }

  /// An answer with a status that is no success.
  init(refusedBy provider: String, head: HTTPClientResponseHead, body: [UInt8], reader: JSONReader, now: Timestamp) {
    let vendorError = try? reader.value(body[...])
    let words = VendorErrorWords(vendorError, body: body)
    let (code, isRetryable) = Self.meaning(ofStatus: head.status, words)
    self.init(
      code: code, message: "\(provider) answered \(head.status)\(words.message.isEmpty ? "" : ": \(words.message)")", status: head.status,
      vendorError: vendorError, retryable: isRetryable, retryAfterMilliseconds: RetryAfter.milliseconds(in: head, now: now))
  }

  /// An error object inside a stream, or in a body whose status promised better.
  init(inStream error: JSONValue) {
    let words = VendorErrorWords(error, body: [])
    let (code, isRetryable) = words.status.map { Self.meaning(ofStatus: $0, words) } ?? Self.meaning(ofWords: words)
    self.init(
      code: code, message: "the provider broke off\(words.message.isEmpty ? "" : ": \(words.message)")", status: words.status, vendorError: error,
      retryable: isRetryable)
  }

  /// A part of the answer that cannot be read.
  init(malformed reason: String) {
    self.init(code: .providerMalformed, message: "expected a part of an answer in JSON, found something else: \(reason)", retryable: true)
  }

  private static func meaning(ofStatus status: Int, _ words: VendorErrorWords) -> (FailureCode, isRetryable: Bool) {
    switch status {
    case 408, 504, 524: (.providerTimeout, true)
    // An empty account does not fill up by waiting.
    case 429: (.providerRateLimited, !words.has("insufficient_quota"))
    case 501: (.providerRefused, false)
    case 500...: (.providerOverloaded, true)
    default: (.providerRefused, false)
    }
  }

  private static func meaning(ofWords words: VendorErrorWords) -> (FailureCode, isRetryable: Bool) {
    if words.has("insufficient_quota") { return (.providerRateLimited, false) }
    if words.has("rate_limit") { return (.providerRateLimited, true) }
    if words.has("timeout") { return (.providerTimeout, true) }
    for word in [
      "invalid", "authentication", "permission", "not_found", "context_length", "content_filter", "content_policy", "too_large", "billing",
    ]
    where words.has(word) { return (.providerRefused, false) }
    return (.providerOverloaded, true)
  }
}

/// What an error object says, whichever vendor wrote it: `{"error":{"message","type","code"}}`, the inner object alone, `{"error":"…"}` or
/// `{"detail":"…"}`.
struct VendorErrorWords {
  let message: String
  /// A status that stands where others have a word (`"code": 503`).
  let status: Int?
  private let kinds: [String]

  private static let maxMessageCharacters = 500

  init(_ value: JSONValue?, body: [UInt8]) {
    let inner = value?["error"].flatMap { $0.isNull ? nil : $0 } ?? value
    let spoken = inner?["message"]?.string ?? inner?.string ?? inner?["detail"]?.string ?? inner?["error"]?.string
    let text = spoken ?? (value == nil ? String(decoding: body.prefix(2 * Self.maxMessageCharacters), as: UTF8.self) : "")
    message = String(text.prefix(Self.maxMessageCharacters)).trimmingLineEnds
    kinds = [inner?["type"]?.string, inner?["code"]?.string].compactMap { $0?.lowercased() }
    let number = inner?["code"]?.integer ?? inner?["code"]?.string.flatMap { Int64($0) } ?? inner?["status"]?.integer
    status = number.flatMap { (400..<600).contains($0) ? Int($0) : nil }
  }

  func has(_ word: String) -> Bool { kinds.contains { $0.contains(word) } }
}

extension String {
  fileprivate var trimmingLineEnds: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop { $0.isWhitespace })
  }
}
