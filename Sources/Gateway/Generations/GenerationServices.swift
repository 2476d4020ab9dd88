import Domain
import Mapping
import Primitives
import Store
import Studio
import Transport
import Wire
import Workbook

/// What the endpoints of workbooks and generations work with.
package struct GenerationServices: Sendable {
  package let store: any GenerationStore
  package let library: WorkbookLibrary
  package let samples: SampleRunner

  /// - Parameter workbookBytes: the most that the file of a workbook may have.
  package init(store: any GenerationStore, samples: SampleRunner, workbookBytes: Int) {
    self.store = store
    self.samples = samples
    library = WorkbookLibrary(store: store, workbookBytes: workbookBytes)
  }

  func workbook(of record: WorkbookRecord) async throws -> Workbook {
    try await library.workbook(sha256: record.sha256, bytes: record.bytes, name: record.name)
  }

  func workbook(of generation: GenerationRecord) async throws -> Workbook {
    try await library.workbook(sha256: generation.sha256, bytes: nil, name: generation.workbookName)
  }

  /// The layout of a workbook, with the corrections that its user made for workbooks of its shape.
  func layout(of record: WorkbookRecord) async throws -> WorkbookLayout {
    let workbook = try await workbook(of: record)
    let corrections = try await store.layout(ofShape: record.shape, user: record.user)
    return try await Task.detached {
      WorkbookLayout(workbook, corrections: try corrections.map { try WorkbookLayout.corrections(Array($0.utf8)) })
    }.value
  }

  /// What a generation's workbook gives with these answers.
  func compile(_ generation: GenerationRecord, answers: [RuleExpression]) async throws -> (GenerationCompiler.Compilation, Workbook) {
    let workbook = try await workbook(of: generation)
    let compilation = try await Task.detached {
      try GenerationCompiler(of: generation, workbook: workbook).compile(answers: answers, order: nil)
    }.value
    return (compilation, workbook)
  }
}

extension Call {
  /// - Throws: 404 on a server whose store keeps no generations.
  var generations: GenerationServices {
    get throws(Problem) {
      guard let generations = services.generations else { throw .notFound("the mapping studio on this server") }
      return generations
    }
  }

  /// The workbook that the path names, when the caller may do this with it. - Throws: 404, 403.
  func workbook(for action: ChatAction) async throws -> WorkbookRecord {
    let id = parameters["workbook"]
    guard ClientName.isRun(id), let workbook = try await generations.store.workbook(id) else { throw Problem.notFound("a workbook of this ID") }
    try caller.check(action, ownedBy: workbook.user, missing: "a workbook of this ID")
    return workbook
  }

  /// The generation that the path names, when the caller may do this with it. - Throws: 404, 403.
  func generation(for action: ChatAction) async throws -> GenerationRecord {
    let id = parameters["generation"]
    guard ClientName.isGeneration(id), let generation = try await generations.store.generation(id) else {
      throw Problem.notFound("a generation of this ID")
    }
    try caller.check(action, ownedBy: generation.user, missing: "a generation of this ID")
    return generation
  }
}

extension Caller {
  /// Whether something that has an owner, and is shared with nobody, is this caller's to do that with.
  /// - Parameter missing: what does not exist in the words of the answer, where it is hidden.
  func check(_ action: ChatAction, ownedBy owner: String?, missing: @autoclosure () -> String) throws(Problem) {
    switch self {
    case .anybody: return
    case .unknown: throw .authenticationRequired
    case .known(let principal):
      switch ChatAccess(action, by: principal, who: owner == principal.user ? .owner : .stranger) {
      case .allowed: return
      case .hidden: throw .notFound(missing())
      case .forbidden: throw .forbidden("only its owner may do this")
      }
    }
  }

  /// Whose workbooks and generations are listed for it: its own, or everybody's where nobody is asked or it sees everything.
  var listedOwner: String? { may(.readEverything) ? nil : user }
}

extension Problem {
  /// What the compiler refused.
  init(_ refusal: GenerationRefusal) {
    self.init(refusal.code == "mapping.too_large" ? 413 : 422, refusal.code, refusal.message)
    if !refusal.diagnostics.isEmpty { members = [JSONField("diagnostics", .array(refusal.diagnostics.map(\.json)))] }
  }
}
