/// A table that goes along when an installation moves from one kind of database to the other.
package struct CopyTable: Sendable {
  package let name: String
  /// Columns of the target that take the value of another column of the source.
  package let renamed: [String: String]
  /// Columns whose sums must be equal on both sides.
  package let sums: [String]

  init(_ name: String, renamed: [String: String] = [:], sums: [String] = []) {
    self.name = name
    self.renamed = renamed
    self.sums = sums
  }

  /// In an order in which each row comes after those that it refers to.
  package static let all: [CopyTable] = [
    CopyTable("users"),
    CopyTable("api_keys"),
    CopyTable("shared_secrets"),
    CopyTable("sessions", sums: ["last_ordinal"]),
    CopyTable("chats", sums: ["last_sequence", "message_count", "total_tokens", "total_cost", "unpriced_messages"]),
    CopyTable("chat_shares"),
    CopyTable("messages", sums: ["total_tokens", "cost"]),
    CopyTable("blobs", sums: ["bytes"]),
    CopyTable("uploads", sums: ["bytes"]),
    CopyTable("artifacts", sums: ["bytes"]),
    CopyTable("runs", sums: ["number", "epoch"]),
    CopyTable("dead_letters", sums: ["attempts"]),
    CopyTable("provider_calls", sums: ["number", "input_tokens", "output_tokens", "cost"]),
    CopyTable("idempotency_keys"),
    CopyTable("workbooks", sums: ["bytes"]),
    CopyTable("workbook_layouts"),
    CopyTable("generations", sums: ["number", "version"]),
    CopyTable("generation_runs", sums: ["generation"]),
    CopyTable("generation_versions", sums: ["version"]),
    CopyTable("stream_segments"),
    CopyTable("session_streams", sums: ["ordinal", "run"]),
    CopyTable("boundary_records", sums: ["number"]),
    // One writer gave the IDs in the order in which the events came.
    CopyTable("domain_events", renamed: ["number": "id"], sums: ["id"]),
    CopyTable("outbox_progress", sums: ["published_through"]),
  ]

  /// Tables that stay behind: who is alive at the moment and holds what, the schema's own history, and the journal, whose events go along as segments.
  package static let left: Set<String> = ["leases", "listeners", "pods", "schema_migrations", "stream_journal"]
}
