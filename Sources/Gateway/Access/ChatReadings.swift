import Domain
import EventLoop
import Store
import Synchronization
import Transport

/// What is open of chats that may be taken from those who read them: ended when one was.
final class ChatReadings: Sendable {
  /// Told of until it is let go.
  final class Reading: Sendable {
    fileprivate let number: Int
    private let readings: ChatReadings

    fileprivate init(_ number: Int, _ readings: ChatReadings) {
      self.number = number
      self.readings = readings
    }

    deinit { readings.release(number) }
  }

  private struct Entry {
    let reader: ChatReader
    let end: @Sendable () -> Void
  }

  private struct State {
    var entries: [Int: Entry] = [:]
    var lastNumber = 0
  }

  private let state = Mutex(State())

  /// - Parameter end: called on any thread, at most once, when the chat is the reader's no more.
  func begin(_ reader: ChatReader, end: @escaping @Sendable () -> Void) -> Reading {
    let number = state.withLock { state in
      state.lastNumber += 1
      state.entries[state.lastNumber] = Entry(reader: reader, end: end)
      return state.lastNumber
    }
    return Reading(number, self)
  }

  /// Who reads what, each once.
  var readers: Set<ChatReader> {
    // Made into a set without the lock: connections come and go meanwhile.
    Set(state.withLock { Array($0.entries.values) }.map(\.reader))
  }

  /// Ends what these have open. - Returns: how many were ended.
  @discardableResult
  func end(_ strangers: Set<ChatReader>) -> Int {
    guard !strangers.isEmpty else { return 0 }
    let ended = state.withLock { state in
      let ended = state.entries.filter { strangers.contains($0.value.reader) }
      for number in ended.keys { state.entries[number] = nil }
      return ended.values.map(\.end)
    }
    for end in ended { end() }
    return ended.count
  }

  private func release(_ number: Int) { state.withLock { $0.entries[number] = nil } }
}

extension AccessControl {
  /// Notes that a caller reads a chat, where that may be taken back: not of those who may read everything, or whom nobody asks who they are.
  /// - Parameters:
  ///   - chat: `nil` for what belongs to no chat.
  ///   - end: as for `ChatReadings.begin`.
  /// - Returns: what is held as long as it is read.
  func reading(_ chat: ChatID?, by caller: Caller, end: @escaping @Sendable () -> Void) -> ChatReadings.Reading? {
    guard let chat, let principal = caller.principal, ChatAccess(.view, by: principal, who: .stranger) != .allowed else { return nil }
    return readings.begin(ChatReader(user: principal.user, chat: chat), end: end)
  }

  /// As above, for what is sent to a connection, which is ended without an end of the stream: its reader comes again and is told. Loop only.
  func reading(_ chat: ChatID?, by caller: Caller, into sink: any ByteSink, of loop: EventLoop) -> ChatReadings.Reading? {
    let reference = LoopBound(WeakSink(sink: sink), on: loop)
    return reading(chat, by: caller) { loop.execute { reference.value.sink?.abort() } }
  }
}
