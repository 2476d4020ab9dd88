import Domain
import Transport

/// Anthropic's Messages, asked in OpenAI's words. Bound to its loop.
final class AnthropicProvider: ModelProvider {
  let name: String
  let canContinue = false
  private let url: String
  private let headers: [HTTPClientHeader]
  private let timeouts: HTTPClientTimeouts
  private let context: VendorContext

  init(_ profile: ProviderProfile, context: VendorContext) {
    name = profile.name
    url = VendorRequest.url(profile.baseURL, "/v1/messages")
    headers = VendorRequest.headers(
      of: profile, key: profile.apiKey.map { HTTPClientHeader("x-api-key", $0) }, HTTPClientHeader("anthropic-version", "2023-06-01"))
    timeouts = profile.timeouts
    self.context = context
  }

  func start(_ request: ModelRequest, sink: any ModelSink) -> any ModelCall {
    let call = VendorCall<AnthropicDecoder>(provider: name, context: context, sink: sink)
    do throws(ModelFailure) {
      let body = try AnthropicRequestBody.encoded(request)
      call.send(
        HTTPClientRequest(url: url, headers: VendorRequest.merged(headers, [], traceparent: request.traceparent), body: body, timeouts: timeouts))
    } catch {
      call.fail(error)
    }
    return call
  }
}
