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
    let bytes: Int
    let workbook: Task<Workbook, any Error>
  }

  private let store: any GenerationStore
  /// The latest last.
  private let entries = Mutex<[Entry]>([])

  /// Of the files; what they become in memory is some times that.
  private static let mostBytes = 24 << 20
  private static let mostWorkbooks = 16

  package init(store: any GenerationStore) { self.store = store }

  /// - Parameter content: the file, where it is at hand.
  /// - Throws: `GenerationRefusal` for a file that is no workbook; `Problem` 404 when its bytes are gone; `StoreError`.
  package func workbook(sha256: String, bytes: Int, name: String, content: [UInt8]? = nil) async throws -> Workbook {
    let task = entries.withLock { entries in
      if let at = entries.firstIndex(where: { $0.sha256 == sha256 }) {
        let entry = entries.remove(at: at)
        entries.append(entry)
        return entry.workbook
      }
      let task = Task.detached { [store] in
        var file = content
        if file == nil { file = try await store.workbookContent(sha256: sha256) }
        guard let file else { throw Problem.notFound("the workbook \(name)") }
        do throws(WorkbookError) { return try WorkbookFile.read(file, name: name) } catch { throw GenerationRefusal(error) }
      }
      entries.append(Entry(sha256: sha256, bytes: bytes, workbook: task))
      while entries.count > 1, entries.count > Self.mostWorkbooks || entries.reduce(0, { $0 + $1.bytes }) > Self.mostBytes { entries.removeFirst() }
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
}
