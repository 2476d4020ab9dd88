import Domain
import Mapping
import Primitives
import SampleRun
import Store
import Studio
import Transport
import Wire

/// What a generation gives beside its blocks: files, the source map, the report, and what can be typed in its prompts.
enum GenerationFiles {
  static func list(_ call: Call) async throws -> HTTPResponse {
    let files = try await files(call)
    return .json { writer in
      writer.write(Page(items: files, nextCursor: nil)) { writer, file in
        let bytes = Array(file.text.utf8)
        writer.beginObject()
        writer.field("name", file.name)
        writer.field("bytes", bytes.count)
        writer.field("sha256", SHA256.hex(bytes[...]))
        writer.endObject()
      }
    }
  }

  static func get(_ call: Call) async throws -> HTTPResponse {
    let name = call.parameters["file"]
    guard let file = try await files(call).first(where: { $0.name == name }) else { throw Problem.notFound("a file of this name") }
    return HTTPResponse(
      status: 200,
      headers: [
        "content-type": file.name.hasSuffix(".json") ? "application/json" : "text/plain; charset=utf-8",
        "content-disposition": "attachment; filename*=UTF-8''\(HeaderText.percentEncoded(file.name))",
      ],
      body: .bytes(Array(file.text.utf8)))
  }

  static func map(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .view)
    let document = try await call.services.document(of: generation) ?? GenerationDocument(status: .pending)
    return .json { document.writeMap(to: &$0) }
  }

  static func samples(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .view)
    let document = try await call.services.document(of: generation)
    let (compilation, _) = try await call.generations.compile(generation, answers: document?.answers ?? [])
    let report = await Task.detached {
      let plan = compilation.generated.plan
      let run = plan.isRefused ? nil : try? SampleRun.run(plan, samples: compilation.document.samples)
      return MappingReport(compilation.generated, figures: run?.figures ?? [:])
    }.value
    return .json { report.write(to: &$0) }
  }

  static func complete(_ call: Call) async throws -> HTTPResponse {
    let generation = try await call.generation(for: .view)
    guard let prefix = call.query("prefix"), prefix.unicodeScalars.count <= 256 else {
      throw Problem.invalidQuery("prefix is required: what was typed, from the @ on, at most 256 characters")
    }
    let (index, _) = try await call.services.referenceIndex(of: generation)
    return .json { writer in
      writer.write(Page(items: index.completions(ofPrefix: prefix), nextCursor: nil)) { writer, item in
        writer.beginObject()
        writer.field("text", item.text)
        writer.field("detail", item.detail)
        writer.endObject()
      }
    }
  }

  private static func files(_ call: Call) async throws -> [GenerationDraft.File] {
    let generation = try await call.generation(for: .view)
    return try await call.services.document(of: generation)?.allFiles ?? []
  }
}
