import Domain
import Gateway
import Observe
import Primitives
import Store
import Wire

/// `throughline trace ID`: the path of one thing over every boundary.
struct TraceCommand {
  let store: any Store
  let console: any Console

  func run(id: String, format: TraceFormat) async throws -> ExitCode {
    guard let whole = try await expand(id) else { return .refused }
    let ids = try await TraceScope.ids(of: whole, in: store)
    guard !ids.isEmpty else {
      console.complain("nothing is known under \(whole); give the ID of a message, an artifact, a stream or a run")
      return .problems
    }
    var cursor: String?
    var first: Timestamp?
    repeat {
      let page = try await store.boundaries(ids: ids, page: PageRequest(limit: 200, cursor: cursor))
      for record in page.items {
        let begin = first ?? record.time
        first = begin
        console.write(format == .json ? jsonLine(record) : textLine(record, since: begin))
      }
      cursor = page.nextCursor
    } while cursor != nil
    return .done
  }

  /// The whole ID for a short form: the first eight characters of a chat's UUID, alone or in front of `_000001_UM`.
  private func expand(_ id: String) async throws -> String? {
    let prefix = String(id.prefix { $0 != "_" })
    guard prefix.utf8.count == 8 else { return id }
    let chats = try await store.chats(idPrefix: prefix)
    guard chats.count == 1, let chat = chats.first else {
      if chats.isEmpty {
        console.complain("no chat begins with \(prefix)")
      } else {
        console.complain("\(prefix) is ambiguous: \(chats.map(\.text).joined(separator: ", "))")
      }
      return nil
    }
    let rest = id.dropFirst(prefix.count)
    if rest.isEmpty { return "\(chat)_000001_UM" }
    return chat.text + rest
  }

  private func textLine(_ record: BoundaryRecord, since first: Timestamp) -> String {
    let milliseconds = String((record.time.microseconds - first.microseconds) / 1000)
    let offset = String(repeating: " ", count: max(0, 8 - milliseconds.count)) + milliseconds
    let marker = record.marker.rawValue.padded(to: 5)
    let component = record.component.rawValue.padded(to: 8)
    let frontend = record.frontendID.map { "  frontend_id=\($0.logValue)" } ?? ""
    return "\(record.time.rfc3339) +\(offset) ms  \(marker)  \(component)  \(record.id)\(frontend)  pod=\(record.pod)  \(record.detail)\n"
  }

  private func jsonLine(_ record: BoundaryRecord) -> String {
    String(decoding: json { $0.write(record) } + [0x0A], as: UTF8.self)
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
