import Primitives
import Store

extension SQLiteStore: PodStore {
  package func updateListeners(pod: String, joining: [String], leaving: [String], now: Timestamp) async throws(StoreError) {
    try await write { (writer) throws(StoreError) in
      for topic in leaving { try writer.connection.run("DELETE FROM listeners WHERE topic = ? AND pod = ?", topic, pod) }
      guard !joining.isEmpty else { return }
      try writer.connection.heard(of: pod, now: now)
      for topic in joining { try writer.connection.run("INSERT INTO listeners (topic, pod) VALUES (?, ?) ON CONFLICT DO NOTHING", topic, pod) }
    }
  }

  package func listeners(at topic: String, heardSince: Timestamp) async throws(StoreError) -> [String] {
    try await read { (connection) throws(StoreError) in
      try connection.all(
        "SELECT pod FROM listeners JOIN pods ON pods.name = listeners.pod WHERE topic = ? AND heartbeat_at >= ? ORDER BY pod", topic, heardSince
      ) { row in row.text() }
    }
  }

  package func heartbeat(pod: String, now: Timestamp) async throws(StoreError) -> Int {
    try await write { (writer) throws(StoreError) in
      try writer.connection.heard(of: pod, now: now)
      return try writer.connection.first("SELECT count(*) FROM listeners WHERE pod = ?", pod) { row in row.int() } ?? 0
    }
  }

  package func pods(heardSince: Timestamp) async throws(StoreError) -> [String] {
    try await read { (connection) throws(StoreError) in
      try connection.all("SELECT name FROM pods WHERE heartbeat_at >= ? ORDER BY name", heardSince) { row in row.text() }
    }
  }

  package func removePod(_ pod: String) async throws(StoreError) {
    _ = try await write { (writer) throws(StoreError) in try writer.connection.run("DELETE FROM pods WHERE name = ?", pod) }
  }

  package func removePods(silentSince: Timestamp) async throws(StoreError) -> [String] {
    try await write { (writer) throws(StoreError) in
      let silent = try writer.connection.all("SELECT name FROM pods WHERE heartbeat_at < ? ORDER BY name", silentSince) { row in row.text() }
      for pod in silent { try writer.connection.run("DELETE FROM pods WHERE name = ?", pod) }
      return silent
    }
  }
}

extension Connection {
  fileprivate func heard(of pod: String, now: Timestamp) throws(StoreError) {
    try run("INSERT INTO pods (name, heartbeat_at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET heartbeat_at = excluded.heartbeat_at", pod, now)
  }
}
