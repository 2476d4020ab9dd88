import Domain
import Primitives
import Store
import StorePostgres
import TestKit
import Testing

/// What the store's address says of TLS, against a server that answers over TLS only.
@Suite(.timeLimit(.minutes(2))) struct PostgresTLSTests {
  private func refusal(_ url: String) -> StoreError? {
    do {
      _ = try PostgresStore.migrate(PostgresSettings(url: url), now: ManualTime().now())
      return nil
    } catch { return error }
  }

  @Test func `the server's certificate is believed or refused as the address says`() async throws {
    let (certificates, others) = (try TestCertificates(), try TestCertificates())
    try certificates.sign("server", for: "DNS:localhost")
    let server = try PostgresServer(certificates: certificates)
    let database = try server.makeDatabase()
    let believed = server.securedURL(of: database, "sslmode=verify-ca&sslrootcert=\(certificates.authority)")

    for (words, reason) in [
      ("sslmode=disable", "no encryption"), ("sslmode=verify-ca&sslrootcert=\(others.authority)", "certificate verify failed"),
      // Its certificate is for localhost, not for the address.
      ("sslmode=verify-full&sslrootcert=\(certificates.authority)", "does not match host name"),
      ("sslmode=verify-full&sslrootcert=/no/such/file", "root certificate"),
    ] {
      let refused = refusal(server.securedURL(of: database, words))
      #expect(refused?.code == .unavailable && refused?.message.contains(reason) == true, "\(words): \(refused?.message ?? "it was opened")")
    }

    #expect(refusal(believed) == nil)
    let time = ManualTime()
    for url in [believed, believed.replacing127WithName, server.securedURL(of: database, "sslmode=require")] {
      let store = try await PostgresStore.open(PostgresSettings(url: url, connections: 3), time: time)
      let chat = Chat(id: Self.chatID(), title: "t", createdAt: time.now(), updatedAt: time.now(), origin: "native")
      _ = try await store.createChat(chat, idempotency: nil)
      #expect(try await store.chat(chat.id) == chat)
      await store.close()
    }
  }

  private static func chatID() -> ChatID {
    var random = SystemRandomNumberGenerator()
    return ChatID(using: &random)
  }
}

extension String {
  /// The address by the name that the certificate is for, which is insisted on.
  fileprivate var replacing127WithName: String {
    split(separator: "127.0.0.1", maxSplits: 1).joined(separator: "localhost").split(separator: "verify-ca", maxSplits: 1).joined(
      separator: "verify-full")
  }
}
