import Primitives

/// The checks that need nothing but the configuration and the machine.
enum Doctor {
  /// Below it, the store may run full within a day of use.
  static let lowDiskBytes: UInt64 = 1 << 30
  /// Below it, the store cannot be trusted to write.
  static let leastDiskBytes: UInt64 = 64 << 20
  /// Descriptors besides those of connections: store, sockets to providers, logs.
  static let spareFiles: UInt64 = 256

  static func checks(hasKeys: Bool) -> [DoctorCheck] {
    [
      DoctorCheck("data folder") { dataFolder($0.values, $1) }, DoctorCheck("disk") { disk($0.values, $1) },
      DoctorCheck("open files") { openFiles($0.values, $1) }, DoctorCheck("address") { address($0, $1, hasKeys: hasKeys) },
      DoctorCheck("clock") { clock($1) }, DoctorCheck("providers") { loaded, _ in providers(loaded.values) },
    ]
  }

  private static func dataFolder(_ values: Configuration, _ machine: any MachineProbe) -> DoctorFinding {
    let path = values.dataFolder
    return switch machine.folder(path) {
    case .writable: .ok("\(path) can be written")
    case .canBeMade: .ok("\(path) is not there yet and can be made")
    case .notAFolder: .failed("\(path) is not a folder", advice: "name another with --data, or move that file away")
    case .refused(let reason): .failed("\(path) cannot be written: \(reason)", advice: "change its owner or rights, or name another with --data")
    }
  }

  private static func disk(_ values: Configuration, _ machine: any MachineProbe) -> DoctorFinding {
    guard let free = machine.freeDiskBytes(values.dataFolder) else {
      return .warning("the free space under \(values.dataFolder) cannot be told", advice: nil)
    }
    let text = "\(free >> 20) MiB free under \(values.dataFolder)"
    let advice = "make room there, or put the data elsewhere with --data"
    return free < leastDiskBytes ? .failed(text, advice: advice) : free < lowDiskBytes ? .warning(text, advice: advice) : .ok(text)
  }

  private static func openFiles(_ values: Configuration, _ machine: any MachineProbe) -> DoctorFinding {
    guard let limit = machine.openFileLimit() else { return .warning("the limit of open files cannot be told", advice: nil) }
    let wanted = UInt64(values.limits.connections) + spareFiles
    let text = "limit \(limit.soft) (can be raised to \(limit.hard)); \(wanted) for limits.connections = \(values.limits.connections)"
    guard limit.hard < wanted else { return .ok(text) }
    return .warning(text, advice: "raise it with `ulimit -Hn \(wanted)` or LimitNOFILE= in the service's unit, or lower limits.connections")
  }

  private static func address(_ loaded: LoadedConfiguration, _ machine: any MachineProbe, hasKeys: Bool) -> DoctorFinding {
    let listen = loaded.values.listen
    do {
      try loaded.values.checkExposure(hasKeys: hasKeys, origin: loaded.origin("listen"))
    } catch {
      return .failed("\(listen) can be reached by other machines, and there are no API keys", advice: "listen on 127.0.0.1")
    }
    return switch machine.listen(on: listen) {
    case .free: .ok("\(listen) is free")
    case .taken: .warning("\(listen) is in use", advice: "unless Throughline itself runs there, choose another port with --listen")
    case .refused(let reason): .failed("cannot listen on \(listen): \(reason)", advice: "choose another address with --listen")
    }
  }

  private static func clock(_ machine: any MachineProbe) -> DoctorFinding {
    let now = machine.now()
    let advice = "set the clock: IDs and records carry its time"
    guard let earliest = Timestamp(rfc3339: "2026-01-01"), let latest = Timestamp(rfc3339: "2100-01-01") else {
      return .warning("the time cannot be judged", advice: nil)
    }
    return (earliest...latest).contains(now) ? .ok(now.rfc3339) : .failed("the time is said to be \(now.rfc3339)", advice: advice)
  }

  private static func providers(_ values: Configuration) -> DoctorFinding {
    let used = values.usedProviders
    let names = used.map { "\($0.name) (\($0.kind.rawValue))" }.joined(separator: ", ")
    for provider in used where provider.apiKey != nil && provider.baseURL.hasPrefix("http://") && !isLocal(provider.baseURL) {
      return .warning("\(provider.name) gets its key over \(provider.baseURL), unencrypted", advice: "use https:// in its base_url")
    }
    if used.allSatisfy({ $0.kind == .scripted }) {
      return .warning(
        "only the embedded demonstration", advice: "set OPENAI_API_KEY, OPENAI_BASE_URL or ANTHROPIC_API_KEY, or list providers in a file")
    }
    return .ok(names)
  }

  private static func isLocal(_ url: String) -> Bool {
    let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
    let hasPort = authority.hasSuffix("]") ? false : authority.contains(":")
    return ListenAddress(hasPort ? String(authority) : "\(authority):80")?.isLoopback ?? false
  }
}
