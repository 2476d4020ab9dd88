import Synchronization

/// Where the events of each run lie in the part of the journal that was not regrouped yet. Written by the writer thread after each commit.
///
/// A reader must take a run's pieces before its read transaction begins: what has left the index by then is in the segments that the
/// transaction sees, and a piece whose row is gone meanwhile is in the segments, too.
final class JournalIndex: Sendable {
  private let pieces = Mutex<[Int64: [JournalPiece]]>([:])

  func pieces(ofRun run: Int64) -> [JournalPiece] { pieces.withLock { $0[run] ?? [] } }

  func apply(_ changes: [JournalChange]) {
    guard !changes.isEmpty else { return }
    pieces.withLock { pieces in
      for change in changes {
        switch change {
        case .added(let run, let piece): pieces[run, default: []].append(piece)
        case .dropped(let run): pieces[run] = nil
        }
      }
    }
  }

  /// Forgets what lies in rows up to `batch`: it is in segments now.
  func forget(runs: Set<Int64>, upTo batch: Int64) {
    pieces.withLock { pieces in
      for run in runs {
        guard let rest = pieces[run]?.filter({ $0.batch > batch }) else { continue }
        pieces[run] = rest.isEmpty ? nil : rest
      }
    }
  }
}

/// What a transaction does to the index once it is committed.
enum JournalChange: Equatable, Sendable {
  case added(run: Int64, JournalPiece)
  case dropped(run: Int64)
}
