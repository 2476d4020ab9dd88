/// Every key that a log record or a boundary record's detail may carry. One list, so that a search for `frontend_id=` finds all of them.
package enum LogKey: String, CaseIterable, Sendable {
  // Who and where
  case component, marker, pod, client, session, user
  // Identifiers
  case id
  case frontendID = "frontend_id"
  case requestID = "request_id"
  case stream, run, chat, call, event
  // HTTP and sockets
  case method, path, route, status, host, origin, address, port, connection
  // Outcomes
  case code, detail, error, outcome, reason, signal
  // Positions and amounts
  case epoch, seq, keep, attempt, count, events, bytes, tokens, cost, limit, value, position
  case unfinishedRuns = "unfinished_runs"
  case durationMilliseconds = "duration_ms"
  case firstTokenMilliseconds = "time_to_first_token_ms"
  // What is worked with
  case provider, model, wire, setting, file, version, kind, phase
}
