import Domain
import Primitives
import Store

extension SQLiteStore: GenerationStore {
  package func addWorkbook(_ workbook: WorkbookRecord, content: [UInt8]) async throws(StoreError) -> Creation<WorkbookRecord> {
    try await write(durable: true) { (writer) throws(StoreError) in
      let connection = writer.connection
      let known = try connection.first(
        "SELECT id, user_id, name, bytes, sha256, shape, created_at FROM workbooks WHERE sha256 = ? AND coalesce(user_id, '') = ?", workbook.sha256,
        workbook.user ?? ""
      ) { row in WorkbookRecord(&row) }
      if let known { return .existing(known) }
      try connection.keepBlob(content, sha256: workbook.sha256)
      try connection.run(
        "INSERT INTO workbooks (id, user_id, name, bytes, sha256, shape, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)", workbook.id, workbook.user,
        workbook.name, workbook.bytes, workbook.sha256, workbook.shape, workbook.createdAt)
      return .created(workbook)
    }
  }

  package func workbook(_ id: String) async throws(StoreError) -> WorkbookRecord? {
    try await read { (connection) throws(StoreError) in try connection.workbook(id) }
  }

  package func workbookContent(sha256: String) async throws(StoreError) -> [UInt8]? {
    try await read { (connection) throws(StoreError) in
      try connection.first(
        """
        SELECT content FROM blobs WHERE sha256 = ?1
          AND (EXISTS (SELECT 1 FROM workbooks WHERE sha256 = ?1) OR EXISTS (SELECT 1 FROM generations WHERE sha256 = ?1))
        """, sha256
      ) { row in row.bytes() }
    }
  }

  package func workbooks(of user: String?, page: PageRequest) async throws(StoreError) -> Page<WorkbookRecord> {
    let cursor = try PageCursor.lastID(before: page, .workbooks)
    let before = cursor.isEmpty ? "~" : cursor
    return try await read { (connection) throws(StoreError) in
      let found: [WorkbookRecord]
      if let user {
        found = try connection.all(
          """
          SELECT id, user_id, name, bytes, sha256, shape, created_at FROM workbooks WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT ?
          """, user, before, page.limit + 1
        ) { row in WorkbookRecord(&row) }
      } else {
        found = try connection.all(
          "SELECT id, user_id, name, bytes, sha256, shape, created_at FROM workbooks WHERE id < ? ORDER BY id DESC LIMIT ?", before, page.limit + 1
        ) { row in WorkbookRecord(&row) }
      }
      return PageCursor.page(found, limit: page.limit, .workbooks, id: \.id)
    }
  }

  package func deleteWorkbook(_ id: String) async throws(StoreError) {
    try await write { (writer) throws(StoreError) in
      guard let workbook = try writer.connection.workbook(id) else { throw .unknown(workbook: id) }
      try writer.connection.run("DELETE FROM workbooks WHERE id = ?", id)
      try writer.connection.dropBlob(ifUnused: workbook.sha256)
    }
  }

  package func rememberLayout(_ corrections: String?, ofShape shape: String, user: String?, now: Timestamp) async throws(StoreError) {
    _ = try await write(durable: true) { (writer) throws(StoreError) in
      guard let corrections else {
        return try writer.connection.run("DELETE FROM workbook_layouts WHERE user_id = ? AND shape = ?", user ?? "", shape)
      }
      return try writer.connection.run(
        """
        INSERT INTO workbook_layouts (user_id, shape, corrections, updated_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (user_id, shape) DO UPDATE SET corrections = excluded.corrections, updated_at = excluded.updated_at
        """, user ?? "", shape, corrections, now)
    }
  }

  package func layout(ofShape shape: String, user: String?) async throws(StoreError) -> String? {
    try await read { (connection) throws(StoreError) in
      try connection.first("SELECT corrections FROM workbook_layouts WHERE user_id = ? AND shape = ?", user ?? "", shape) { row in row.text() }
    }
  }

  // MARK: Generations

  package func startGeneration(_ generation: GenerationRecord, run: Run) async throws(StoreError) -> Creation<GenerationRecord> {
    try await write(durable: true) { (writer) throws(StoreError) in
      let connection = writer.connection
      if let known = try connection.generationRow(generation.id)?.generation {
        guard known.contentSHA256 == generation.contentSHA256, known.user == generation.user else { throw .exists(generation: generation.id) }
        return .existing(known)
      }
      try connection.run(
        """
        INSERT INTO generations (id, user_id, name, workbook_id, workbook_name, sha256, dialect, form, tables, model, corrections, content_sha256,
          planned_blocks, run_id, stream, version, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
        """, generation.id, generation.user, generation.name, generation.workbook, generation.workbookName, generation.sha256, generation.dialect,
        generation.form, generation.tables.map(GenerationRow.stored), generation.model, generation.corrections, generation.contentSHA256,
        GenerationRow.stored(generation.plannedBlocks), run.id, run.stream, generation.createdAt, generation.updatedAt)
      try writer.queue(run, ofGeneration: connection.lastInsertedNumber)
      var made = generation
      (made.run, made.stream, made.status, made.version) = (run.id, run.stream, run.status, 0)
      return .created(made)
    }
  }

  package func continueGeneration(_ id: String, with run: Run, after previous: String) async throws(StoreError) -> GenerationRecord {
    try await write(durable: true) { (writer) throws(StoreError) in
      let connection = writer.connection
      guard let row = try connection.generationRow(id) else { throw .unknown(generation: id) }
      guard row.generation.run == previous, let before = try connection.runRow(previous, withRequest: false), before.isOver else {
        throw .busy(generation: id)
      }
      try connection.run(
        "UPDATE generations SET run_id = ?, stream = ?, updated_at = ? WHERE number = ?", run.id, run.stream, run.createdAt, row.number)
      var run = run
      run.epoch = before.run.epoch
      try writer.queue(run, ofGeneration: row.number)
      guard let after = try connection.generationRow(id) else { throw .unknown(generation: id) }
      return after.generation
    }
  }

  package func generation(_ id: String) async throws(StoreError) -> GenerationRecord? {
    try await read { (connection) throws(StoreError) in try connection.generationRow(id)?.generation }
  }

  package func generation(ofStream stream: String) async throws(StoreError) -> GenerationRecord? {
    try await read { (connection) throws(StoreError) in
      let id = try connection.first(
        "SELECT g.id FROM generation_runs r JOIN generations g ON g.number = r.generation WHERE r.stream = ?", stream
      ) { row in row.text() }
      return try id.flatMap { (id) throws(StoreError) in try connection.generationRow(id)?.generation }
    }
  }

  package func generations(of user: String?, page: PageRequest) async throws(StoreError) -> Page<GenerationRecord> {
    let below = try PageCursor(page.cursor, list: .generations, count: 1)?.positions[0] ?? Int64.max
    return try await read { (connection) throws(StoreError) in
      let rows: [GenerationRow]
      if let user {
        rows = try connection.all(
          """
          SELECT g.number, g.id, g.user_id, g.name, g.workbook_id, g.workbook_name, g.sha256, g.dialect, g.form, g.tables, g.model, g.corrections,
            g.content_sha256, g.planned_blocks, g.run_id, g.stream, g.version, g.created_at, g.updated_at, r.status
          FROM generations g LEFT JOIN runs r ON r.id = g.run_id WHERE g.user_id = ? AND g.number < ? ORDER BY g.number DESC LIMIT ?
          """, user, below, page.limit + 1
        ) { (row) throws(StoreError) in try GenerationRow(&row) }
      } else {
        rows = try connection.all(
          """
          SELECT g.number, g.id, g.user_id, g.name, g.workbook_id, g.workbook_name, g.sha256, g.dialect, g.form, g.tables, g.model, g.corrections,
            g.content_sha256, g.planned_blocks, g.run_id, g.stream, g.version, g.created_at, g.updated_at, r.status
          FROM generations g LEFT JOIN runs r ON r.id = g.run_id WHERE g.number < ? ORDER BY g.number DESC LIMIT ?
          """, below, page.limit + 1
        ) { (row) throws(StoreError) in try GenerationRow(&row) }
      }
      return Page(generationRows: rows, limit: page.limit)
    }
  }

  // MARK: Versions

  package func addVersion(_ version: GenerationVersion, to generation: String) async throws(StoreError) {
    try await write(durable: true) { (writer) throws(StoreError) in
      let connection = writer.connection
      guard let row = try connection.generationRow(generation) else { throw .unknown(generation: generation) }
      guard row.generation.version + 1 == version.number, row.generation.status.isFinal else { throw .busy(generation: generation) }
      try connection.insert(version, ofGeneration: row.number)
    }
  }

  package func versions(of generation: String) async throws(StoreError) -> [GenerationVersion] {
    try await read { (connection) throws(StoreError) in
      try connection.all(
        """
        SELECT version, reason, detail, run_id, created_at, NULL FROM generation_versions
        WHERE generation = (SELECT number FROM generations WHERE id = ?) ORDER BY version
        """, generation
      ) { (row) throws(StoreError) in try GenerationVersion(&row) }
    }
  }

  package func version(_ number: Int, of generation: String) async throws(StoreError) -> GenerationVersion? {
    try await read { (connection) throws(StoreError) in
      try connection.first(
        """
        SELECT version, reason, detail, run_id, created_at, document FROM generation_versions
        WHERE generation = (SELECT number FROM generations WHERE id = ?) AND version = ?
        """, generation, number
      ) { (row) throws(StoreError) in try GenerationVersion(&row) }
    }
  }
}

extension Connection {
  func workbook(_ id: String) throws(StoreError) -> WorkbookRecord? {
    try first("SELECT id, user_id, name, bytes, sha256, shape, created_at FROM workbooks WHERE id = ?", id) { row in WorkbookRecord(&row) }
  }

  func generationRow(_ id: String) throws(StoreError) -> GenerationRow? {
    try first(
      """
      SELECT g.number, g.id, g.user_id, g.name, g.workbook_id, g.workbook_name, g.sha256, g.dialect, g.form, g.tables, g.model, g.corrections,
        g.content_sha256, g.planned_blocks, g.run_id, g.stream, g.version, g.created_at, g.updated_at, r.status
      FROM generations g LEFT JOIN runs r ON r.id = g.run_id WHERE g.id = ?
      """, id
    ) { (row) throws(StoreError) in try GenerationRow(&row) }
  }

  /// Writes a version and makes it the generation's latest.
  func insert(_ version: GenerationVersion, ofGeneration number: Int64) throws(StoreError) {
    try run(
      "INSERT INTO generation_versions (generation, version, reason, detail, run_id, created_at, document) VALUES (?, ?, ?, ?, ?, ?, ?)", number,
      version.number, version.reason, version.detail, version.run, version.createdAt, version.document)
    try run("UPDATE generations SET version = ?, updated_at = max(updated_at, ?) WHERE number = ?", version.number, version.createdAt, number)
  }
}

extension Writer {
  fileprivate func queue(_ run: Run, ofGeneration number: Int64) throws(StoreError) {
    try connection.insert(run, number: takeRunNumber(), chat: nil)
    try connection.run("INSERT INTO generation_runs (run_id, generation, stream) VALUES (?, ?, ?)", run.id, number, run.stream)
    if let session = run.session { _ = try connection.join(session: session, run: lastRunNumber, stream: run.stream, now: run.createdAt) }
    try connection.emit(.queued(run), now: run.createdAt)
  }
}

extension GenerationVersion.Reason: SQLiteBindable {}
