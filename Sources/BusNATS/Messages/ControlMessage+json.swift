import Bus
import Domain
import Wire

extension ControlMessage {
  /// `{"v":1,"type":"cancel","run","by"}`, `{"v":1,"type":"listen","stream","pod"}` or `{"v":1,"type":"drain"}`
  var json: [UInt8] {
    var writer = JSONWriter(capacity: 96)
    writer.beginObject()
    writer.field("v", 1)
    writer.key("type")
    switch self {
    case .cancel(let run, let by):
      writer.literal("cancel")
      writer.field("run", run)
      writer.field("by", by.rawValue)
    case .listen(let stream, let pod):
      writer.literal("listen")
      writer.field("stream", stream)
      writer.field("pod", pod)
    case .drain:
      writer.literal("drain")
    }
    writer.endObject()
    return writer.bytes
  }

  /// - Returns: `nil` for what is not such an object, of another version, or of a type that this program does not know.
  init?(json: [UInt8], reader: JSONReader) {
    let message = try? reader.read(json[...]) { view -> ControlMessage? in
      guard view["v"]?.integer == 1, let type = view["type"] else { return nil }
      if type.equals("cancel") {
        guard let run = view["run"]?.string, let by = view["by"]?.string.flatMap({ CancelledBy(rawValue: $0) }) else { return nil }
        return .cancel(run: run, by: by)
      }
      if type.equals("listen") {
        guard let stream = view["stream"]?.string, let pod = view["pod"]?.string else { return nil }
        return .listen(stream: stream, pod: pod)
      }
      return type.equals("drain") ? .drain : nil
    }
    guard let message else { return nil }
    self = message
  }
}
