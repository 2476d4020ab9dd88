import CUV
import EventLoop
import Primitives

/// Bytes out, once a turn.
extension HTTPConnection: ByteSink {
  func sourceHasBytes() { markDirty() }

  func abort() { close() }

  func markDirty() {
    // A pending write ends in a flush anyway.
    guard !isDirty, !isWritePending, !isClosed else { return }
    isDirty = true
    server.becameDirty(self)
  }

  /// Writes everything that there is, once: own bytes and what the source has, in one system call.
  func flush() {
    isDirty = false
    guard !isWritePending, !isClosed else { return }
    var slices: ContiguousArray<BlockSlice> = []
    swap(&slices, &server.slices)
    defer {
      slices.removeAll(keepingCapacity: true)
      swap(&slices, &server.slices)
    }
    var budget = server.configuration.bytesPerTurn
    while true {
      slices.removeAll(keepingCapacity: true)
      let pulled = pull(into: &slices)
      guard !isClosed else { return }
      var total = outgoing.count
      for slice in slices { total += slice.range.count }
      guard total > 0 else { break }
      guard write(slices, total) else { return }
      budget -= total
      guard pulled == .more else { break }
      if budget <= 0 {
        isDirty = true
        server.continueNextTurn(self)
        return
      }
    }
    if isAnswerComplete { answerWritten() }
  }

  private func pull(into slices: inout ContiguousArray<BlockSlice>) -> PullResult {
    guard let source else { return .idle }
    let result = source.pull(into: &slices, limit: server.configuration.pullBytes)
    if result == .ended {
      self.source = nil
      isAnswerComplete = true
    }
    return result
  }

  /// - Returns: whether everything was taken; otherwise the rest is under way or the connection is closed.
  private func write(_ slices: ContiguousArray<BlockSlice>, _ total: Int) -> Bool {
    if machine.phase == .streaming { setDeadline(server.configuration.silenceMilliseconds) }
    exchange?.bytesOut += total
    do throws(TCPHandle.SystemError) {
      let written = try tryWrite(slices)
      if written == total {
        outgoing = []
        return true
      }
      let rest = rest(of: slices, after: written)
      outgoing = []
      setDeadline(server.configuration.writeStallMilliseconds)
      let pending = PendingWrite(rest, on: self)
      try pending.start(handle)
      pendingWrite = pending
    } catch {
      close()
    }
    return false
  }

  private func tryWrite(_ slices: ContiguousArray<BlockSlice>) throws(TCPHandle.SystemError) -> Int {
    var buffers: ContiguousArray<uv_buf_t> = []
    swap(&buffers, &server.buffers)
    defer {
      buffers.removeAll(keepingCapacity: true)
      swap(&buffers, &server.buffers)
    }
    let result = outgoing.withUnsafeMutableBytes { own in
      if own.count > 0 { buffers.append(uv_buf_init(own.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(own.count))) }
      for slice in slices { buffers.append(slice.buffer) }
      return handle.tryWrite(&buffers)
    }
    return try result.get()
  }

  private func rest(of slices: ContiguousArray<BlockSlice>, after written: Int) -> ContiguousArray<BlockSlice> {
    var rest: ContiguousArray<BlockSlice> = []
    var skip = written
    if skip < outgoing.count {
      let block = ByteBlock(capacity: outgoing.count - skip)
      _ = block.append(outgoing[skip...])
      rest.append(BlockSlice(block: block, range: 0..<block.count))
      skip = 0
    } else {
      skip -= outgoing.count
    }
    for slice in slices {
      if skip >= slice.range.count {
        skip -= slice.range.count
      } else {
        rest.append(BlockSlice(block: slice.block, range: slice.range.lowerBound + skip..<slice.range.upperBound))
        skip = 0
      }
    }
    return rest
  }

  func pendingWriteEnded(succeeded: Bool) {
    pendingWrite = nil
    guard !isClosed else { return }
    guard succeeded else { return close() }
    switch machine.phase {
    case .streaming: setDeadline(server.configuration.silenceMilliseconds)
    case .webSocket: webSocket?.writeCaughtUp()
    default: setDeadline(nil)
    }
    markDirty()
  }

  private func answerWritten() {
    isAnswerComplete = false
    webSocket = nil
    finishExchange()
    switch machine.answerWritten() {
    case .nextRequest: beginNextRequest()
    case .linger:
      handle.shutDownWriting()
      heldInput = []
      resumeReading()
      setDeadline(server.configuration.lingerMilliseconds)
    case .close: close()
    }
  }
}
