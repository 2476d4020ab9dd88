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
    let generation = try await call.generation(for: .view)
    var files: [GenerationDraft.File] = []
    if let document = try await call.services.document(of: generation) {
      files = try await document.allFiles + pages(call, generation, document)
    }
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
    let generation = try await call.generation(for: .view)
    guard let document = try await call.services.document(of: generation) else { throw Problem.notFound("a file of this name") }
    var file = document.allFiles.first { $0.name == name }
    if file == nil, DocumentationFiles.isPage(name) { file = try await pages(call, generation, document).first { $0.name == name } }
    guard let file else { throw Problem.notFound("a file of this name") }
    return HTTPResponse(
      status: 200,
      headers: [
        "content-type": mediaType(ofFileNamed: file.name),
        "content-disposition": "attachment; filename*=UTF-8''\(HeaderText.percentEncoded(file.name))",
        // What a workbook says is never to run as a page of this server.
        "content-security-policy": "sandbox; default-src 'none'",
      ],
      body: .bytes(Array(file.text.utf8)))
  }

  private static func mediaType(ofFileNamed name: String) -> String {
    switch name.split(separator: ".").last {
    case "json": "application/json"
    case "html": "text/html; charset=utf-8"
    case "md": "text/markdown; charset=utf-8"
    case "svg": "image/svg+xml"
    default: "text/plain; charset=utf-8"
    }
  }

  /// A page about each target in HTML, and one in Markdown with its picture: of what the workbook says with the answers that this version has.
  private static func pages(_ call: Call, _ generation: GenerationRecord, _ document: GenerationDocument) async throws -> [GenerationDraft.File] {
    let (compilation, _) = try await call.generations.compile(generation, answers: document.answers)
    return await Task.detached {
      let plan = compilation.generated.plan
      let files = DocumentationFiles.files(plan, asHTML: true) + DocumentationFiles.files(plan, asHTML: false)
      return files.map { GenerationDraft.File(name: $0.name, text: $0.text) }
    }.value
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
    let run = try await call.generations.samples.run(compilation.generated.plan, samples: compilation.document.samples)
    let report = MappingReport(compilation.generated, figures: run.figures, failures: run.failures)
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
}
