/// Decides which provider answers for a model's name. Pure, and the same on every loop.
package struct ModelRouter: Sendable {
  /// In the order in which an unknown name looks for one: kind by kind, within a kind as configured.
  package let providers: [ProviderProfile]

  /// - Parameter providers: at least one.
  package init(_ providers: [ProviderProfile]) {
    precondition(!providers.isEmpty, "there is always a provider: the embedded one")
    self.providers = ProviderProfile.Kind.allCases.flatMap { kind in providers.filter { $0.kind == kind } }
  }

  /// The provider's name and the model's name there.
  package struct Route: Sendable, Equatable {
    package var provider: String
    package var model: String

    package init(provider: String, model: String) {
      self.provider = provider
      self.model = model
    }
  }

  /// `provider/name` picks the provider and is stripped; `claude…` goes to Anthropic where configured; `scripted…` to the embedded one; any
  /// other name, unchanged and unchecked, to the first provider.
  package func route(_ model: String) -> Route {
    if let slash = model.firstIndex(of: "/"), model.index(after: slash) < model.endIndex {
      let prefix = model[..<slash]
      if providers.contains(where: { $0.name == prefix }) {
        return Route(provider: String(prefix), model: String(model[model.index(after: slash)...]))
      }
    }
    if model.hasPrefix("claude"), let provider = first(.anthropic) { return Route(provider: provider, model: model) }
    if model.hasPrefix("scripted"), let provider = first(.scripted) { return Route(provider: provider, model: model) }
    return Route(provider: providers[0].name, model: model)
  }

  /// The models to list, each under the shortest name that leads to it.
  package func models() -> [ListedModel] {
    providers.flatMap { provider in
      provider.models.map { model in
        let isDirect = route(model) == Route(provider: provider.name, model: model)
        return ListedModel(id: isDirect ? model : "\(provider.name)/\(model)", provider: provider.name)
      }
    }
  }

  /// Whether a provider takes fields that its vendor does not document.
  package func passesUnknown(provider: String) -> Bool { providers.first { $0.name == provider }?.passUnknown ?? false }

  private func first(_ kind: ProviderProfile.Kind) -> String? { providers.first { $0.kind == kind }?.name }
}

/// A model in a list.
package struct ListedModel: Sendable, Equatable {
  package var id: String
  /// The provider's configured name.
  package var provider: String

  package init(id: String, provider: String) {
    self.id = id
    self.provider = provider
  }
}
