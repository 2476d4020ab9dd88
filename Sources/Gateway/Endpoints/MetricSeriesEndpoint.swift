import Observe
import Primitives
import Transport
import Wire

/// `GET /api/metrics/series`: what the process's figures did, in even steps.
enum MetricSeriesEndpoint {
  static func get(_ call: Call) async throws -> HTTPResponse {
    let (from, to, step) = (try time(call, "from"), try time(call, "to"), try step(call))
    let range: HistoryRange
    do throws(HistoryRange.Refusal) {
      range = try HistoryRange(from: from, to: to, step: step, now: call.services.time.now())
    } catch {
      throw Problem.invalidQuery(error.message)
    }
    let history = call.services.history
    // Adding up days of rows takes milliseconds, in which no reader on this loop would get anything.
    return await Task.detached { answer(history.series, history.sums(range), range) }.value
  }

  private static func answer(_ series: [HistorySeries], _ sums: [HistorySum?], _ range: HistoryRange) -> HTTPResponse {
    .json(headers: ["cache-control": "no-store"]) { writer in
      writer.beginObject()
      writer.field("from", Timestamp(milliseconds: range.from * 1000).rfc3339)
      writer.field("to", Timestamp(milliseconds: range.to * 1000).rfc3339)
      writer.key("step_seconds")
      writer.integer(range.stepSeconds)
      writer.key("series")
      writer.beginArray()
      for series in series { write(series, sums, range, to: &writer) }
      writer.endArray()
      writer.endObject()
    }
  }

  private static func write(_ series: HistorySeries, _ sums: [HistorySum?], _ range: HistoryRange, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("name", series.name)
    writer.field("unit", series.unit)
    writer.field("kind", series.kind.rawValue)
    writer.key("labels")
    writer.beginObject()
    for label in series.labels {
      writer.key(escaping: label.name)
      writer.string(label.value)
    }
    writer.endObject()
    writer.key("points")
    writer.beginArray()
    for (index, sum) in sums.enumerated() {
      writer.beginArray()
      writer.integer(range.from + Int64(index) * range.stepSeconds)
      // Rows have single precision; more digits would only look exact.
      if let value = sum.flatMap({ series.value($0) }) { writer.raw("\(Float(value))".utf8) } else { writer.null() }
      writer.endArray()
    }
    writer.endArray()
    writer.endObject()
  }

  // MARK: The wish

  /// Seconds since 1970. - Throws: 400 for what is neither RFC 3339 nor whole seconds.
  private static func time(_ call: Call, _ name: String) throws(Problem) -> Int64? {
    guard let text = call.query(name) else { return nil }
    if let seconds = wholeNumber(text) { return seconds }
    guard let time = Timestamp(rfc3339: text) else {
      throw .invalidQuery("\(name) is \"\(text.prefix(64))\"; expected an RFC 3339 time such as 2026-11-20T00:00:00Z, or whole seconds since 1970")
    }
    return time.microseconds / 1_000_000
  }

  private static func step(_ call: Call) throws(Problem) -> Int64? {
    guard let text = call.query("step") else { return nil }
    guard let seconds = wholeNumber(text) else { throw .invalidQuery("step is \"\(text.prefix(64))\"; expected whole seconds from 1 on") }
    return seconds
  }

  private static func wholeNumber(_ text: String) -> Int64? {
    (1...12).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
  }
}
