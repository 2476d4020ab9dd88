import Primitives
import Transport

/// How long a vendor asks to wait: `retry-after-ms`, else `Retry-After` in seconds or as a date (RFC 9110 §10.2.3).
enum RetryAfter {
  static func milliseconds(in head: HTTPClientResponseHead, now: Timestamp) -> Int64? {
    if let text = head["retry-after-ms"], let value = Double(text), let milliseconds = whole(value) { return milliseconds }
    guard let text = head["retry-after"] else { return nil }
    if let seconds = Double(text) { return whole(seconds * 1000) }
    guard let date = date(text) else { return nil }
    return max(0, date.milliseconds - now.milliseconds)
  }

  private static func whole(_ milliseconds: Double) -> Int64? {
    milliseconds >= 0 && milliseconds <= 1e12 ? Int64(milliseconds.rounded(.up)) : nil
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`; the obsolete forms are not taken.
  private static func date(_ text: String) -> Timestamp? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", words[1].count == 2, let month = months.firstIndex(of: String(words[2])) else { return nil }
    return Timestamp(rfc3339: "\(words[3])-\(month < 9 ? "0" : "")\(month + 1)-\(words[1])T\(words[4])Z")
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
