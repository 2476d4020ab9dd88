import Primitives

/// One crossing of a boundary by something with an ID: what `throughline trace` shows (DESIGN §1, promise 7).
package struct BoundaryRecord: Sendable, Equatable {
  package let time: Timestamp
  package let marker: BoundaryMarker
  package let component: BoundaryComponent
  /// The canonical ID: of an entity, a stream or a run.
  package let id: String
  /// What the client called it.
  package let frontendID: String?
  package let pod: String
  package let detail: LogFields

  package init(
    time: Timestamp, marker: BoundaryMarker, component: BoundaryComponent, id: String, frontendID: String?, pod: String, detail: LogFields = [:]
  ) {
    self.time = time
    self.marker = marker
    self.component = component
    self.id = id
    self.frontendID = frontendID
    self.pod = pod
    self.detail = detail
  }

  /// The detail as a JSON object, for the store and for the trace's answer.
  package var detailJSON: String {
    var bytes: [UInt8] = [0x7B]
    for (index, field) in detail.all.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      bytes.append(contentsOf: "\"\(field.key.rawValue)\":".utf8)
      field.value.append(to: &bytes) { LogEscaping.appendQuoted($0, to: &$1) }
    }
    bytes.append(0x7D)
    return String(decoding: bytes, as: UTF8.self)
  }
}
