import Bus
import Domain
import Observe
import Primitives
import Store
import StreamLog
import Wire

/// What a client wants to be asked, whichever door it came through.
package struct MessageSubmission: Sendable {
  package var chat: MessageAcceptance.ChatChoice
  package var origin: String = "native"
  package var content: String
  package var frontendID: String?
  package var model: String?
  package var attachments: [MessageAcceptance.Attachment] = []
  /// As in `MessageAcceptance`.
  package var edits: EntityID?
  package var follows: EntityID?
  package var session: String?
  package var request = RunRequest()
  package var metadata: JSONValue?

  package init(chat: MessageAcceptance.ChatChoice, content: String) {
    self.chat = chat
    self.content = content
  }

  /// The field that named what the store does not know; `nil` for another error.
  fileprivate func pointer(to code: StoreError.Code) -> String? {
    switch code {
    case .unknownUpload(let id):
      let index = attachments.firstIndex { $0.source == .upload(id) } ?? 0
      return "/attachments/\(index)/upload"
    case .unknownReference(let id):
      if edits == id { return "/edits" }
      if follows == id { return "/follows" }
      let index = attachments.firstIndex { $0.source == .artifact(id) } ?? 0
      return "/attachments/\(index)/artifact"
    default: return nil
    }
  }
}

/// A message that is safe, with the stream of its answer.
package struct Submitted: Sendable {
  package var accepted: AcceptedMessage
  /// The same message was accepted before; nothing new happened.
  package var isRepeated: Bool
  package var stream: LiveStream
}

extension GatewayServices {
  /// Makes a message safe and hands its run to a worker.
  /// - Throws: `Problem`.
  package func submit(
    _ submission: MessageSubmission, by caller: Caller, idempotency: Idempotency<AcceptedMessage>? = nil
  ) async throws -> Creation<Submitted> {
    try caller.require(.writeChats)
    if let principal = caller.principal { try await access.checkTokens(of: principal) }
    let began = time.monotonic()
    let creation: Creation<AcceptedMessage>
    do {
      creation = try await accept(submission, by: caller, idempotency)
    } catch let error as StoreError {
      guard let pointer = submission.pointer(to: error.code) else { throw Problem(error) }
      throw Problem.invalid([.init(pointer: pointer, detail: error.message)])
    }
    switch creation {
    case .created(let accepted):
      metrics.acceptDuration.observe(from: began, to: time.monotonic())
      let submitted = await begin(accepted)
      charge(submitted.stream, to: caller)
      return .created(submitted)
    case .existing(let accepted):
      return .existing(Submitted(accepted: accepted, isRepeated: true, stream: try await streams.find(accepted.run.stream)))
    case .replayed(let answer): return .replayed(answer)
    }
  }

  private func accept(
    _ submission: MessageSubmission, by caller: Caller, _ idempotency: Idempotency<AcceptedMessage>?
  ) async throws -> Creation<AcceptedMessage> {
    let resolved = models.resolve(submission.model)
    let isKnownChat = if case .existing = submission.chat { true } else { false }
    var acceptance = MessageAcceptance(
      chat: submission.chat, chatOrigin: submission.origin, chatTitle: isKnownChat ? "" : Self.title(from: submission.content),
      content: submission.content,
      frontendID: submission.frontendID, attachments: submission.attachments, edits: submission.edits, follows: submission.follows,
      session: submission.session.map(caller.scoped), run: makeULID(),
      requestedModel: submission.model ?? resolved.model, provider: resolved.provider, model: resolved.model, request: submission.request,
      metadata: submission.metadata, user: caller.user, now: time.now())
    guard let user = caller.user else { return try await store.accept(acceptance, idempotency: idempotency) }
    // Whose the chat is must be known before anything is written to it; one that is unknown here must be made by this message and no other.
    for _ in 0..<3 {
      if case .created = submission.chat { break }
      let isKnown = try await access.store.relation(of: user, to: submission.chat.id) != nil
      if case .existingOrCreated(let id) = submission.chat, !isKnown {
        acceptance.chat = .created(id)
        do {
          return try await store.accept(acceptance, idempotency: idempotency)
        } catch {
          // Somebody else made it meanwhile: whose it is, is asked again.
          guard error.code == .exists else { throw error }
          continue
        }
      }
      try await check(.write, on: submission.chat.id, by: caller, missing: "chat \(submission.chat.id)")
      acceptance.chat = .existing(submission.chat.id)
      break
    }
    return try await store.accept(acceptance, idempotency: idempotency)
  }

  /// Takes what an answer used from its user's tokens when it ends.
  func charge(_ stream: LiveStream, to caller: Caller) {
    guard access.limitsTokens, let principal = caller.principal else { return }
    Task { [access] in
      try await StreamWait.until(stream, onlyAtEnd: true) { $0.isEnded }
      var state = stream.state
      if let ending = stream.ending { state.apply(ending) }
      await access.takeTokens(Int(clamping: state.usage?.tokens.totalTokens ?? 0), of: principal)
    }
  }

  private func begin(_ accepted: AcceptedMessage) async -> Submitted {
    let run = accepted.run
    let question = accepted.userMessage.description
    boundaries.record(.entry, .gateway, id: question, frontendID: run.frontendID, detail: [.model: .text(run.requestedModel)])
    boundaries.record(.exit, .store, id: question, frontendID: run.frontendID, detail: [.run: .text(run.id), .stream: .text(run.stream)])
    if accepted.isFallbackAllocation {
      log.error(
        "a front end that names its messages sent none; an ID was allocated for it",
        [.id: .text(question), .chat: .text(accepted.userMessage.chat.text), .session: .optional(run.session)])
    }
    // One that waits for its turn may have been handed on before this pod was known to listen.
    let stream = await streams.begin(run, mayHaveBegun: !accepted.isNextOfChat)
    if let session = run.session { sessions.changed(session) }
    if accepted.isNextOfChat {
      boundaries.record(.exit, .bus, id: run.stream, frontendID: run.frontendID, detail: [.run: .text(run.id)])
      bus.publish(work: WorkItem(run: run.id, traceparent: run.request.traceparent))
    } else {
      boundaries.record(.relay, .bus, id: run.stream, frontendID: run.frontendID, detail: [.run: .text(run.id), .phase: .text("queued")])
    }
    boundaries.record(.exit, .gateway, id: question, frontendID: run.frontendID, detail: [.stream: .text(run.stream), .phase: .text("accepted")])
    return Submitted(accepted: accepted, isRepeated: false, stream: stream)
  }

  /// A chat's title from its first message: the first line that says something, cut at a word within 80 characters. However long the message is, no more
  /// of it is looked at than that takes, and never more than its first 4 KiB.
  static func title(from content: String) -> String {
    let end = content.utf8.index(content.startIndex, offsetBy: 4096, limitedBy: content.endIndex) ?? content.endIndex
    var line = ""
    var count = 0
    for character in content[..<end] {
      if character.isNewline {
        if line.isEmpty { continue }
        break
      }
      let isBlank = character.isWhitespace
      if line.isEmpty, isBlank { continue }
      if count >= 80, !isBlank { return String(line.lastIndex(of: " ").map { line[..<$0] } ?? line[...]) + "…" }
      if count < 80 { line.append(character) }
      count += 1
    }
    while line.last?.isWhitespace == true { line.removeLast() }
    return line
  }

  /// Cancels a stream's run, wherever it is. - Returns: the run. - Throws: 404.
  package func cancel(stream name: String, by: CancelledBy) async throws -> Run {
    let run: Run?
    do { run = try await store.requestCancel(stream: name, by: by, now: time.now()) } catch { throw Problem(error) }
    guard let run else { throw Problem.notFound("stream \(name)") }
    if !run.status.isFinal {
      boundaries.record(.entry, .gateway, id: name, frontendID: run.frontendID, detail: [.phase: .text("cancel"), .reason: .text(by.rawValue)])
      bus.publish(
        control: .cancel(run: run.id, by: by), to: run.worker.map { .worker($0) } ?? .everyWorker,
        traceparent: run.request.traceparent)
    }
    return run
  }
}
