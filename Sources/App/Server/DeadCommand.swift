import Domain
import Primitives
import Store

/// `throughline dead`: runs that were given up because every worker that took them was lost.
struct DeadCommand {
  private static let listed = 1000

  let store: any Store
  let letters: any DeadLetterStore
  let console: any Console
  let time: any TimeSource

  func run(_ word: DeadCommandWord) async throws -> ExitCode {
    switch word {
    case .list: try await list()
    case .retry(let run): try await retry(run)
    case .drop(let run): try await drop(run)
    }
  }

  private func list() async throws -> ExitCode {
    let found = try await letters.deadLetters(limit: Self.listed + 1)
    for letter in found.prefix(Self.listed) {
      console.write("\(letter.buriedAt.rfc3339)  \(letter.run)  \(letter.stream)  attempts=\(letter.attempts)  \(letter.reason)\n")
    }
    if found.isEmpty { console.write("no run was given up\n") }
    if found.count > Self.listed { console.complain("these are the latest \(Self.listed); retry or drop some to see those before") }
    return .done
  }

  private func drop(_ run: String) async throws -> ExitCode {
    guard try await letters.dropDeadLetter(run: run) else { return unknown(run) }
    console.write("dropped \(run)\n")
    return .done
  }

  /// The question stands once more in its own place, as if it had been edited to the same words: what was produced before stays beside it.
  private func retry(_ run: String) async throws -> ExitCode {
    guard try await letters.deadLetters(limit: Int(Int32.max)).contains(where: { $0.run == run }), let lost = try await store.run(run) else {
      return unknown(run)
    }
    guard let chat = lost.chat, let id = lost.userMessage, let question = try await store.message(id) else {
      console.complain("\(run) answers no question of a chat and cannot be asked again; drop it")
      return .problems
    }
    let attachments = try await store.artifacts(of: id).map { artifact in
      MessageAcceptance.Attachment(source: .artifact(artifact.id), name: artifact.name, mediaType: artifact.mediaType)
    }
    var random = SystemRandomNumberGenerator()
    let now = time.now()
    let again = MessageAcceptance(
      chat: .existing(chat), chatOrigin: "native", chatTitle: "", content: question.content, frontendID: nil, attachments: attachments, edits: id,
      session: lost.session, run: ULID(milliseconds: now.milliseconds, using: &random).description, requestedModel: lost.requestedModel,
      provider: lost.provider, model: lost.model, request: lost.request, user: try await store.chat(chat)?.user, now: now)
    guard case .created(let accepted) = try await store.accept(again, idempotency: nil) else { return unknown(run) }
    _ = try await letters.dropDeadLetter(run: run)
    console.write("asked again: run \(accepted.run.id), stream \(accepted.run.stream)\n")
    return .done
  }

  private func unknown(_ run: String) -> ExitCode {
    console.complain("no run \(run) was given up; `throughline dead list` names those that were")
    return .problems
  }
}
