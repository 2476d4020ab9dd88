import CUV
import EventLoop
import Glibc
import Primitives
import Synchronization
import Wire

/// The part of a server that lives on one loop: its listener, its connections, their deadlines and their turn at the turn's end.
final class HTTPServerLoop {
  let loop: EventLoop
  let configuration: HTTPServerConfiguration
  let service: any HTTPService
  private let openConnections: ConnectionCount

  private var listener: TCPHandle?
  private var connections: ContiguousArray<HTTPConnection> = []
  /// Beside the connections, so that looking for passed deadlines walks through one array.
  private var deadlines: ContiguousArray<UInt64> = []
  private var scanTimer: LoopTimer?

  /// Connections that are asked for their bytes at the turn's end: answers first, because a stream may have a thousand readers.
  private var dirtyAnswers: ContiguousArray<HTTPConnection> = []
  private var dirtyStreams: ContiguousArray<HTTPConnection> = []
  /// How many of the dirty streams have had their turn.
  private var flushedStreams = 0
  private var flushing: ContiguousArray<HTTPConnection> = []
  private var isTurnEndAsked = false
  private var scratch = WriteScratch()

  private let readMemory = UnsafeMutablePointer<CChar>.allocate(capacity: readBytes)
  private static let readBytes = 64 * 1024

  private var dateSecond = -1
  private var dateText = ""
  private var isDraining = false
  private var drained: [() -> Void] = []
  /// libuv's callbacks find this object by its address: it stays as long as they may come.
  private var keepsItself: HTTPServerLoop?
  private var graceTimer: LoopTimer?

  init(loop: EventLoop, configuration: HTTPServerConfiguration, service: any HTTPService, openConnections: ConnectionCount) {
    self.loop = loop
    self.configuration = configuration
    self.service = service
    self.openConnections = openConnections
  }

  deinit { readMemory.deallocate() }

  /// All connections of the loop read into the same memory, one after the other.
  var readBuffer: uv_buf_t { uv_buf_init(readMemory, UInt32(Self.readBytes)) }

  /// The present time as the Date header has it.
  var date: String {
    let second = time(nil)
    if second != dateSecond {
      dateSecond = second
      dateText = HTTPDate.text(seconds: Int64(second))
    }
    return dateText
  }

  // MARK: Listening

  /// - Returns: the port that is listened on.
  func listen(on address: SocketAddress, sharesPort: Bool) throws(TCPHandle.SystemError) -> Int {
    let handle = try TCPHandle(on: loop, family: address.family)
    do throws(TCPHandle.SystemError) {
      try handle.bind(address, sharesPort: sharesPort)
      try handle.listen(for: self)
    } catch {
      handle.close()
      throw error
    }
    listener = handle
    keepsItself = self
    let interval = configuration.scanMilliseconds
    scanTimer = loop.schedule(afterMilliseconds: interval, repeating: interval) { [unowned self] in scanDeadlines() }
    return handle.boundPort
  }

  func connectionArrived() {
    guard let listener else { return }
    do throws(TCPHandle.SystemError) {
      let handle = try TCPHandle(on: loop)
      do throws(TCPHandle.SystemError) {
        try listener.accept(into: handle)
      } catch {
        handle.close()
        return
      }
      open(handle)
    } catch {
      // Without a descriptor there is nobody to answer; libuv has closed the waiting connection.
    }
  }

  private func open(_ handle: TCPHandle) {
    let count = openConnections.increment()
    let connection = HTTPConnection(handle, server: self)
    connection.index = connections.count
    connections.append(connection)
    deadlines.append(.max)
    if count > configuration.maxConnections { service.connectionRefused() }
    if count <= configuration.maxConnections {
      connection.start()
    } else if count <= configuration.maxConnections + Self.refusalsAtOnce {
      var response = service.failure(
        HTTPFailure(503, .tooManyConnections, "this server takes \(configuration.maxConnections) connections and has them; try again later"),
        head: nil)
      response.headers.set("Retry-After", "5")
      connection.startRefusing(response)
    } else {
      connection.close()
    }
  }

  /// Connections beyond the limit that are still told why; above that they are just closed.
  private static let refusalsAtOnce = 256

  func remove(_ connection: HTTPConnection) {
    let index = connection.index
    connection.index = -1
    connections.swapAt(index, connections.count - 1)
    deadlines.swapAt(index, deadlines.count - 1)
    connections.removeLast()
    deadlines.removeLast()
    if index < connections.count { connections[index].index = index }
    openConnections.decrement()
    if connections.isEmpty, isDraining { finishDrain() }
  }

  // MARK: Deadlines

  func setDeadline(_ time: MonotonicTime?, of index: Int) { deadlines[index] = time?.nanoseconds ?? .max }

  private func scanDeadlines() {
    let now = loop.now.nanoseconds
    // Backwards: a connection that closes is replaced by one that was looked at.
    var index = deadlines.count - 1
    while index >= 0 {
      if index < deadlines.count, deadlines[index] <= now { connections[index].deadlineReached() }
      index -= 1
    }
  }

  // MARK: Writing

  func becameDirty(_ connection: HTTPConnection, isStreaming: Bool) {
    if isStreaming { dirtyStreams.append(connection) } else { dirtyAnswers.append(connection) }
    guard !isTurnEndAsked else { return }
    isTurnEndAsked = true
    loop.atTurnEnd(self)
  }

  /// The connection has had its share of this turn.
  func continueNextTurn(_ connection: HTTPConnection) {
    dirtyStreams.append(connection)
    guard !isTurnEndAsked else { return }
    isTurnEndAsked = true
    loop.atNextTurnEnd(self)
  }

  // MARK: Ending

  /// Takes no more connections, lets those that are at work finish, and calls `done` when none is left or the grace is over. Called again, it
  /// shortens or lengthens the grace.
  func drain(graceMilliseconds: Int, done: @escaping () -> Void) {
    listener?.close()
    listener = nil
    drained.append(done)
    isDraining = true
    for connection in connections { connection.drain() }
    guard !connections.isEmpty else { return finishDrain() }
    graceTimer?.cancel()
    graceTimer = loop.schedule(afterMilliseconds: graceMilliseconds) { [unowned self] in
      for connection in connections { connection.close() }
    }
  }

  private func finishDrain() {
    let waiting = drained
    drained = []
    scanTimer?.cancel()
    graceTimer?.cancel()
    keepsItself = nil
    for done in waiting { done() }
  }
}

extension HTTPServerLoop: TurnEndObserver {
  /// A turn that wrote to every reader of a busy stream would keep all others waiting for milliseconds. In pieces, what happens meanwhile is
  /// gathered, and the later readers get it in the same write.
  private static let streamsPerTurn = 64

  func turnEnded() {
    isTurnEndAsked = false
    var scratch = WriteScratch()
    swap(&scratch, &self.scratch)
    defer {
      scratch.slices.removeAll(keepingCapacity: true)
      swap(&scratch, &self.scratch)
    }
    if !dirtyAnswers.isEmpty {
      swap(&dirtyAnswers, &flushing)
      for connection in flushing { connection.flush(&scratch) }
      flushing.removeAll(keepingCapacity: true)
    }
    let end = min(flushedStreams + Self.streamsPerTurn, dirtyStreams.count)
    while flushedStreams < end {
      dirtyStreams[flushedStreams].flush(&scratch)
      flushedStreams += 1
    }
    if flushedStreams == dirtyStreams.count {
      dirtyStreams.removeAll(keepingCapacity: true)
      flushedStreams = 0
    } else {
      if flushedStreams >= 4096 {
        dirtyStreams.removeFirst(flushedStreams)
        flushedStreams = 0
      }
      if !isTurnEndAsked {
        isTurnEndAsked = true
        loop.atNextTurnEnd(self)
      }
    }
  }
}

/// Connections of all loops of a server.
final class ConnectionCount: Sendable {
  private let count = Atomic(0)
  func increment() -> Int { count.add(1, ordering: .relaxed).newValue }
  func decrement() { count.subtract(1, ordering: .relaxed) }
  var value: Int { count.load(ordering: .relaxed) }
}
