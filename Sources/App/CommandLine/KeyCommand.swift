import Domain
import Primitives

/// What `throughline key` does.
package enum KeyCommand: Sendable, Equatable {
  /// - Parameter role: of the key; `nil`: that of the user, who is made as a member where there is none.
  case create(user: String, role: Domain.Role?, scopes: Set<Scope>, label: String?, expiry: KeyExpiry?)
  case list(user: String?)
  /// - Parameter key: its ID, its prefix, or the whole key.
  case revoke(key: String)
  case rotate(key: String, overlapSeconds: Int64)
}

/// What `throughline user` does.
package enum UserCommand: Sendable, Equatable {
  case list
  case disable(name: String)
  case enable(name: String)
  case role(name: String, Domain.Role)
}

/// When a key ends.
package enum KeyExpiry: Sendable, Equatable {
  case after(seconds: Int64)
  case at(Timestamp)

  /// `90d`, `12h`, `30m`, `45s`, `2w`, or an RFC 3339 time; `nil` for anything else.
  package init?(_ text: String) {
    if let time = Timestamp(rfc3339: text) {
      self = .at(time)
    } else if let seconds = Self.seconds(text), seconds > 0 {
      self = .after(seconds: seconds)
    } else {
      return nil
    }
  }

  /// A whole number and its unit; at most ten years.
  package static func seconds(_ text: String) -> Int64? {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let last = text.last, let unit = units[last], text.utf8.count <= 11, let count = Int64(text.dropLast()), count >= 0 else { return nil }
    let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
    return overflow || seconds > 3650 * 86_400 ? nil : seconds
  }
}
