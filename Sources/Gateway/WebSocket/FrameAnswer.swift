import Primitives
import Wire

/// What the native WebSocket answers to a client's frame.
enum FrameAnswer {
  /// `{"type":"ok","ref"?,…}`
  static func ok(_ ref: JSONValue?, _ members: (inout JSONWriter) -> Void = { _ in }) -> [UInt8] {
    frame("ok", ref, members)
  }

  /// `{"type":"error","ref"?,"code","detail","errors"?,…}`: the members of a problem that say something here.
  static func error(_ ref: JSONValue?, _ problem: Problem) -> [UInt8] {
    frame("error", ref) { writer in
      writer.field("code", problem.code)
      writer.field("detail", problem.detail)
      problem.writeErrors(to: &writer)
    }
  }

  private static func frame(_ type: StaticString, _ ref: JSONValue?, _ members: (inout JSONWriter) -> Void) -> [UInt8] {
    json { writer in
      writer.beginObject()
      writer.key("type")
      writer.literal(type)
      if let ref {
        writer.key("ref")
        writer.value(ref)
      }
      members(&writer)
      writer.endObject()
    }
  }
}
