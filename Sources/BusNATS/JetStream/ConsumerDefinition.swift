import Wire

/// Requests that make consumers (`io.nats.jetstream.api.v1.consumer_create_request`).
enum ConsumerDefinition {
  static let workersSubject = "$JS.API.CONSUMER.DURABLE.CREATE.\(StreamDefinition.work).\(StreamDefinition.workers)"
  static let nextWorkSubject = "$JS.API.CONSUMER.MSG.NEXT.\(StreamDefinition.work).\(StreamDefinition.workers)"
  static let readSubject = "$JS.API.CONSUMER.CREATE.\(StreamDefinition.streams)"

  static func deleteSubject(reader name: String) -> String { "$JS.API.CONSUMER.DELETE.\(StreamDefinition.streams).\(name)" }

  /// The one through which every process pulls work. How often work was offered is judged by who takes it, so that it is offered for ever here.
  static func workers(_ options: NATSBusOptions) -> [UInt8] {
    request(stream: StreamDefinition.work) { writer in
      writer.field("durable_name", StreamDefinition.workers)
      writer.field("deliver_policy", "all")
      writer.field("ack_policy", "explicit")
      writer.field("ack_wait", options.workPatience.nanoseconds)
      writer.field("max_deliver", -1)
      writer.field("replay_policy", "instant")
      writer.field("max_waiting", 4096)
      // Every run that is worked at holds one; the broker's own limit of 1,000 would be a limit of runs.
      writer.field("max_ack_pending", -1)
    }
  }

  /// One that pushes all that a subject has to an inbox, once, and is forgotten by the broker soon after.
  static func reader(of subject: String, inbox: String) -> [UInt8] {
    request(stream: StreamDefinition.streams) { writer in
      writer.field("deliver_subject", inbox)
      writer.field("deliver_policy", "all")
      writer.field("ack_policy", "none")
      writer.field("replay_policy", "instant")
      writer.field("filter_subject", subject)
      writer.field("max_deliver", 1)
      writer.field("inactive_threshold", 5_000_000_000)
      writer.field("num_replicas", 1)
      writer.field("mem_storage", true)
    }
  }

  /// Asks for offers. - Parameter expires: in nanoseconds; the broker says so when it has forgotten the request.
  static func nextWork(batch: Int, expires: Int64, heartbeat: Int64) -> [UInt8] {
    var writer = JSONWriter(capacity: 96)
    writer.beginObject()
    writer.field("batch", batch)
    writer.field("expires", expires)
    writer.field("idle_heartbeat", heartbeat)
    writer.endObject()
    return writer.bytes
  }

  private static func request(stream: String, _ config: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("stream_name", stream)
    writer.key("config")
    writer.beginObject()
    config(&writer)
    writer.endObject()
    writer.endObject()
    return writer.bytes
  }
}
