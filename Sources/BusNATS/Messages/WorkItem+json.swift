import Bus
import Wire

extension WorkItem {
  /// `{"v":1,"run","workflow"}`
  var json: [UInt8] {
    var writer = JSONWriter(capacity: 96)
    writer.beginObject()
    writer.field("v", 1)
    writer.field("run", run)
    writer.field("workflow", workflow)
    writer.endObject()
    return writer.bytes
  }

  /// - Returns: `nil` for what is not such an object or of another version.
  init?(json: [UInt8], reader: JSONReader) {
    let item = try? reader.read(json[...]) { view -> WorkItem? in
      guard view["v"]?.integer == 1, let run = view["run"]?.string, let workflow = view["workflow"]?.string else { return nil }
      return WorkItem(run: run, workflow: workflow)
    }
    guard let item else { return nil }
    self = item
  }
}
