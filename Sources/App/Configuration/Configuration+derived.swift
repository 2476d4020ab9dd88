import Domain

extension Configuration {
  /// All providers in the order in which an unknown model looks for one: those that speak OpenAI's chat completions, then its Responses, then
  /// Anthropic's, then the embedded one, which is always there; within a kind in the order of the configuration.
  package var usedProviders: [ProviderConfiguration] {
    var all = providers
    for (name, kind, vendor) in [("openai", ProviderConfiguration.Kind.openai, openai), ("anthropic", .anthropic, anthropic)]
    where vendor.isConfigured && !providers.contains(where: { $0.name == name }) {
      all.append(
        ProviderConfiguration(
          name: name, kind: kind, baseURL: vendor.baseURL, apiKey: vendor.apiKey, models: vendor.models, timeouts: upstream))
    }
    if !all.contains(where: { $0.name == "scripted" }) {
      all.append(ProviderConfiguration(name: "scripted", kind: .scripted, models: ["scripted"], timeouts: upstream))
    }
    return ProviderConfiguration.Kind.allCases.flatMap { kind in all.filter { $0.kind == kind } }
  }

  /// The provider that answers for a model that names none.
  package var defaultProvider: ProviderConfiguration { usedProviders[0] }

  /// The model that is asked when a message names none.
  package var defaultModel: String {
    if !chat.model.isEmpty { return chat.model }
    return defaultProvider.models.first ?? defaultProvider.kind.defaultModel
  }

  /// Whether other processes share the work, over a bus.
  package var isCluster: Bool { bus != .local }

  /// How long a worker may be silent before another takes its runs over.
  package var leaseMilliseconds: Int64 { isCluster ? runs.clusterLease.milliseconds : runs.lease.milliseconds }

  /// The database's file.
  package var databasePath: String {
    if case .sqlite(let path?) = store { return path }
    return databasePathInDataFolder
  }

  /// The file that a server without a `store` setting uses.
  package var databasePathInDataFolder: String {
    dataFolder.hasSuffix("/") ? dataFolder + "throughline.db" : dataFolder + "/throughline.db"
  }

  /// Names under which the server may be called (`Host`, without its port, in lower case).
  package var acceptedHosts: [String] {
    var names = ["localhost", "127.0.0.1", "::1"]
    if !listen.isWildcard { names.append(listen.host.lowercased()) }
    for name in allowedHosts where !names.contains(name) { names.append(name) }
    return names
  }

  /// The process's name in a cluster: as configured, else made from the host's name and the process ID.
  package func podName(hostName: String, processID: Int32) -> String {
    if !pod.isEmpty { return pod }
    let suffix = "-\(processID)"
    let allowed = hostName.lowercased().utf8.map { byte -> UInt8 in
      switch byte {
      case 0x30...0x39, 0x61...0x7A: byte
      default: 0x2D
      }
    }
    let trimmed = allowed.drop { $0 == 0x2D }.prefix(63 - suffix.utf8.count)
    return (trimmed.isEmpty ? "pod" : String(decoding: trimmed, as: UTF8.self)) + suffix
  }
}

extension VendorSettings {
  /// A key or a base URL is enough: local servers want no key.
  var isConfigured: Bool { apiKey != nil || baseURL != nil }
}
