/// How the bus uses its broker.
package struct NATSBusOptions: Sendable, Equatable {
  /// What this process is called in the broker's monitoring.
  package var clientName = "throughline"
  /// With TLS: a file of the certificates by which the broker's is believed, in PEM. Empty: the system's.
  package var authorities = ""
  /// With TLS, of a broker that asks for it: files of this process's own certificate, with what it is signed by, and of its key, in PEM. Empty: none.
  package var certificate = ""
  package var key = ""
  /// Copies of each stream; more than 1 needs a cluster of as many servers.
  package var replicas = 1
  /// How long `TL_STREAMS` keeps events for replay, and how many bytes of them.
  package var streamAge = Duration.seconds(3600)
  package var streamBytes = 1 << 30
  /// How long `TL_CHANNELS` and `TL_EVENTS` keep what they have, and how many bytes each.
  package var recordAge = Duration.seconds(7 * 24 * 3600)
  package var recordBytes = 256 << 20
  /// An offer of work that is neither answered nor said to be in progress for so long goes to another worker.
  package var workPatience = Duration.seconds(3)
  /// Offers that this process holds unanswered at one time.
  package var openOffers = 10_000
  /// What is kept back until the broker confirms it, or comes back.
  package var keptMessages = 100_000
  package var keptBytes = 64 << 20
  /// Lines to pods and control that are kept back while the broker is away.
  package var reconnectBufferBytes = 8 << 20

  package init() {}
}
