import Domain
import Gateway
import Providers
import Transport

extension Configuration {
  /// The providers as the loops' own instances want to know them.
  var providerProfiles: [ProviderProfile] {
    usedProviders.map { provider in
      let kind: ProviderProfile.Kind =
        switch provider.kind {
        case .openai: .openai
        case .openaiResponses: .openaiResponses
        case .anthropic: .anthropic
        case .scripted: .scripted
        }
      return ProviderProfile(
        name: provider.name, kind: kind, baseURL: provider.baseURL, apiKey: provider.apiKey?.reveal(), models: provider.models,
        passUnknown: provider.passUnknown, headers: provider.headers.map { HTTPClientHeader($0.name, $0.value.reveal()) },
        timeouts: provider.timeouts.client, isBackground: provider.background, takeOverPolicy: provider.onTakeOver.policy,
        tokenMilliseconds: max(1, 1000 / max(1, scripted.tokensPerSecond)))
    }
  }
}

extension ProviderConfiguration.OnTakeOver {
  fileprivate var policy: TakeOverPolicy {
    switch self {
    case .reattach: .reattach
    case .continue: .continue
    case .restart: .restart
    }
  }
}

extension UpstreamTimeouts {
  fileprivate var client: HTTPClientTimeouts {
    HTTPClientTimeouts(
      connectMilliseconds: Int(connect.milliseconds), firstByteMilliseconds: Int(firstByte.milliseconds), idleMilliseconds: Int(idle.milliseconds))
  }
}

/// The configured providers as the gateway asks for them.
struct ConfiguredModels: ModelDirectory {
  private let router: ModelRouter
  private let defaultModel: String

  init(_ configuration: Configuration) {
    router = ModelRouter(configuration.providerProfiles)
    defaultModel = configuration.defaultModel
  }

  func resolve(_ model: String?) -> ResolvedModel {
    let route = router.route(model ?? defaultModel)
    return ResolvedModel(provider: route.provider, model: route.model)
  }

  var listed: [(id: String, provider: String)] { router.models().map { ($0.id, $0.provider) } }

  func passesUnknownFields(provider: String) -> Bool { router.passesUnknown(provider: provider) }
}
