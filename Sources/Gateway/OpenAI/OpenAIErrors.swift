import Domain
import Primitives
import Transport
import Wire

/// Errors in OpenAI's format: `{"error": {"message", "type", "param", "code"}}`.
enum OpenAIErrors {
  static func object(message: String, type: String, code: String?, param: String? = nil) -> [UInt8] {
    json { writer in
      writer.beginObject()
      writer.key("error")
      writer.beginObject()
      writer.field("message", message)
      writer.field("type", type)
      writer.field("param", param)
      writer.field("code", code)
      writer.endObject()
      writer.endObject()
    }
  }

  /// A run that failed: the provider's own error where it said one.
  static func object(_ failed: StreamFailed) -> [UInt8] {
    if let error = failed.providerError, let value = try? JSONReader().value(Array(error.utf8)[...]) {
      // What the provider sent is either the whole body or the object inside.
      if value["error"]?.fields != nil { return value.encoded() }
      if value["message"]?.string != nil { return JSONValue.object(["error": value]).encoded() }
    }
    return object(message: failed.message, type: type(status: status(failed)), code: failed.code.rawValue)
  }

  static func response(_ problem: Problem) -> HTTPResponse {
    let param = problem.errors.first.map { String($0.pointer.dropFirst().replacing("/", with: ".")) }
    // Compatible callers know 400 for a body that is wrong.
    let status = problem.status == 422 ? 400 : problem.status
    return .json(
      status, headers: problem.headers, bytes: object(message: problem.detail, type: type(status: status), code: problem.code, param: param))
  }

  static func response(_ failed: StreamFailed, headers: HTTPHeaders) -> HTTPResponse {
    var headers = headers
    let status = status(failed)
    if let wait = failed.retryAfterMilliseconds {
      headers.set("retry-after", "\((wait + 999) / 1000)")
    } else if status == 429 {
      headers.set("retry-after", "1")
    }
    return .json(status, headers: headers, bytes: object(failed))
  }

  /// A provider's 4xx keeps its status; its 5xx and time-outs become 502 and 504.
  static func status(_ failed: StreamFailed) -> Int {
    switch failed.code {
    case .providerTimeout: 504
    case .providerRateLimited: 429
    case .providerRefused: failed.providerStatus.flatMap { (400..<500).contains($0) ? $0 : nil } ?? 502
    case .providerOverloaded, .providerCut, .providerMalformed: 502
    case .runLost, .internal: 500
    }
  }

  private static func type(status: Int) -> String {
    switch status {
    case 401: "authentication_error"
    case 403: "permission_error"
    case 429: "rate_limit_error"
    case 400..<500: "invalid_request_error"
    default: "api_error"
    }
  }
}
