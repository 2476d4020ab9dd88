import Observe

/// Everything that the server can be told. The defaults stand here; names, units and descriptions stand in `SettingTable`.
package struct Configuration: Sendable, Equatable {
  package var listen = ListenAddress(host: "127.0.0.1", port: 8080)
  package var dataFolder = "./data"
  package var role = Role.all
  package var store = StoreLocation.sqlite(path: nil)
  /// A database that follows the store's, for reads that may be a little late.
  package var storeReplica: Secret?
  /// To the store's database.
  package var storeConnections = 10
  /// Where the studio runs samples; `nil`: in SQLite, in memory.
  package var sampleOn: Secret?
  package var bus = BusLocation.local
  package var registry = RegistryLocation.local
  package var broker = BrokerSettings()
  /// Empty: made from the host's name and the process ID.
  package var pod = ""
  /// Event loops; 0 means one for each processor.
  package var threads = 0
  /// Empty: the embedded pages.
  package var webFolder = ""
  package var drainGrace = Duration.seconds(30)
  package var allowedHosts: [String] = []
  package var allowedOrigins: [String] = []
  package var log = LogSettings()
  package var limits = Limits()
  package var access = AccessConfiguration()
  package var jwt = TokenConfiguration()
  package var streams = StreamSettings()
  package var retention = RetentionSettings()
  package var runs = RunSettings()
  package var upstream = UpstreamTimeouts()
  package var openai = VendorSettings()
  package var anthropic = VendorSettings()
  package var scripted = ScriptedSettings()
  package var chat = ChatSettings()
  /// Those of the file; `usedProviders` has all.
  package var providers: [ProviderConfiguration] = []
  package var prices: [PriceConfiguration] = []

  package init() {}
}

/// How the bus uses its broker.
package struct BrokerSettings: Sendable, Equatable {
  /// Copies of each of its streams.
  package var replicas = 1
  /// What is kept of live streams for replay.
  package var streamAge = Duration.seconds(3600)
  package var streamBytes = 1 << 30
  /// Files, in PEM, for an address that begins with `tls://`; empty where none is needed.
  package var authorities = ""
  package var certificate = ""
  package var key = ""

  package init() {}
}

package struct LogSettings: Sendable, Equatable {
  package var format = LogFormat.text
  package var level = LogLevel.info

  package init() {}
}

/// Limits against bad input (DESIGN §5).
package struct Limits: Sendable, Equatable {
  package var requestHeadBytes = 16 << 10
  package var requestHeaders = 100
  package var urlBytes = 8 << 10
  package var jsonBodyBytes = 1 << 20
  /// On the compatible endpoints, which carry images.
  package var compatibleBodyBytes = 32 << 20
  package var jsonDepth = 64
  package var attachmentBytes = 20 << 20
  package var workbookBytes = 50 << 20
  /// One assembled message.
  package var webSocketMessageBytes = 64 << 10
  package var keepAlive = Duration.seconds(75)
  package var headArrival = Duration.seconds(10)
  /// Without progress.
  package var bodyArrival = Duration.seconds(30)
  package var connections = 50_000
  package var connectionsPerKey = 1000
  /// Of one key; 0 for any number.
  package var requestsPerMinute = 1200
  /// Of all keys of one user; 0 for any number.
  package var userRequestsPerMinute = 0
  /// Of all answers of one user; 0 for any number.
  package var tokensPerMinute = 0

  package init() {}
}

package struct StreamSettings: Sendable, Equatable {
  package var memoryBytes = 256 << 20
  package var journalInterval = Duration.milliseconds(20)
  package var heartbeat = Duration.seconds(15)

  package init() {}
}

package struct RetentionSettings: Sendable, Equatable {
  package var streamLogs = Duration.seconds(24 * 3600)
  package var trace = Duration.seconds(30 * 24 * 3600)
  /// Of files that no message refers to.
  package var uploads = Duration.seconds(24 * 3600)

  package init() {}
}

package struct RunSettings: Sendable, Equatable {
  package var attempts = 3
  package var retryDelay = Duration.milliseconds(500)
  package var retryAfterMaximum = Duration.seconds(30)
  package var lease = Duration.seconds(15)
  /// Workers that may take a run, one after the other.
  package var maxDeliveries = 5
  /// In a cluster, where others are waiting.
  package var clusterLease = Duration.seconds(2)

  package init() {}
}

/// How long a provider may take.
package struct UpstreamTimeouts: Sendable, Equatable {
  package var connect = Duration.seconds(10)
  package var firstByte = Duration.seconds(300)
  package var idle = Duration.seconds(60)

  package init() {}
}

/// The short way to configure a vendor: without an entry in `providers`.
package struct VendorSettings: Sendable, Equatable {
  package var apiKey: Secret?
  package var baseURL: String?
  package var models: [String] = []

  package init() {}
}

package struct ScriptedSettings: Sendable, Equatable {
  package var tokensPerSecond = 50

  package init() {}
}

package struct ChatSettings: Sendable, Equatable {
  /// Empty: the default provider's first model.
  package var model = ""

  package init() {}
}
