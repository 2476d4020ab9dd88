/// What an operator decides about the gateway.
package struct GatewaySettings: Sendable {
  package var pod: String
  package var version: String
  /// Host names that a request may name beside the loopback ones, in lower case, without a port.
  package var allowedHosts: Set<String>
  /// Origins' host names that pages may come from beside the loopback ones.
  package var allowedOrigins: Set<String>
  package var bodyBytes: Int
  package var compatibleBodyBytes: Int
  package var attachmentBytes: Int
  /// Of a workbook, as a file.
  package var workbookBytes: Int
  package var jsonDepth: Int
  /// What a reader is told to wait before it comes again.
  package var retryMilliseconds: Int64
  /// Folder of the pages; empty: those embedded in the binary.
  package var webFolder: String
  /// Of a process that only works: liveness, readiness and metrics.
  package var servesOperationsOnly: Bool

  package init(
    pod: String, version: String, allowedHosts: Set<String> = [], allowedOrigins: Set<String> = [], bodyBytes: Int = 1 << 20,
    compatibleBodyBytes: Int = 32 << 20, attachmentBytes: Int = 20 << 20, workbookBytes: Int = 50 << 20, jsonDepth: Int = 64,
    retryMilliseconds: Int64 = 1000, webFolder: String = "", servesOperationsOnly: Bool = false
  ) {
    self.pod = pod
    self.version = version
    self.allowedHosts = allowedHosts
    self.allowedOrigins = allowedOrigins
    self.bodyBytes = bodyBytes
    self.compatibleBodyBytes = compatibleBodyBytes
    self.attachmentBytes = attachmentBytes
    self.workbookBytes = workbookBytes
    self.jsonDepth = jsonDepth
    self.retryMilliseconds = retryMilliseconds
    self.webFolder = webFolder
    self.servesOperationsOnly = servesOperationsOnly
  }
}
