import Primitives

/// A mapping workbook that somebody sent.
package struct WorkbookRecord: Sendable, Equatable {
  /// ULID.
  package var id: String
  /// ULID of its owner; `nil` for one that was sent while nobody was asked who they are.
  package var user: String?
  /// The file's name.
  package var name: String
  package var bytes: Int
  /// Of the file, in hexadecimal digits.
  package var sha256: String
  /// What workbooks have in common that are read alike: corrections of the layout are remembered by it.
  package var shape: String
  package var createdAt: Timestamp

  package init(id: String, user: String?, name: String, bytes: Int, sha256: String, shape: String, createdAt: Timestamp) {
    self.id = id
    self.user = user
    self.name = name
    self.bytes = bytes
    self.sha256 = sha256
    self.shape = shape
    self.createdAt = createdAt
  }
}

/// What is generated from a workbook, with the choices that it was asked for with.
package struct GenerationRecord: Sendable, Equatable {
  /// Made by the client: `gen_` and 1 to 64 characters.
  package var id: String
  /// ULID of its owner.
  package var user: String?
  /// The semantic layer's name.
  package var name: String
  /// ULID; the workbook itself may be gone, its bytes are not.
  package var workbook: String
  package var workbookName: String
  package var sha256: String
  package var dialect: String
  package var form: String
  /// Names of targets; `nil` for all.
  package var tables: [String]?
  /// As the caller named it; `nil`: what stands in prose stays open.
  package var model: String?
  /// The layout's corrections at the time, as JSON; `nil` where there were none.
  package var corrections: String?
  /// SHA-256 of everything above but the ID: by it a repeated request is known.
  package var contentSHA256: String
  /// Names of the blocks that were planned when it was asked for, in order.
  package var plannedBlocks: [String]
  /// The latest run and its stream.
  package var run: String
  package var stream: String
  /// How that run stands. Known by the store, and not given to it.
  package var status: RunStatus
  /// Number of the latest version; 0 before the first.
  package var version: Int
  package var createdAt: Timestamp
  package var updatedAt: Timestamp

  package init(
    id: String, user: String?, name: String, workbook: String, workbookName: String, sha256: String, dialect: String, form: String,
    tables: [String]?, model: String?, corrections: String?, contentSHA256: String, plannedBlocks: [String], run: String, stream: String,
    status: RunStatus = .queued, version: Int = 0, createdAt: Timestamp, updatedAt: Timestamp
  ) {
    self.id = id
    self.user = user
    self.name = name
    self.workbook = workbook
    self.workbookName = workbookName
    self.sha256 = sha256
    self.dialect = dialect
    self.form = form
    self.tables = tables
    self.model = model
    self.corrections = corrections
    self.contentSHA256 = contentSHA256
    self.plannedBlocks = plannedBlocks
    self.run = run
    self.stream = stream
    self.status = status
    self.version = version
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

/// What a generation looked like after a run, or after a person changed it.
package struct GenerationVersion: Sendable, Equatable {
  package enum Reason: String, Sendable, CaseIterable {
    case generate, refine, resume, edit, release
  }

  /// From 1.
  package var number: Int
  package var reason: Reason
  /// What was asked for, where it was a refinement; the block's name, where a person changed one.
  package var detail: String?
  /// The run that made it; `nil` for a person's change.
  package var run: String?
  /// Blocks, files, source map and what else belongs to it, as one JSON object; empty in a list.
  package var document: String
  package var createdAt: Timestamp

  package init(number: Int, reason: Reason, detail: String?, run: String?, document: String, createdAt: Timestamp) {
    self.number = number
    self.reason = reason
    self.detail = detail
    self.run = run
    self.document = document
    self.createdAt = createdAt
  }
}
