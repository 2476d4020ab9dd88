/// Which way an ID crossed a boundary.
package enum BoundaryMarker: String, CaseIterable, Sendable {
  case entry = "ENTRY"
  case exit = "EXIT"
  case relay = "RELAY"
}
