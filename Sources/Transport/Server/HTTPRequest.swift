import Wire

/// A whole request, as a service gets it.
package struct HTTPRequest: Sendable {
  package let head: HTTPRequestHead
  package let body: [UInt8]
  /// The address at the other end of the connection, without its port.
  package let peerAddress: String

  package init(head: HTTPRequestHead, body: [UInt8], peerAddress: String) {
    self.head = head
    self.body = body
    self.peerAddress = peerAddress
  }
}
