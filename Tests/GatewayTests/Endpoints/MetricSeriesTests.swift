import Observe
import Primitives
import TestKit
import Testing
import Transport
import Wire

@testable import Gateway

@Suite(.timeLimit(.minutes(1))) struct MetricSeriesTests {
  private func asked(_ gateway: GatewayBench, _ query: String = "") async throws -> JSONValue {
    let response = try await MetricSeriesEndpoint.get(gateway.call("GET /api/metrics/series\(query) HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    #expect(response.status == 200)
    guard case .bytes(let bytes) = response.body else { throw GatewayBench.Unfulfilled(what: "a body of bytes") }
    return try parsed(bytes)
  }

  @Test func `an answer names each series with its unit, kind, labels and a point for each step`() async throws {
    try await withGateway { gateway in
      _ = gateway.history.tick(at: gateway.time.now())
      gateway.services.metrics.streamEvents.add(10)
      gateway.time.advance(milliseconds: 5000)
      _ = gateway.history.tick(at: gateway.time.now())
      let answer = try await asked(gateway, "?from=1795000000&to=2026-11-18T11:06:45Z&step=5")
      #expect(answer["from"]?.string == "2026-11-18T11:06:40.000Z")
      #expect(answer["to"]?.string == "2026-11-18T11:06:45.000Z")
      #expect(answer["step_seconds"]?.integer == 5)
      let series = try #require(answer["series"]?.array)
      let events = try #require(series.first { $0["name"]?.string == "stream_events_per_second" })
      #expect(events["unit"]?.string == "events per second")
      #expect(events["kind"]?.string == "counter")
      #expect(events["points"] == .array([.array([.integer(1_795_000_000), .double(2)])]))
      let quantile = try #require(series.first { $0["name"]?.string == "time_to_first_token_seconds" })
      #expect(quantile["labels"]?["quantile"]?.string == "0.5")
      #expect(quantile["points"] == .array([.array([.integer(1_795_000_000), .null])]))
    }
  }

  @Test func `without a wish it is the last hour`() async throws {
    try await withGateway { gateway in
      let answer = try await asked(gateway)
      #expect(answer["step_seconds"]?.integer == 10)
      let points = try #require(answer["series"]?.array?.first?["points"]?.array)
      #expect((360...361).contains(points.count))
    }
  }

  @Test(arguments: [
    ("?from=yesterday", "from is \"yesterday\"; expected an RFC 3339 time"), ("?to=", "to is \"\"; expected an RFC 3339 time"),
    ("?from=1.5", "from is \"1.5\"; expected an RFC 3339 time"), ("?step=5s", "step is \"5s\"; expected whole seconds"),
    ("?step=0", "step is 0; expected whole seconds from 1 to 1209600"), ("?step=-5", "step is \"-5\"; expected whole seconds"),
    ("?step=99999999999999999999", "expected whole seconds"), ("?from=200&to=100", "expected a range that rises"),
    ("?from=1794000000&step=300", "expected at least 501"),
  ])
  func `a wish that cannot be met is refused with what was expected`(_ query: String, _ message: String) async throws {
    try await withGateway { gateway in
      let call = try gateway.call("GET /api/metrics/series\(query) HTTP/1.1\r\nHost: localhost\r\n\r\n")
      do {
        _ = try await MetricSeriesEndpoint.get(call)
        Issue.record("it was not refused")
      } catch let problem as Problem {
        #expect(problem.status == 400 && problem.code == "query.invalid")
        #expect(problem.detail.contains(message), "\(problem.detail)")
      }
    }
  }
}
