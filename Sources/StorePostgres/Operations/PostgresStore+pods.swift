import Primitives
import Store

extension PostgresStore: PodStore {
  package func updateListeners(pod: String, joining: [String], leaving: [String], now: Timestamp) async throws(StoreError) {
    try await write { query in
      if !joining.isEmpty { query.heard(of: pod, now: now) }
      query.send("DELETE FROM listeners WHERE topic = ANY($1) AND pod = $2", leaving, pod)
      query.send("INSERT INTO listeners (topic, pod) SELECT unnest($1), $2 ON CONFLICT DO NOTHING", joining, pod)
      return {}
    }
  }

  package func listeners(at topic: String, heardSince: Timestamp) async throws(StoreError) -> [String] {
    try await read { query in
      let found = query.send(
        "SELECT pod FROM listeners JOIN pods ON pods.name = listeners.pod WHERE topic = $1 AND heartbeat_at >= $2 ORDER BY pod COLLATE \"C\"", topic,
        heardSince)
      return { () throws(StoreError) in try found.all { row in row.text() } }
    }
  }

  package func heartbeat(pod: String, now: Timestamp) async throws(StoreError) -> Int {
    try await write { query in
      query.heard(of: pod, now: now)
      let count = query.send("SELECT count(*) FROM listeners WHERE pod = $1", pod)
      return { () throws(StoreError) in try count.first { row in row.int() } ?? 0 }
    }
  }

  package func pods(heardSince: Timestamp) async throws(StoreError) -> [String] {
    try await read { query in
      let found = query.send("SELECT name FROM pods WHERE heartbeat_at >= $1 ORDER BY name COLLATE \"C\"", heardSince)
      return { () throws(StoreError) in try found.all { row in row.text() } }
    }
  }

  package func removePod(_ pod: String) async throws(StoreError) {
    try await write { query in
      query.send("DELETE FROM pods WHERE name = $1", pod)
      return {}
    }
  }

  package func removePods(silentSince: Timestamp) async throws(StoreError) -> [String] {
    try await write { query in
      // All pods sweep at the same time: what one takes out another passes over.
      let gone = query.send(
        """
        DELETE FROM pods WHERE name IN (SELECT name FROM pods WHERE heartbeat_at < $1 ORDER BY name FOR UPDATE SKIP LOCKED) RETURNING name
        """, silentSince)
      return { () throws(StoreError) in try gone.all { row in row.text() }.sorted() }
    }
  }
}

extension PostgresQuery {
  fileprivate func heard(of pod: String, now: Timestamp) {
    send("INSERT INTO pods (name, heartbeat_at) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET heartbeat_at = excluded.heartbeat_at", pod, now)
  }
}
