/// How a store on PostgreSQL is reached.
package struct PostgresSettings: Sendable {
  /// `postgres://user:password@host:port/database?sslmode=…` or libpq's `key=value` words.
  package var url: String
  /// A server for reads that may be a little late: lists, search, the ledger, the trace.
  package var replicaURL: String?
  /// Connections to the primary at most, at least 3.
  package var connections: Int
  /// To one address of the server.
  package var connectSeconds: Int
  /// After which the server ends a statement.
  package var statementMilliseconds: Int

  package init(url: String, replicaURL: String? = nil, connections: Int = 10, connectSeconds: Int = 5, statementMilliseconds: Int = 15_000) {
    self.url = url
    self.replicaURL = replicaURL
    self.connections = max(3, connections)
    self.connectSeconds = connectSeconds
    self.statementMilliseconds = statementMilliseconds
  }
}
