/// Whose boundary was crossed (PROTOCOL §3, trace).
package enum BoundaryComponent: String, CaseIterable, Sendable {
  case gateway, bus, worker, provider, store

  var log: LogComponent {
    switch self {
    case .gateway: .gateway
    case .bus: .bus
    case .worker: .worker
    case .provider: .provider
    case .store: .store
    }
  }
}
