/// How large the parts of a request may be, in bytes where nothing else is said.
package struct HTTPLimits: Equatable, Sendable {
  /// Request line and headers together, all line ends included; 431 above.
  package var headBytes = 16 * 1024
  /// The request target; 414 above.
  package var targetBytes = 8 * 1024
  /// Number of header lines; 431 above.
  package var headerCount = 100
  /// A body whose route says nothing else; 413 above.
  package var bodyBytes = 1024 * 1024

  package init() {}
}
