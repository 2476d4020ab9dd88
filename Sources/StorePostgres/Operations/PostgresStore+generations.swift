import Domain
import Primitives
import Store

extension PostgresStore: GenerationStore {
  package func addWorkbook(_ workbook: WorkbookRecord, content: [UInt8]) async throws(StoreError) -> Creation<WorkbookRecord> {
    try await transaction { (transaction) async throws(StoreError) in
      transaction.keepBlob(content, sha256: workbook.sha256)
      // One of two that come at the same time waits here for the other's end.
      let made = transaction.send(
        """
        INSERT INTO workbooks (id, user_id, name, bytes, sha256, shape, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (sha256, coalesce(user_id, '')) DO NOTHING
        """, workbook.id, workbook.user, workbook.name, workbook.bytes, workbook.sha256, workbook.shape, workbook.createdAt)
      let kept = transaction.send(
        "SELECT id, user_id, name, bytes, sha256, shape, created_at FROM workbooks WHERE sha256 = $1 AND coalesce(user_id, '') = $2", workbook.sha256,
        workbook.user ?? "")
      try await transaction.flush()
      if made.changed > 0 { return .created(workbook) }
      guard let known = try kept.first({ row in WorkbookRecord(&row) }) else { throw .unreadable("workbook \(workbook.id)", "row") }
      return .existing(known)
    }
  }

  package func workbook(_ id: String) async throws(StoreError) -> WorkbookRecord? {
    try await read { query in
      let found = query.workbook(id)
      return { () throws(StoreError) in try found.first { row in WorkbookRecord(&row) } }
    }
  }

  package func workbookContent(sha256: String) async throws(StoreError) -> [UInt8]? {
    try await read { query in
      let found = query.send(
        """
        SELECT content FROM blobs WHERE sha256 = $1
          AND (EXISTS (SELECT 1 FROM workbooks WHERE sha256 = $1) OR EXISTS (SELECT 1 FROM generations WHERE sha256 = $1))
        """, sha256)
      return { () throws(StoreError) in try found.first { row in row.bytes() } }
    }
  }

  package func workbooks(of user: String?, page: PageRequest) async throws(StoreError) -> Page<WorkbookRecord> {
    let cursor = try PageCursor.lastID(before: page, .workbooks)
    let before = cursor.isEmpty ? "~" : cursor
    return try await read { query in
      let found = query.send(
        """
        SELECT id, user_id, name, bytes, sha256, shape, created_at FROM workbooks
        WHERE ($1::text IS NULL OR user_id = $1) AND id COLLATE "C" < $2 ORDER BY id COLLATE "C" DESC LIMIT $3
        """, user, before, page.limit + 1)
      return { () throws(StoreError) in
        PageCursor.page(try found.all { row in WorkbookRecord(&row) }, limit: page.limit, .workbooks, id: \.id)
      }
    }
  }

  package func deleteWorkbook(_ id: String) async throws(StoreError) {
    try await transaction { (transaction) async throws(StoreError) in
      let gone = try await transaction.reply("DELETE FROM workbooks WHERE id = $1 RETURNING sha256", id)
      guard let sha256 = try gone.first({ row in row.text() }) else { throw .unknown(workbook: id) }
      transaction.dropBlobs(ifUnused: [sha256])
    }
  }

  package func rememberLayout(_ corrections: String?, ofShape shape: String, user: String?, now: Timestamp) async throws(StoreError) {
    try await write { query in
      if let corrections {
        query.send(
          """
          INSERT INTO workbook_layouts (user_id, shape, corrections, updated_at) VALUES ($1, $2, $3, $4)
          ON CONFLICT (user_id, shape) DO UPDATE SET corrections = excluded.corrections, updated_at = excluded.updated_at
          """, user ?? "", shape, corrections, now)
      } else {
        query.send("DELETE FROM workbook_layouts WHERE user_id = $1 AND shape = $2", user ?? "", shape)
      }
      return {}
    }
  }

  package func layout(ofShape shape: String, user: String?) async throws(StoreError) -> String? {
    try await read { query in
      let found = query.send("SELECT corrections FROM workbook_layouts WHERE user_id = $1 AND shape = $2", user ?? "", shape)
      return { () throws(StoreError) in try found.first { row in row.text() } }
    }
  }

  // MARK: Generations

  package func startGeneration(_ generation: GenerationRecord, run: Run) async throws(StoreError) -> Creation<GenerationRecord> {
    try await transaction { (transaction) async throws(StoreError) in
      // One of two that come at the same time waits here for the other's end.
      let made = transaction.send(
        """
        INSERT INTO generations (id, user_id, name, workbook_id, workbook_name, sha256, dialect, form, tables, model, corrections, content_sha256,
          planned_blocks, run_id, stream, version, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, $16, $17)
        ON CONFLICT (id) DO NOTHING RETURNING number
        """, generation.id, generation.user, generation.name, generation.workbook, generation.workbookName, generation.sha256, generation.dialect,
        generation.form, generation.tables.map(GenerationRow.stored), generation.model, generation.corrections, generation.contentSHA256,
        GenerationRow.stored(generation.plannedBlocks), run.id, run.stream, generation.createdAt, generation.updatedAt)
      let kept = transaction.generation(generation.id)
      try await transaction.flush()
      guard let number = try made.first({ row in row.integer() }) else {
        guard let known = try kept.generationRow()?.generation, known.contentSHA256 == generation.contentSHA256, known.user == generation.user else {
          throw .exists(generation: generation.id)
        }
        return .existing(known)
      }
      transaction.queue(run, ofGeneration: number)
      var first = generation
      (first.run, first.stream, first.status, first.version) = (run.id, run.stream, run.status, 0)
      return .created(first)
    }
  }

  package func continueGeneration(_ id: String, with run: Run, after previous: String) async throws(StoreError) -> GenerationRecord {
    try await transaction { (transaction) async throws(StoreError) in
      // In the order in which the end of a run locks them.
      let before = transaction.lockRun(previous)
      transaction.lockGeneration(id)
      let found = transaction.generation(id)
      try await transaction.flush()
      guard let row = try found.generationRow() else { throw .unknown(generation: id) }
      guard row.generation.run == previous, let over = try before.runRow(), over.isOver else { throw .busy(generation: id) }
      transaction.send(
        "UPDATE generations SET run_id = $1, stream = $2, updated_at = $3 WHERE number = $4", run.id, run.stream, run.createdAt, row.number)
      var run = run
      run.epoch = over.run.epoch
      transaction.queue(run, ofGeneration: row.number)
      var after = row.generation
      (after.run, after.stream, after.status, after.updatedAt) = (run.id, run.stream, run.status, run.createdAt)
      return after
    }
  }

  package func generation(_ id: String) async throws(StoreError) -> GenerationRecord? {
    try await read { query in
      let found = query.generation(id)
      return { () throws(StoreError) in try found.generationRow()?.generation }
    }
  }

  package func generation(ofStream stream: String) async throws(StoreError) -> GenerationRecord? {
    try await read { query in
      let found = query.send(
        """
        SELECT g.number, g.id, g.user_id, g.name, g.workbook_id, g.workbook_name, g.sha256, g.dialect, g.form, g.tables, g.model, g.corrections,
          g.content_sha256, g.planned_blocks, g.run_id, g.stream, g.version, g.created_at, g.updated_at, r.status
        FROM generation_runs gr JOIN generations g ON g.number = gr.generation LEFT JOIN runs r ON r.id = g.run_id WHERE gr.stream = $1
        """, stream)
      return { () throws(StoreError) in try found.generationRow()?.generation }
    }
  }

  package func generations(of user: String?, page: PageRequest) async throws(StoreError) -> Page<GenerationRecord> {
    let below = try PageCursor(page.cursor, list: .generations, count: 1)?.positions[0] ?? Int64.max
    return try await read { query in
      let found = query.send(
        """
        SELECT g.number, g.id, g.user_id, g.name, g.workbook_id, g.workbook_name, g.sha256, g.dialect, g.form, g.tables, g.model, g.corrections,
          g.content_sha256, g.planned_blocks, g.run_id, g.stream, g.version, g.created_at, g.updated_at, r.status
        FROM generations g LEFT JOIN runs r ON r.id = g.run_id
        WHERE ($1::text IS NULL OR g.user_id = $1) AND g.number < $2 ORDER BY g.number DESC LIMIT $3
        """, user, below, page.limit + 1)
      return { () throws(StoreError) in
        Page(generationRows: try found.all { (row) throws(StoreError) in try GenerationRow(&row) }, limit: page.limit)
      }
    }
  }

  // MARK: Versions

  package func addVersion(_ version: GenerationVersion, to generation: String) async throws(StoreError) {
    try await transaction { (transaction) async throws(StoreError) in
      transaction.lockGeneration(generation)
      let found = transaction.generation(generation)
      try await transaction.flush()
      guard let row = try found.generationRow() else { throw .unknown(generation: generation) }
      guard row.generation.version + 1 == version.number, row.generation.status.isFinal else { throw .busy(generation: generation) }
      transaction.insert(version, ofGeneration: row.number)
    }
  }

  package func versions(of generation: String) async throws(StoreError) -> [GenerationVersion] {
    try await read { query in
      let found = query.send(
        """
        SELECT version, reason, detail, run_id, created_at, NULL::text FROM generation_versions
        WHERE generation = (SELECT number FROM generations WHERE id = $1) ORDER BY version
        """, generation)
      return { () throws(StoreError) in try found.all { (row) throws(StoreError) in try GenerationVersion(&row) } }
    }
  }

  package func version(_ number: Int, of generation: String) async throws(StoreError) -> GenerationVersion? {
    try await read { query in
      let found = query.send(
        """
        SELECT version, reason, detail, run_id, created_at, document FROM generation_versions
        WHERE generation = (SELECT number FROM generations WHERE id = $1) AND version = $2
        """, generation, number)
      return { () throws(StoreError) in try found.first { (row) throws(StoreError) in try GenerationVersion(&row) } }
    }
  }
}

extension PostgresAsking {
  func workbook(_ id: String) -> PostgresReply {
    send("SELECT id, user_id, name, bytes, sha256, shape, created_at FROM workbooks WHERE id = $1", id)
  }

  func generation(_ id: String) -> PostgresReply {
    send(
      """
      SELECT g.number, g.id, g.user_id, g.name, g.workbook_id, g.workbook_name, g.sha256, g.dialect, g.form, g.tables, g.model, g.corrections,
        g.content_sha256, g.planned_blocks, g.run_id, g.stream, g.version, g.created_at, g.updated_at, r.status
      FROM generations g LEFT JOIN runs r ON r.id = g.run_id WHERE g.id = $1
      """, id)
  }
}

extension PostgresTransaction {
  /// Queues the lock of a generation: whoever runs it again, ends its run or changes it has it first.
  func lockGeneration(_ id: String) { send("SELECT number FROM generations WHERE id = $1 FOR NO KEY UPDATE", id) }

  /// Writes a version and makes it the generation's latest.
  func insert(_ version: GenerationVersion, ofGeneration number: Int64) {
    send(
      "INSERT INTO generation_versions (generation, version, reason, detail, run_id, created_at, document) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      number, version.number, version.reason, version.detail, version.run, version.createdAt, version.document)
    send(
      "UPDATE generations SET version = $1, updated_at = greatest(updated_at, $2) WHERE number = $3", version.number, version.createdAt, number)
  }

  fileprivate func queue(_ run: Run, ofGeneration number: Int64) {
    insert(run, chat: nil)
    send("INSERT INTO generation_runs (run_id, generation, stream) VALUES ($1, $2, $3)", run.id, number, run.stream)
    if let session = run.session { join(session: session, run: run.id, now: run.createdAt) }
    emit(.queued(run), now: run.createdAt)
  }
}

extension PostgresReply {
  fileprivate func generationRow() throws(StoreError) -> GenerationRow? {
    try first { (row) throws(StoreError) in try GenerationRow(&row) }
  }
}

extension GenerationVersion.Reason: PostgresBindable {}
