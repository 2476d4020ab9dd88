import Domain
import Mapping
import Observe
import Primitives
import Store
import Studio
import Transport
import Wire
import Workbook

/// `/api/workbooks`
enum WorkbookEndpoints {
  static func create(_ call: Call) async throws -> HTTPResponse {
    try call.refuseContentCoding()
    let name = call.query("name") ?? "workbook.xlsx"
    guard (1...255).contains(name.utf8.count), !name.utf8.contains(0) else {
      throw Problem.invalidQuery("name is \(name.utf8.count) bytes long or holds U+0000; expected 1 to 255 bytes of text")
    }
    let (added, layout) = try await call.addWorkbook(call.request.body, name: name)
    switch added {
    case .created(let record): return .json(201) { write(record, layout, to: &$0) }
    case .existing(let record):
      let layout = try await call.generations.layout(of: record)
      return .json { write(record, layout, to: &$0) }
    case .replayed(let answer): return .replayed(answer)
    }
  }

  static func list(_ call: Call) async throws -> HTTPResponse {
    let page = try await call.generations.store.workbooks(of: call.caller.listedOwner, page: try call.page())
    return .json { writer in
      writer.write(page) { writer, record in
        writer.beginObject()
        writeMembers(of: record, to: &writer)
        writer.endObject()
      }
    }
  }

  static func get(_ call: Call) async throws -> HTTPResponse {
    let record = try await call.workbook(for: .view)
    let layout = try await call.generations.layout(of: record)
    return .json { write(record, layout, to: &$0) }
  }

  static func delete(_ call: Call) async throws -> HTTPResponse {
    let record = try await call.workbook(for: .manage)
    try await call.generations.store.deleteWorkbook(record.id)
    return .noContent
  }

  static func layout(_ call: Call) async throws -> HTTPResponse {
    let record = try await call.workbook(for: .view)
    let layout = try await call.generations.layout(of: record)
    return .json { layout.write(to: &$0) }
  }

  /// Corrections are remembered for workbooks of the same shape and user; `{}` forgets them.
  static func putLayout(_ call: Call) async throws -> HTTPResponse {
    let record = try await call.workbook(for: .write)
    try call.requireJSON()
    let value = try BodyReader.parse(call.request.body, maxDepth: call.services.settings.jsonDepth)
    let isForgotten = value.fields?.isEmpty == true
    let text = isForgotten ? nil : json { $0.value(value) }
    let generations = try call.generations
    let workbook = try await generations.workbook(of: record)
    let corrected = try await Task.detached {
      WorkbookLayout(workbook, corrections: try text.map { try WorkbookLayout.corrections($0) })
    }.value
    try await generations.store.rememberLayout(
      text.map { String(decoding: $0, as: UTF8.self) }, ofShape: record.shape, user: record.user, now: call.services.time.now())
    return .json { corrected.write(to: &$0) }
  }

  static func plan(_ call: Call) async throws -> HTTPResponse {
    let record = try await call.workbook(for: .view)
    let layout = try await call.generations.layout(of: record)
    let tables = call.query("tables").map { $0.split(separator: ",").map(String.init) }
    let plan = await Task.detached {
      MappingCompiler.compile(
        layout.workbook, options: CompileOptions(vocabulary: .standard, corrections: layout.corrections, plan: PlanOptions(tables: tables))
      ).plan
    }.value
    return .json { plan.write(to: &$0) }
  }

  private static func write(_ record: WorkbookRecord, _ layout: WorkbookLayout, to writer: inout JSONWriter) {
    writer.beginObject()
    writeMembers(of: record, to: &writer)
    writer.key("layout")
    layout.write(to: &writer)
    writer.endObject()
  }

  private static func writeMembers(of record: WorkbookRecord, to writer: inout JSONWriter) {
    writer.field("workbook", record.id)
    writer.field("name", record.name)
    writer.field("bytes", record.bytes)
    writer.field("sha256", record.sha256)
    writer.field("created_at", record.createdAt.rfc3339)
  }
}

extension Call {
  /// Takes a workbook in: read, and refused when it is none, before it is kept. One in which no mapping is found is kept, so that its layout can be corrected.
  /// - Returns: the record, and the layout of one that is new with the user's corrections for its shape.
  func addWorkbook(_ content: [UInt8], name: String) async throws -> (Creation<WorkbookRecord>, WorkbookLayout) {
    let generations = try self.generations
    guard !content.isEmpty else { throw Problem(422, "workbook.empty", "the workbook has no bytes") }
    let sha256 = await Task.detached { SHA256.hex(content[...]) }.value
    do {
      let workbook = try await generations.library.workbook(sha256: sha256, bytes: content.count, name: name, content: content)
      let found = await Task.detached { WorkbookLayout(workbook, corrections: nil) }.value
      let user = caller.user
      let remembered = try await generations.store.layout(ofShape: found.shape, user: user)
      let layout = try await Task.detached {
        guard let remembered else { return found }
        return WorkbookLayout(workbook, corrections: try WorkbookLayout.corrections(Array(remembered.utf8)))
      }.value
      let record = WorkbookRecord(
        id: services.makeULID(), user: user, name: name, bytes: content.count, sha256: sha256, shape: found.shape, createdAt: services.time.now())
      services.boundaries.record(.entry, .gateway, id: record.id, frontendID: nil, detail: [.bytes: .integer(Int64(content.count))])
      let added = try await generations.store.addWorkbook(record, content: content)
      services.boundaries.record(.exit, .store, id: record.id, frontendID: nil, detail: [.bytes: .integer(Int64(content.count))])
      return (added, layout)
    } catch let refusal as GenerationRefusal {
      throw Problem(refusal)
    }
  }
}
