import Domain
import Primitives

/// Where a reader of a whole session is: which of its streams it has had to the end, and how far it is in the others. Opaque on the wire, and good
/// on any pod, since it names streams by their ordinals in the session.
struct SessionCursor: Equatable, Sendable {
  /// Every stream up to this ordinal was had to its end, but those in `open`.
  private(set) var doneThrough: Int64 = 0
  /// How far the reader is in streams that it has not had to the end; sequence 0 for one it has had nothing of.
  private(set) var open: [Int64: Position] = [:]

  /// What fits into a request's head beside its other fields; some hundred streams that are open at once.
  private static let longestText = 12 << 10

  init() {}

  /// Reads the wire's form; `nil` for anything that this type did not write.
  init?(_ text: String) {
    guard text.utf8.count <= Self.longestText, let bytes = Base64.decodeURL(text), let plain = String(validating: bytes, as: UTF8.self) else {
      return nil
    }
    let parts = plain.split(separator: ";", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].hasPrefix("s1."), let done = Self.number(parts[0].dropFirst(3)) else { return nil }
    doneThrough = done
    for entry in parts[1].split(separator: ",") {
      let halves = entry.split(separator: ":")
      guard halves.count == 2, let ordinal = Self.number(halves[0]), ordinal > 0 else { return nil }
      if halves[1] == "0" {
        open[ordinal] = Position(epoch: 0, sequence: 0)
      } else {
        guard let position = Position(halves[1]) else { return nil }
        open[ordinal] = position
      }
    }
    // Whatever is spelled in another way was not written here.
    guard self.text == text else { return nil }
  }

  var text: String {
    let entries = open.sorted { $0.key < $1.key }.map { ordinal, position in
      "\(ordinal):\(position.sequence == 0 ? "0" : position.description)"
    }
    return Base64.encodeURL(Array("s1.\(doneThrough);\(entries.joined(separator: ","))".utf8))
  }

  /// Where to go on in a stream; `nil` when it was had to its end.
  func position(of ordinal: Int64) -> Position? {
    if let position = open[ordinal] { return position }
    return ordinal <= doneThrough ? nil : Position(epoch: 0, sequence: 0)
  }

  /// A stream is part of what is read from now on.
  mutating func began(_ ordinal: Int64) {
    if open[ordinal] == nil { open[ordinal] = position(of: ordinal) ?? Position(epoch: 0, sequence: 0) }
    doneThrough = max(doneThrough, ordinal)
  }

  mutating func moved(_ ordinal: Int64, to position: Position) { open[ordinal] = position }

  /// The stream was had to its end, or was left.
  mutating func finished(_ ordinal: Int64) {
    open[ordinal] = nil
    doneThrough = max(doneThrough, ordinal)
  }

  private static func number(_ text: some StringProtocol) -> Int64? {
    guard let value = Int64(text), value >= 0, String(value) == text else { return nil }
    return value
  }
}
