import CUV
import EventLoop
import Primitives

/// Bytes out, once a turn.
extension HTTPConnection: ByteSink {
  func sourceHasBytes() { markDirty() }

  func abort() { close() }

  func markDirty() {
    switch machine.bytesCame() {
    case .none: break
    case .writeAmongAnswers: server.becameDirty(self, isStreaming: false)
    case .writeAmongStreams: server.becameDirty(self, isStreaming: true)
    }
  }

  /// Writes everything that there is, once: own bytes and what the source has, in one system call.
  func flush(_ scratch: inout WriteScratch) {
    guard machine.turnCame() else { return }
    var budget = server.configuration.bytesPerTurn
    while true {
      scratch.slices.removeAll(keepingCapacity: true)
      let pulled = pull(into: &scratch.slices)
      guard !isClosed else { return }
      var total = outgoing.count
      for slice in scratch.slices { total += slice.range.count }
      guard total > 0 else { break }
      guard write(&scratch, total) else { return }
      budget -= total
      guard pulled == .more else { break }
      if budget <= 0 {
        machine.shareWasUsed()
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
  private func write(_ scratch: inout WriteScratch, _ total: Int) -> Bool {
    if machine.phase == .streaming { setDeadline(server.configuration.silenceMilliseconds) }
    exchange?.bytesOut += total
    do throws(TCPHandle.SystemError) {
      let written = try tryWrite(&scratch)
      if written == total {
        if !outgoing.isEmpty { outgoing = [] }
        return true
      }
      let rest = rest(of: scratch.slices, after: written)
      outgoing = []
      setDeadline(server.configuration.writeStallMilliseconds)
      let pending = PendingWrite(rest, on: self)
      try pending.start(handle)
      pendingWrite = pending
      machine.writeBecamePending()
    } catch {
      close()
    }
    return false
  }

  private func tryWrite(_ scratch: inout WriteScratch) throws(TCPHandle.SystemError) -> Int {
    scratch.buffers.removeAll(keepingCapacity: true)
    let result = outgoing.withUnsafeMutableBytes { own in
      if own.count > 0 { scratch.buffers.append(uv_buf_init(own.baseAddress?.assumingMemoryBound(to: CChar.self), UInt32(own.count))) }
      for slice in scratch.slices { scratch.buffers.append(slice.buffer) }
      return handle.tryWrite(&scratch.buffers)
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
    machine.pendingWriteEnded()
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

/// Memory that every flush of a loop uses in its turn, so that no delivery allocates.
struct WriteScratch {
  var slices: ContiguousArray<BlockSlice> = []
  var buffers: ContiguousArray<uv_buf_t> = []
}
