import Domain
import Transport

/// Chat completions as OpenAI, vLLM, llama.cpp, Ollama, LiteLLM and others speak them. Bound to its loop.
final class OpenAIProvider: ModelProvider {
  let name: String
  /// Chat completions begin an answer; none of these servers promises to go on from a text of ours.
  let canContinue = false
  private let url: String
  private let headers: [HTTPClientHeader]
  private let timeouts: HTTPClientTimeouts
  private let context: VendorContext

  init(_ profile: ProviderProfile, context: VendorContext) {
    name = profile.name
    url = VendorRequest.url(profile.baseURL, "/chat/completions")
    headers = VendorRequest.headers(of: profile, key: profile.apiKey.map { HTTPClientHeader("Authorization", "Bearer \($0)") })
    timeouts = profile.timeouts
    self.context = context
  }

  func start(_ request: ModelRequest, sink: any ModelSink) -> any ModelCall {
    let call = VendorCall<OpenAIDecoder>(provider: name, context: context, sink: sink)
    // OpenAI writes this one into its logs.
    let own = [HTTPClientHeader("X-Client-Request-Id", request.run)]
    call.send(
      HTTPClientRequest(
        url: url, headers: VendorRequest.merged(headers, own, traceparent: request.traceparent), body: OpenAIRequestBody.encoded(request),
        timeouts: timeouts))
    return call
  }
}
