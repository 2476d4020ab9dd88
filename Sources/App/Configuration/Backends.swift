/// What this process does.
package enum Role: String, Sendable, CaseIterable {
  case all, gateway, worker
}

/// Where the records are kept.
package enum StoreLocation: Sendable, Equatable {
  /// A file; `nil` means `throughline.db` in the data folder.
  case sqlite(path: String?)
  /// A PostgreSQL database, by its URL.
  case postgres(Secret)
}

/// What carries events between workers and gateways.
package enum BusLocation: Sendable, Equatable {
  /// Within this process.
  case local
  /// A NATS server, by its URL.
  case nats(Secret)
}

/// Where it is written down which gateway has which reader.
package enum RegistryLocation: Sendable, Equatable {
  /// Within this process.
  case local
  /// A Redis server, by its URL.
  case redis(Secret)
}
