import Domain
import Store
import Studio
import Synchronization
import Workbook

/// The workbooks that were looked at last, taken apart: a page asks for one piece after the other of the same. Each is taken apart once however many ask, beside
/// the event loops.
package final class WorkbookLibrary: Sendable {
  private struct Entry {
    let sha256: String
    var bytes: Int
    let workbook: Task<Workbook, any Error>
  }

  private let store: any GenerationStore
  private let limits: WorkbookLimits
  /// The latest last.
  private let entries = Mutex<[Entry]>([])

  /// Of the files; what they become in memory is some times that.
  private static let mostBytes = 24 << 20
  private static let mostWorkbooks = 16

  /// - Parameter workbookBytes: the most that the file of a workbook may have.
  package init(store: any GenerationStore, workbookBytes: Int) {
    self.store = store
    var limits = WorkbookLimits.standard
    limits.fileBytes = workbookBytes
    self.limits = limits
  }

  /// - Parameters:
  ///   - bytes: how large the file is; `nil` where only the store knows.
  ///   - content: the file, where it is at hand.
  /// - Throws: `GenerationRefusal` for a file that is no workbook; `Problem` 404 when its bytes are gone; `StoreError`.
  package func workbook(sha256: String, bytes: Int?, name: String, content: [UInt8]? = nil) async throws -> Workbook {
    let task = entries.withLock { entries in
      if let at = entries.firstIndex(where: { $0.sha256 == sha256 }) {
        let entry = entries.remove(at: at)
        entries.append(entry)
        return entry.workbook
      }
      let task = Task.detached { [self] in
        var file = content
        if file == nil { file = try await store.workbookContent(sha256: sha256) }
        guard let file else { throw Problem.notFound("the workbook \(name)") }
        if bytes == nil { weigh(sha256: sha256, bytes: file.count) }
        do throws(WorkbookError) { return try WorkbookFile.read(file, name: name, limits: limits) } catch { throw GenerationRefusal(error) }
      }
      entries.append(Entry(sha256: sha256, bytes: bytes ?? 0, workbook: task))
      Self.forgetOldest(&entries)
      return task
    }
    do {
      return try await task.value
    } catch {
      // What failed may work the next time.
      entries.withLock { $0.removeAll { $0.sha256 == sha256 } }
      throw error
    }
  }

  private func weigh(sha256: String, bytes: Int) {
    entries.withLock { entries in
      guard let at = entries.firstIndex(where: { $0.sha256 == sha256 }) else { return }
      entries[at].bytes = bytes
      Self.forgetOldest(&entries)
    }
  }

  private static func forgetOldest(_ entries: inout [Entry]) {
    while entries.count > 1, entries.count > mostWorkbooks || entries.reduce(0, { $0 + $1.bytes }) > mostBytes { entries.removeFirst() }
  }
}
