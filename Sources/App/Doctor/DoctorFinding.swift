/// What a check found, and what to do about it.
package struct DoctorFinding: Sendable, Equatable {
  package enum Outcome: String, Sendable {
    case ok
    /// The server runs, and somebody should know this.
    case warning
    /// The server would not start, or not work.
    case failed
  }

  package let outcome: Outcome
  package let text: String
  package let advice: String?

  package static func ok(_ text: String) -> DoctorFinding { DoctorFinding(outcome: .ok, text: text, advice: nil) }
  package static func warning(_ text: String, advice: String?) -> DoctorFinding { DoctorFinding(outcome: .warning, text: text, advice: advice) }
  package static func failed(_ text: String, advice: String) -> DoctorFinding { DoctorFinding(outcome: .failed, text: text, advice: advice) }

  /// `ok       data folder    ./data can be written`, and the advice in a line below.
  func line(of check: String) -> String {
    func column(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }
    let head = column(outcome.rawValue, 9) + column(check, 16)
    return "\(head)\(text)\n" + (advice.map { String(repeating: " ", count: 25) + "\($0)\n" } ?? "")
  }
}
