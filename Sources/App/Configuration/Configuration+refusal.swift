extension Configuration {
  /// Refuses what one setting alone does not show to be wrong.
  /// - Throws: `ConfigurationError` for what this build does not carry and for settings that exclude each other.
  func checkTogether(origins: [String: SettingOrigin]) throws(ConfigurationError) {
    if role != .all, !isCluster {
      throw .conflict(
        setting: "role", origin: origins["role"] ?? .standard,
        reason: "a \(role.rawValue) alone serves nobody; name a bus, such as nats://127.0.0.1:4222")
    }
    if role != .all, case .sqlite = store {
      throw .conflict(
        setting: "role", origin: origins["role"] ?? .standard,
        reason:
          "a \(role.rawValue) shares its store with others, and a file is one process's; name a database, such as postgres://throughline@127.0.0.1/throughline"
      )
    }
    if storeReplica != nil, case .sqlite = store {
      throw .conflict(
        setting: "store_replica", origin: origins["store_replica"] ?? .standard,
        reason: "a file has no replica; leave it out, or name a database as store")
    }
    if registry != .local, !isCluster {
      throw .conflict(
        setting: "registry", origin: origins["registry"] ?? .standard, reason: "a process alone has nobody to find; name a bus, or leave it out")
    }
    for (index, provider) in providers.enumerated() {
      for vendor in ["openai.base_url", "openai.api_key", "openai.models", "anthropic.base_url", "anthropic.api_key", "anthropic.models"]
      where vendor.hasPrefix(provider.name + ".") {
        // A key or address in the environment may be meant for other programs; it must not go to a server that the file describes.
        guard let origin = origins[vendor], !origin.isEnvironment else { continue }
        throw .conflict(setting: vendor, origin: origin, reason: "providers[\(index)] describes \"\(provider.name)\" already; say it there")
      }
    }
  }

  /// Refuses to be reachable from other machines while nobody would be asked for a key.
  /// - Parameters:
  ///   - hasKeys: whether API keys exist.
  ///   - origin: of the `listen` setting.
  /// - Throws: `ConfigurationError` with code `exposed`.
  package func checkExposure(hasKeys: Bool, origin: SettingOrigin) throws(ConfigurationError) {
    if !hasKeys, !listen.isLoopback { throw .exposed(listen, origin: origin) }
  }
}
