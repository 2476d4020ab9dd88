/// One provider of models.
package struct ProviderConfiguration: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case openai
    case openaiResponses = "openai-responses"
    case anthropic, scripted
  }

  /// What is done with an answer whose worker was lost, as far as the kind allows it.
  package enum OnTakeOver: String, Sendable, CaseIterable {
    case reattach, `continue`, restart
  }

  package struct Header: Sendable, Equatable {
    package var name: String
    package var value: Secret

    package init(name: String, value: Secret) {
      self.name = name
      self.value = value
    }
  }

  /// What callers write before the slash: `name/model`.
  package var name: String
  package var kind: Kind
  /// Without a slash at its end; empty for `scripted`.
  package var baseURL: String
  package var apiKey: Secret?
  /// Offered in `/v1/models`; the first is the default.
  package var models: [String]
  /// Whether fields that the vendor does not document are passed on.
  package var passUnknown: Bool
  /// Sent with each request.
  package var headers: [Header]
  package var timeouts: UpstreamTimeouts
  /// Of `openai-responses`: answers go on at the vendor without a listener, and are kept there.
  package var background: Bool
  package var onTakeOver: OnTakeOver

  package init(
    name: String, kind: Kind, baseURL: String? = nil, apiKey: Secret? = nil, models: [String] = [], passUnknown: Bool = false,
    headers: [Header] = [], timeouts: UpstreamTimeouts = UpstreamTimeouts(), background: Bool = false, onTakeOver: OnTakeOver = .reattach
  ) {
    self.name = name
    self.kind = kind
    self.baseURL = baseURL ?? kind.defaultBaseURL
    self.apiKey = apiKey
    self.models = models
    self.passUnknown = passUnknown
    self.headers = headers
    self.timeouts = timeouts
    self.background = background
    self.onTakeOver = onTakeOver
  }
}

extension ProviderConfiguration.Kind {
  /// The vendor's own service. As in the vendors' SDKs, OpenAI's ends in `/v1` and Anthropic's does not.
  package var defaultBaseURL: String {
    switch self {
    case .openai, .openaiResponses: "https://api.openai.com/v1"
    case .anthropic: "https://api.anthropic.com"
    case .scripted: ""
    }
  }

  /// The model that is asked when neither the caller nor the configuration names one.
  package var defaultModel: String {
    switch self {
    case .openai, .openaiResponses: "gpt-4.1-mini"
    case .anthropic: "claude-haiku-4-5"
    case .scripted: "scripted"
    }
  }
}
