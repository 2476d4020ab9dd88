import Wire

/// A stream of the broker as JetStream's API takes it (`io.nats.jetstream.api.v1.stream_create_request`).
struct StreamDefinition: Equatable {
  enum Retention { case limits, work }

  var name: String
  var subjects: String
  var retention = Retention.limits
  /// `nil`: without end.
  var age: Duration?
  var bytes: Int?
  /// How long the ID of a message keeps the same message out.
  var duplicateWindow: Duration
  var replicas: Int

  static let work = "TL_WORK"
  static let streams = "TL_STREAMS"
  static let channels = "TL_CHANNELS"
  static let events = "TL_EVENTS"
  /// The durable consumer through which all processes are offered work.
  static let workers = "workers"

  /// What the bus needs.
  static func all(_ options: NATSBusOptions) -> [StreamDefinition] {
    [
      // A longer window would keep out the honest second offer of a run whose turn has come.
      StreamDefinition(
        name: work, subjects: "tl.work.>", retention: .work, age: nil, bytes: nil, duplicateWindow: .milliseconds(500), replicas: options.replicas),
      // The broker holds each ID in memory for so long. What comes twice later is told apart by its position.
      StreamDefinition(
        name: streams, subjects: "tl.stream.>", age: options.streamAge, bytes: options.streamBytes,
        duplicateWindow: min(.seconds(10), options.streamAge), replicas: options.replicas),
      StreamDefinition(
        name: channels, subjects: "tl.channel.>", age: options.recordAge, bytes: options.recordBytes, duplicateWindow: .seconds(120),
        replicas: options.replicas),
      StreamDefinition(
        name: events, subjects: "tl.events.>", age: options.recordAge, bytes: options.recordBytes, duplicateWindow: .seconds(120),
        replicas: options.replicas),
    ]
  }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("name", name)
    writer.key("subjects")
    writer.beginArray()
    writer.string(subjects)
    writer.endArray()
    writer.field("retention", retention == .work ? "workqueue" : "limits")
    writer.field("max_consumers", -1)
    writer.field("max_msgs", -1)
    writer.field("max_msgs_per_subject", -1)
    writer.field("max_msg_size", -1)
    writer.field("max_bytes", bytes ?? -1)
    writer.field("max_age", age?.nanoseconds ?? 0)
    writer.field("discard", "old")
    writer.field("storage", "file")
    writer.field("num_replicas", replicas)
    writer.field("duplicate_window", duplicateWindow.nanoseconds)
    writer.endObject()
    return writer.bytes
  }
}

extension Duration {
  /// Whole nanoseconds, as JetStream counts.
  var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
  /// Whole milliseconds.
  var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
