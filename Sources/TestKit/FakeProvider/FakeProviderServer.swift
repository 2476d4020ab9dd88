import Primitives
import Synchronization
import Wire

/// A provider that is not there: a small server on 127.0.0.1 that speaks OpenAI's chat completions and Responses and Anthropic's Messages as the
/// vendors document them, and fails on demand at any byte. It uses plain blocking sockets, one thread a connection, and nothing of
/// Throughline's own HTTP server. `fake-provider --port N` runs it by itself.
///
/// Endpoints: `POST /v1/chat/completions`, `POST /v1/messages`, `POST /v1/responses` with `GET /v1/responses/ID` (`?stream=true&starting_after=N`) and
/// `POST /v1/responses/ID/cancel`, `GET /v1/models`; `GET /fake/requests` gives what was asked so far as a JSON
/// array of `{"method","target","headers","body"}`, `POST /fake/reset` forgets it, together with the counts of what happens only so many times.
///
/// **The model's name says what happens.** It is `fake`, or words behind it, joined by `+`: `fake-tokens-200+slow-20+nousage` (each
/// word may have its own `fake-` too). A name that does not begin with `fake` behaves like `fake`; a `claude-` before it is taken away; an
/// unknown word is a 404, as for an unknown model.
///
/// What is said:
/// - `fake`: a short answer with a fenced block of Python (`FakeAnswer.standardText`), four characters a token
/// - `text-<percent-encoded>`: that text · `echo`: the last user message · `tokens-N`: N tokens `t0 t1 t2 …`, each with a blank behind it
/// - `chars-N`: N characters a token · `reason`: three pieces of reasoning (`reasoning_content`, or a thinking block) before the answer
/// - `tool`: a call of the request's first tool (else `run_code`) with arguments in fragments; a request whose last message is a tool's result gets
///   `The tool said: …` · `tool-repeat`: the same with ID and name on every fragment
/// - `cached-N`: N of the prompt's tokens came from the cache · `finish-length`, `finish-filter`: that finish reason
///
/// How it is said:
/// - `slow-N`: N ms between events · `split-N`: written N bytes at a time · `crlf`: CRLF line ends and comments between events
/// - `json`: plain JSON although a stream was asked for · `nousage`: no figures · `nodone`: no `[DONE]` and no `message_stop` at the end ·
///   `noend`: the stream ends in good order, but without a finish reason
///
/// What goes wrong:
/// - `cut-N`: the connection is closed after N bytes of the body · `cut-once-N`: only for the first request of its kind · `reset-N`: like `cut-N`, with a reset
/// - `malformed-N`: the Nth event (from 1) is broken JSON · `error-N`: the Nth event is the vendor's error object, and the last ·
///   `overloaded`: the third event is the vendor's "overloaded" · `stall-N`: nothing more after N events · `hang`: not a byte
/// - `429-N`: the first N requests of its kind get 429 with `Retry-After: 0` · `status-C`: always status C · `status-C-N`: N times ·
///   `after-X`: another `Retry-After` (percent-encoded)
///
/// Responses in background mode (an answer is written at its pace whether somebody listens or not, and can be listened to again from any event on):
/// - `cut-N` holds for each connection, `stall-N` for the first · `listen-C-N`: the first N tries to listen again get status C (all without N) ·
///   `old`: the answer is not streamed again (400), but can be asked for whole
///
/// Requests are of the same kind when model and last user message are the same.
///
/// Figures: seven prompt tokens a message, one completion token for each token, piece of reasoning and tool call. Both vendors refuse, as the real
/// ones do, requests without a model, messages or (Anthropic) `max_tokens` and `anthropic-version`; a required key that is missing is a 401.
package final class FakeProviderServer: Sendable {
  package let port: UInt16
  private let server: BlockingSocketServer
  private let state: FakeProviderState

  /// - Parameters:
  ///   - port: 0 picks a free one.
  ///   - requiredKey: the only key that is let in; `nil` lets everybody in.
  package init(port: UInt16 = 0, requiredKey: String? = nil) throws {
    let state = FakeProviderState(requiredKey: requiredKey)
    self.state = state
    server = try BlockingSocketServer(port: port) { connection in
      while let request = connection.readRequest() {
        let session = FakeProviderSession(connection: connection, state: state)
        guard session.answer(request) else { break }
      }
    }
    self.port = server.port
  }

  /// As `OPENAI_BASE_URL` wants it.
  package var openAIBaseURL: String { "http://127.0.0.1:\(port)/v1" }
  /// As `ANTHROPIC_BASE_URL` wants it.
  package var anthropicBaseURL: String { "http://127.0.0.1:\(port)" }

  /// What was asked so far, in order of arrival.
  package var requests: [FakeRequest] { state.requests }

  /// Forgets the requests and the counts of what happens only so many times.
  package func reset() { state.reset() }

  /// Closes every connection.
  package func stop() { server.stop() }
}

/// What the connections of a fake provider share.
final class FakeProviderState: Sendable {
  let requiredKey: String?
  private let content = Mutex(Content())

  private struct Content {
    var requests: [FakeRequest] = []
    var counts: [String: Int] = [:]
    var number = 0
    var responses: [String: FakeResponse] = [:]
  }

  init(requiredKey: String?) { self.requiredKey = requiredKey }

  var requests: [FakeRequest] { content.withLock { $0.requests } }

  /// Notes a request.
  /// - Returns: its number, from 1.
  func note(_ request: FakeRequest) -> Int {
    content.withLock {
      $0.requests.append(request)
      $0.number += 1
      return $0.number
    }
  }

  /// Whether this happens now: the first `times` times for that kind of request.
  func happens(_ kind: String, times: Int) -> Bool {
    content.withLock {
      $0.counts[kind, default: 0] += 1
      return $0.counts[kind, default: 0] <= times
    }
  }

  /// Keeps an answer that goes on without a listener.
  func keep(_ response: FakeResponse) { content.withLock { $0.responses[response.form.id] = response } }
  func response(_ id: String) -> FakeResponse? { content.withLock { $0.responses[id] } }

  func reset() { content.withLock { $0 = Content() } }
}
