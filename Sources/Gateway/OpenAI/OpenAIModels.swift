import Transport
import Wire

/// `GET /v1/models`
enum OpenAIModels {
  static func list(_ call: Call) async throws -> HTTPResponse {
    .json { writer in
      writer.beginObject()
      writer.field("object", "list")
      writer.key("data")
      writer.beginArray()
      for model in call.services.models.listed { write(model, to: &writer) }
      writer.endArray()
      writer.endObject()
    }
  }

  static func get(_ call: Call) async throws -> HTTPResponse {
    let name = call.parameters["model"]
    guard let model = call.services.models.listed.first(where: { $0.id == name }) else {
      throw Problem(404, "model_not_found", "the model \"\(name)\" is not listed")
    }
    return .json { write(model, to: &$0) }
  }

  private static func write(_ model: (id: String, provider: String), to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("id", model.id)
    writer.field("object", "model")
    writer.field("created", 0)
    writer.field("owned_by", model.provider)
    writer.endObject()
  }
}
