import TestKit

/// One server for all tests of the process.
enum TestServer {
  private static let shared = Result { try PostgresServer() }

  static func get() throws -> PostgresServer { try shared.get() }
}
