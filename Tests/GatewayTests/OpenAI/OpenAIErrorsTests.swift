import Domain
import Primitives
import Testing
import Transport
import Wire

@testable import Gateway

struct OpenAIErrorsTests {
  private func failed(_ code: FailureCode, status: Int? = nil, retryAfter: Int64? = nil, error: String? = nil) -> StreamFailed {
    StreamFailed(
      code: code, message: "m", retryable: false, partial: false, providerStatus: status, retryAfterMilliseconds: retryAfter, providerError: error)
  }

  private func body(_ response: HTTPResponse) throws -> JSONValue {
    guard case .bytes(let bytes) = response.body else { return .null }
    return try parsed(bytes)
  }

  @Test(
    arguments: [
      (.providerTimeout, nil, 504), (.providerTimeout, 408, 504), (.providerRateLimited, 429, 429), (.providerOverloaded, 503, 502),
      (.providerOverloaded, 529, 502), (.providerOverloaded, 500, 502), (.providerRefused, 400, 400), (.providerRefused, 401, 401),
      (.providerRefused, 404, 404), (.providerRefused, 422, 422), (.providerRefused, nil, 502), (.providerRefused, 302, 502),
      (.providerCut, 200, 502),
      (.providerMalformed, 200, 502), (.runLost, nil, 500), (.internal, nil, 500),
    ] as [(FailureCode, Int?, Int)])
  func `a provider's 4xx keeps its status, its 5xx and time-outs become 502 and 504`(_ code: FailureCode, _ theirs: Int?, _ ours: Int) {
    #expect(OpenAIErrors.response(failed(code, status: theirs), headers: [:]).status == ours)
  }

  @Test(arguments: [(1, "1"), (1000, "1"), (1001, "2"), (30_000, "30"), (nil, "1")] as [(Int64?, String)])
  func `429 says when to come again, in whole seconds`(_ asked: Int64?, _ header: String) {
    let response = OpenAIErrors.response(failed(.providerRateLimited, status: 429, retryAfter: asked), headers: ["x-throughline-run": "r"])
    #expect(response.headers["retry-after"] == header)
    #expect(response.headers["x-throughline-run"] == "r")
  }

  @Test func `the vendor's own error is told as it was`() throws {
    let whole = OpenAIErrors.response(failed(.providerRefused, status: 400, error: #"{"error":{"message":"no","type":"t","extra":1}}"#), headers: [:])
    #expect(try body(whole) == parsed(#"{"error":{"message":"no","type":"t","extra":1}}"#.utf8))
    let inner = OpenAIErrors.response(failed(.providerRefused, status: 400, error: #"{"message":"no"}"#), headers: [:])
    #expect(try body(inner) == parsed(#"{"error":{"message":"no"}}"#.utf8))
  }

  @Test(arguments: [nil, "{", "[]", #"{"detail":"no"}"#, #"{"error":"no"}"#] as [String?])
  func `what is no error of that kind is told in our words`(_ error: String?) throws {
    let body = try body(OpenAIErrors.response(failed(.providerRefused, status: 401, error: error), headers: [:]))
    #expect(
      body
        == .object([
          "error": .object(["message": .string("m"), "type": .string("authentication_error"), "param": .null, "code": .string("provider.refused")])
        ]))
  }

  @Test(
    arguments: [
      (400, 400, "invalid_request_error"), (422, 400, "invalid_request_error"), (401, 401, "authentication_error"), (403, 403, "permission_error"),
      (404, 404, "invalid_request_error"), (429, 429, "rate_limit_error"), (503, 503, "api_error"),
    ] as [(Int, Int, String)])
  func `our own refusals have the vendor's form`(_ status: Int, _ told: Int, _ type: String) throws {
    let response = OpenAIErrors.response(
      Problem(status, "c", "d", errors: [.init(pointer: "/messages/0/role", detail: "x")], headers: ["retry-after": "1"]))
    #expect(response.status == told)
    #expect(response.headers["retry-after"] == "1")
    #expect(
      try body(response)
        == .object([
          "error": .object(["message": .string("d"), "type": .string(type), "param": .string("messages.0.role"), "code": .string("c")])
        ]))
  }
}
