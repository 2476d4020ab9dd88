import Wire

/// What a parser told about some input, with the pieces of a body put together.
enum Told: Equatable, CustomStringConvertible {
  case request(HTTPRequestHead, body: [UInt8])
  case headOnly(HTTPRequestHead, body: [UInt8])
  case failure(Int, HTTPFailure.Code)

  var description: String {
    switch self {
    case .request(let head, let body): "\(head.method) \(head.target.raw) + \(body.count)"
    case .headOnly(let head, let body): "\(head.method) \(head.target.raw) + \(body.count) …"
    case .failure(let status, let code): "\(status) \(code.rawValue)"
    }
  }
}

/// Feeds the pieces one after the other and gathers what the parser tells.
func read(_ pieces: [ArraySlice<UInt8>], limits: HTTPLimits = HTTPLimits(), bodyLimit: Int? = nil) -> [Told] {
  var parser = HTTPRequestParser(limits: limits)
  var told: [Told] = []
  var head: HTTPRequestHead?
  var body: [UInt8] = []
  for piece in pieces {
    let input = Array(piece)
    var position = 0
    while let event = parser.next(input.span, at: &position) {
      switch event {
      case .head(let found):
        head = found
        if let bodyLimit { parser.limitBody(to: bodyLimit) }
      case .body(let range): body += input[range]
      case .end:
        if let complete = head { told.append(.request(complete, body: body)) }
        head = nil
        body = []
      case .failure(let failure):
        head = nil
        told.append(.failure(failure.status, failure.code))
      }
    }
  }
  if let head { told.append(.headOnly(head, body: body)) }
  return told
}

func read(_ text: String, limits: HTTPLimits = HTTPLimits(), bodyLimit: Int? = nil) -> [Told] {
  read([ArraySlice(text.utf8)], limits: limits, bodyLimit: bodyLimit)
}

/// The only request that the text holds.
func request(_ text: String) -> (head: HTTPRequestHead, body: [UInt8])? {
  guard case .request(let head, let body) = read(text).first else { return nil }
  return (head, body)
}
