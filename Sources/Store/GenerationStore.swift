import Domain
import Primitives

/// Where workbooks are kept, and what is generated from them. A generation's run is a run like any other: it is claimed, renewed and finalized through
/// `Store`, and `RunFinalization.generation` writes its version in the same transaction.
package protocol GenerationStore: Sendable {
  // MARK: Workbooks

  /// Keeps a workbook, durably. The same bytes of the same user are the one that is there.
  func addWorkbook(_ workbook: WorkbookRecord, content: [UInt8]) async throws(StoreError) -> Creation<WorkbookRecord>
  func workbook(_ id: String) async throws(StoreError) -> WorkbookRecord?
  /// The bytes of a workbook, or of one that a generation was made from; `nil` when nobody has them.
  func workbookContent(sha256: String) async throws(StoreError) -> [UInt8]?
  /// Newest first. - Parameter user: `nil` for everybody's.
  func workbooks(of user: String?, page: PageRequest) async throws(StoreError) -> Page<WorkbookRecord>
  /// Takes it from the list; generations that were made from it stay. - Throws: `notFound`.
  func deleteWorkbook(_ id: String) async throws(StoreError)
  /// Remembers how workbooks of this shape are to be read. - Parameter corrections: JSON; `nil` forgets them.
  func rememberLayout(_ corrections: String?, ofShape shape: String, user: String?, now: Timestamp) async throws(StoreError)
  func layout(ofShape shape: String, user: String?) async throws(StoreError) -> String?

  // MARK: Generations

  /// Makes a generation and its first run, durably; one of this ID with the same content and owner gives `existing`.
  /// - Parameter run: has the generation's ID as its stream.
  /// - Throws: `exists` for another one of this ID.
  func startGeneration(_ generation: GenerationRecord, run: Run) async throws(StoreError) -> Creation<GenerationRecord>
  /// Makes another run of a generation, durably.
  /// - Parameter previous: the run that it follows, which must be the generation's latest and over; its epoch is the one that the new run goes on from, so
  ///   that a reader's place in the old stream is never taken for one in the new.
  /// - Throws: `notFound`; `conflict` when another run is the latest, or it is not over.
  func continueGeneration(_ id: String, with run: Run, after previous: String) async throws(StoreError) -> GenerationRecord
  func generation(_ id: String) async throws(StoreError) -> GenerationRecord?
  /// The generation that one of its streams belongs to.
  func generation(ofStream stream: String) async throws(StoreError) -> GenerationRecord?
  /// Newest first. - Parameter user: `nil` for everybody's.
  func generations(of user: String?, page: PageRequest) async throws(StoreError) -> Page<GenerationRecord>

  // MARK: Versions

  /// Adds what a person made of a generation, durably.
  /// - Throws: `notFound`; `conflict` unless its number follows the latest version's and no run is under way.
  func addVersion(_ version: GenerationVersion, to generation: String) async throws(StoreError)
  /// In order, without their documents.
  func versions(of generation: String) async throws(StoreError) -> [GenerationVersion]
  func version(_ number: Int, of generation: String) async throws(StoreError) -> GenerationVersion?
}

/// What the end of a run leaves in its generation.
package struct GenerationEnding: Sendable, Equatable {
  package var generation: String
  /// Its number is the store's to give.
  package var version: GenerationVersion
  /// What its calls to providers used, all together.
  package var usage: UsageReport?

  package init(generation: String, version: GenerationVersion, usage: UsageReport?) {
    self.generation = generation
    self.version = version
    self.usage = usage
  }
}

extension StoreError {
  package static func unknown(workbook id: String) -> StoreError { StoreError(.notFound, "there is no workbook \(id)") }
  package static func unknown(generation id: String) -> StoreError { StoreError(.notFound, "there is no generation \(id)") }

  package static func exists(generation id: String) -> StoreError {
    StoreError(.exists, "there is a generation \(id) already, of another workbook or with other choices; take another ID")
  }

  package static func busy(generation id: String) -> StoreError {
    StoreError(.busy, "generation \(id) has a run under way, or was changed meanwhile; wait for its end, or cancel it, and look again")
  }
}
