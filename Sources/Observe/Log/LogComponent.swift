/// The part of the server that speaks. The first five are also the components of boundary records (PROTOCOL §3, trace).
package enum LogComponent: String, CaseIterable, Sendable {
  case gateway, bus, worker, provider, store
  case app, registry, stream, transport
}
