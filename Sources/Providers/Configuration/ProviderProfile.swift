import Domain
import Transport

/// One configured provider, as this target needs to know it.
package struct ProviderProfile: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Chat completions as OpenAI, vLLM, llama.cpp, Ollama, LiteLLM and others speak them.
    case openai
    /// OpenAI's Responses.
    case openaiResponses = "openai-responses"
    /// Anthropic's Messages.
    case anthropic
    /// The embedded demonstration.
    case scripted
  }

  /// What stands before the slash in `provider/model`.
  package var name: String
  package var kind: Kind
  /// As in the vendors' SDKs: OpenAI's ends in `/v1`, Anthropic's does not. A slash at its end does no harm. Unused by `scripted`.
  package var baseURL: String
  package var apiKey: String?
  /// Offered in lists; any other name is passed on unchecked.
  package var models: [String]
  /// Whether fields that the vendor does not document are let through.
  package var passUnknown: Bool
  /// Sent with each request; one of ours with the same name gives way.
  package var headers: [HTTPClientHeader]
  package var timeouts: HTTPClientTimeouts
  /// Whether answers of `openai-responses` go on at the vendor without a listener, so that they can be listened to again.
  package var isBackground: Bool
  /// What is done with an answer whose worker was lost, as far as the kind allows it.
  package var takeOverPolicy: TakeOverPolicy
  /// Pace of `scripted` where the model's name sets none.
  package var tokenMilliseconds: Int

  package init(
    name: String, kind: Kind, baseURL: String = "", apiKey: String? = nil, models: [String] = [], passUnknown: Bool = false,
    headers: [HTTPClientHeader] = [], timeouts: HTTPClientTimeouts = HTTPClientTimeouts(), isBackground: Bool = false,
    takeOverPolicy: TakeOverPolicy = .reattach, tokenMilliseconds: Int = 30
  ) {
    self.name = name
    self.kind = kind
    self.baseURL = baseURL
    self.apiKey = apiKey
    self.models = models
    self.passUnknown = passUnknown
    self.headers = headers
    self.timeouts = timeouts
    self.isBackground = isBackground
    self.takeOverPolicy = takeOverPolicy
    self.tokenMilliseconds = tokenMilliseconds
  }
}
