import Primitives

// Answers of the fake Responses that go on without a listener.
extension FakeProviderSession {
  /// `GET /v1/responses/ID`, with or without a stream, and `POST /v1/responses/ID/cancel`.
  func answerAboutResponse(_ request: FakeRequest) -> Bool {
    let number = state.note(request)
    let path = request.target.prefix { $0 != "?" }.split(separator: "/").dropFirst(2).map(String.init)
    func refuse(_ status: Int, _ message: String) -> Bool {
      write(status, FakeOpenAIForm.error(message, type: "invalid_request_error"), number: number, after: "0")
    }
    if let key = state.requiredKey, request.headers["authorization"] != "Bearer \(key)" { return refuse(401, "Incorrect API key provided.") }
    guard let id = path.first, let response = state.response(id) else { return refuse(404, "Response with id '\(path.first ?? "")' not found.") }
    switch (request.method, path.dropFirst().first) {
    case ("POST", "cancel"):
      response.cancel()
      return write(200, response.whole, number: number)
    case ("GET", nil):
      let behaviour = response.form.behaviour
      if let status = behaviour.listeningStatus, behaviour.listeningStatusTimes.map({ state.happens("listen \(id)", times: $0) }) ?? true {
        return refuse(status, "fake status \(status)")
      }
      let query = request.target.drop { $0 != "?" }.dropFirst().split(separator: "&").map(String.init)
      guard query.contains("stream=true") else { return write(200, response.whole, number: number) }
      if behaviour.isTooOldToListen { return refuse(400, "This response can no longer be streamed because it is more than 5 minutes old") }
      let after = query.first { $0.hasPrefix("starting_after=") }.flatMap { Int($0.dropFirst("starting_after=".count)) }
      let writer = FakeBodyWriter(connection: connection, behaviour: behaviour.listeningAgain, cutAfterBytes: behaviour.cutAfterBytes)
      return listen(response, from: after.map { $0 + 1 } ?? 0, writer, number: number)
    default: return refuse(405, "Method not allowed.")
    }
  }

  /// Writes the events of an answer from one on, as they come.
  func listen(_ response: FakeResponse, from first: Int, _ writer: FakeBodyWriter, number: Int) -> Bool {
    let first = min(max(0, first), response.events.count)
    return writer.write(head: head(200, "text/event-stream; charset=utf-8", number: number), events: response.events[first...]) { number in
      response.waitFor(first + number)
    }
  }
}

extension FakeBehaviour {
  /// What goes wrong once only does not go wrong again.
  fileprivate var listeningAgain: FakeBehaviour {
    var behaviour = self
    behaviour.stallAfter = nil
    return behaviour
  }
}
