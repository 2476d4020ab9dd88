import EventLoop
import StreamLog
import Synchronization
import Transport

/// The readers of one loop: which of them must look at their stream at the end of this turn. Belongs to its loop.
package final class LoopReaders: TurnEndObserver {
  private let loop: EventLoop
  private var groups: [ObjectIdentifier: StreamReaders] = [:]
  private var dirty: ContiguousArray<StreamReaders> = []
  private var waking: ContiguousArray<StreamReaders> = []

  package init(loop: EventLoop) { self.loop = loop }

  /// The group of a stream's readers on this loop, to be registered with the stream as its waker.
  func group(of stream: LiveStream) -> StreamReaders {
    let key = ObjectIdentifier(stream)
    if let group = groups[key] { return group }
    let group = StreamReaders(loop: loop, owner: self)
    groups[key] = group
    return group
  }

  /// - Returns: the group, when this was its last reader.
  func remove(_ reader: any GroupedReader, of stream: LiveStream) -> StreamReaders? {
    let key = ObjectIdentifier(stream)
    guard let group = groups[key], group.remove(reader) else { return nil }
    groups[key] = nil
    return group
  }

  fileprivate func mark(_ group: StreamReaders) {
    if dirty.isEmpty { loop.atTurnEnd(self) }
    dirty.append(group)
  }

  package func turnEnded() {
    swap(&dirty, &waking)
    for group in waking { group.wakeAll() }
    waking.removeAll(keepingCapacity: true)
  }
}

/// A reader that is to be told once a turn that its stream has grown.
protocol GroupedReader: AnyObject {
  func streamHasGrown()
}

/// All readers of one stream on one loop: woken together, once a turn, from whatever thread the stream grows on.
final class StreamReaders: StreamWaker {
  /// An object, so that to look at it does not copy it.
  private final class Members {
    var readers: ContiguousArray<any GroupedReader> = []
    var isDirty = false
    unowned let owner: LoopReaders

    init(owner: LoopReaders) { self.owner = owner }
  }

  private let loop: EventLoop
  private let members: LoopBound<Members>
  /// A wake from another thread is on its way.
  private let isWaking = Atomic<Bool>(false)

  init(loop: EventLoop, owner: LoopReaders) {
    self.loop = loop
    members = LoopBound(Members(owner: owner), on: loop)
  }

  func streamGrew(isEnded: Bool) {
    if loop.isCurrent {
      mark()
    } else if !isWaking.exchange(true, ordering: .acquiringAndReleasing) {
      loop.execute { [self] in
        isWaking.store(false, ordering: .releasing)
        mark()
      }
    }
  }

  func add(_ reader: any GroupedReader) { members.value.readers.append(reader) }

  /// - Returns: whether none is left.
  func remove(_ reader: any GroupedReader) -> Bool {
    members.value.readers.removeAll { $0 === reader }
    return members.value.readers.isEmpty
  }

  fileprivate func wakeAll() {
    let members = members.value
    members.isDirty = false
    for reader in members.readers { reader.streamHasGrown() }
  }

  private func mark() {
    let members = members.value
    guard !members.isDirty else { return }
    members.isDirty = true
    members.owner.mark(self)
  }
}
