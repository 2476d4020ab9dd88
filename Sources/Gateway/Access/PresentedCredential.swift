import Wire

/// What a request brings to say who it is from.
enum PresentedCredential: Equatable {
  case none
  /// A key or a token.
  case bearer(String)
  case ticket(String)
  /// An Authorization that is not of the kind Bearer.
  case otherScheme(String)

  /// `Authorization: Bearer` wins over the headers that other vendors' clients send, those over a ticket in the query.
  init(_ head: HTTPRequestHead) {
    if let text = head.headers["authorization"] {
      let parts = text.split(separator: " ", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "bearer" {
        self = .bearer(String(parts[1].drop { $0 == " " }))
      } else {
        self = .otherScheme(String(parts.first ?? ""))
      }
    } else if let key = head.headers["x-api-key"] ?? head.headers["api-key"] {
      self = .bearer(key)
    } else if let ticket = head.target.queryValue("ticket") {
      self = .ticket(ticket)
    } else {
      self = .none
    }
  }
}
