import Primitives

/// One crossing of a boundary by something with an ID: the unit of a trace.
package struct BoundaryRecord: Sendable, Equatable {
  package enum Marker: String, Sendable { case entry = "ENTRY", exit = "EXIT", relay = "RELAY" }
  package enum Component: String, Sendable { case gateway, bus, worker, provider, store }

  package var time: Timestamp
  package var marker: Marker
  package var component: Component
  package var id: String
  package var frontendID: String?
  package var pod: String
  /// What happened, in a few words or `key=value` pairs.
  package var detail: String

  package init(time: Timestamp, marker: Marker, component: Component, id: String, frontendID: String?, pod: String, detail: String) {
    self.time = time
    self.marker = marker
    self.component = component
    self.id = id
    self.frontendID = frontendID
    self.pod = pod
    self.detail = detail
  }
}
