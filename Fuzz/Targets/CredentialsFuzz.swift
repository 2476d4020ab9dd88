import Credentials
import Domain
import Primitives
import Wire

/// Keys, tokens, tickets and key sets: nothing that a stranger makes up is believed, and nothing of it ends the process.
enum CredentialsFuzz {
  private static let secret = [UInt8](repeating: 0x5A, count: 32)
  private static let now = Timestamp(milliseconds: 1_795_219_200_000)

  static func complaint(_ input: [UInt8]) -> String? {
    let text = String(decoding: input, as: UTF8.self)
    if let key = KeyText(text), !key.text.utf8.elementsEqual(text.utf8) || !text.hasPrefix("tl_\(key.prefix)_") {
      return "the key \(text.debugDescription)"
    }
    if let office = try? TicketOffice(secret: secret), office.ticket(text, now: now) != nil { return "a ticket out of nothing" }
    if let found = token(text) { return found }
    return keySet(input)
  }

  private static func token(_ text: String) -> String? {
    guard let token = try? JSONWebToken(text) else { return nil }
    _ = try? TokenPolicy().bearer(token.claims, now: now)
    guard let key = try? VerificationKey(shared: secret) else { return "a secret of 32 bytes is refused" }
    if key.isSignature(token.signature, of: token.signedBytes) { return "a signature out of nothing" }
    return nil
  }

  private static func keySet(_ input: [UInt8]) -> String? {
    guard let keys = try? TokenKeys(keySet: input).keys else { return nil }
    for key in keys {
      if key.algorithm == .hs256 { return "a key set brought a secret" }
      if key.isSignature(Array(input.prefix(64)), of: Array("message".utf8)) { return "a signature out of nothing" }
    }
    return nil
  }
}
