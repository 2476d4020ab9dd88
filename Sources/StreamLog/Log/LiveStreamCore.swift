import Domain
import Primitives

/// What `LiveStream` guards by its lock.
struct LiveStreamCore: ~Copyable {
  struct Form {
    let key: FormKey
    let make: @Sendable () -> any FormEncoder
    var encoder: any FormEncoder
    var log: EncodedLog
    let trailer: BlockSlice?
  }

  private(set) var epochs = StreamEpochs()
  private(set) var last = Position(epoch: 0, sequence: 0)
  /// The event that ended the stream.
  private(set) var ending: StreamEvent?
  private(set) var isEnded = false
  /// The state before the end: a sync never covers the end, which has a position of its own.
  private(set) var state = StreamState()
  var forms: ContiguousArray<Form> = []
  var wakers: ContiguousArray<any StreamWaker> = []
  var readers = 0
  /// Workers of this process that publish to it.
  var publishers = 0
  private(set) var delivery = LiveStream.DeliveryCounts()

  /// The effective log as native JSON, one frame an event: what new forms are made from.
  private var lines = EncodedLog()
  /// The state before the first retained line, so that a reset can be folded anew after a trim.
  private var baseState = StreamState()
  /// The event that tells run and model: encoders want it also when the log no longer reaches back to it, and a take-over that begins the answer
  /// again keeps just that.
  private var opening: (event: StreamEvent, json: [UInt8])?
  /// A reset voided more than is remembered here: readers must come again and be served from the store.
  private(set) var isLost = false
  private var order = ReorderBuffer<(event: StreamEvent, json: [UInt8])>()
  private var encoder: NativeEventEncoder
  private var frames = FrameBuffer()
  /// The sync that was made last, for all readers that lag at the same time.
  private var latestSync: (form: Int, position: Position, reason: SyncReason, slice: BlockSlice)?
  private let memoryLimitBytes: Int
  private var bytesUntilTrim: Int

  init(_ descriptor: StreamDescriptor, memoryLimitBytes: Int) {
    encoder = NativeEventEncoder(descriptor)
    self.memoryLimitBytes = memoryLimitBytes
    bytesUntilTrim = memoryLimitBytes / 2
  }

  init(_ descriptor: StreamDescriptor, state: StreamState, end: StreamEvent) {
    self.init(descriptor, memoryLimitBytes: 1 << 20)
    self.state = state
    baseState = state
    if end.position.sequence > 1 {
      let first = Position(epoch: end.position.epoch, sequence: 1)
      lines.beginAfterDropping(through: end.position.sequence - 1)
      epochs.appended(first)
      let usage = state.usage
      let started = StreamStarted(
        run: descriptor.run, chat: descriptor.chat?.text, parent: nil, model: usage?.model ?? "", provider: usage?.provider ?? "")
      let event = StreamEvent(position: first, body: .started(started))
      opening = (event, Array(encoder.encode(event)))
    }
    let json = Array(encoder.encode(end))
    append(end, json: json[...])
  }

  var status: StreamState.Status {
    switch ending?.body {
    case .completed: .completed
    case .failed: .failed
    case .cancelled: .cancelled
    default: state.status
    }
  }

  /// Bytes of memory that the stream holds, its own objects included.
  var retainedBytes: Int {
    forms.reduce(Self.ownBytes + lines.retainedBytes + state.text.capacity + state.reasoning.capacity) { $0 + $1.log.retainedBytes }
  }

  /// A stream that said nothing, with its place in the directory; measured.
  private static let ownBytes = 4096

  mutating func receive(_ event: StreamEvent, json: ArraySlice<UInt8>, now: MonotonicTime) -> LiveStream.Reception {
    if isEnded {
      guard event.position.epoch == last.epoch, event.position.sequence <= last.sequence else {
        delivery.fenced += 1
        return .stale
      }
      delivery.duplicates += 1
      return .duplicate
    }
    // The usual case costs no copy: what is due is appended from the caller's own buffer.
    if order.isNext(event.position) {
      order.advance()
      append(event, json: json)
    } else {
      var keep: Int64?
      if case .reset(let reset) = event.body { keep = reset.keep }
      switch order.arrived((event, Array(json)), at: event.position, opensEpochKeeping: keep, now: now) {
      case .deliver(let due): append(due.event, json: due.json[...])
      case .held:
        delivery.reordered += 1
        return .held
      case .duplicate:
        delivery.duplicates += 1
        return .duplicate
      case .stale:
        delivery.fenced += 1
        return .stale
      case .beyondWindow: return .beyondWindow
      }
    }
    while !isEnded, let due = order.next() { append(due.event, json: due.json[...]) }
    for waker in wakers { waker.streamGrew(isEnded: isEnded || isLost) }
    return .appended
  }

  mutating func checkHole(now: MonotonicTime) -> ReorderBuffer<StreamEvent>.HoleAction {
    switch order.checkHole(now: now) {
    case .none: return .none
    case .fetchHistory(let from, let through):
      delivery.holes += 1
      return .fetchHistory(from: from, through: through)
    case .giveUp(let missingFrom): return .giveUp(missingFrom: missingFrom)
    }
  }

  var hasHole: Bool { order.hasHole }

  /// Nothing more is known of the stream here.
  mutating func abandon() {
    isLost = true
    for waker in wakers { waker.streamGrew(isEnded: true) }
  }

  /// Takes the next event of the effective log.
  mutating func append(_ event: StreamEvent, json: ArraySlice<UInt8>) {
    switch event.body {
    case .completed, .failed, .cancelled:
      ending = event
      isEnded = true
    case .reset(let reset):
      void(above: reset.keep)
      state.apply(event)
    case .started:
      opening = (event, Array(json))
      state.apply(event)
    default: state.apply(event)
    }
    epochs.appended(event.position)
    last = event.position
    order.skip(to: event.position)
    latestSync = nil
    if isLost { return }
    lines.append(json, sequence: event.position.sequence)
    for index in forms.indices { encode(event, json, form: index) }
    bytesUntilTrim -= json.count
    if isEnded {
      settle()
    } else if bytesUntilTrim < 0 {
      if retainedBytes > memoryLimitBytes { trim(toBytes: memoryLimitBytes / 2) }
      bytesUntilTrim = memoryLimitBytes / 4
    }
  }

  /// Forgets the log before an event of a stored history that does not follow on what came before it: a part of it cannot be read. Readers
  /// from before get a sync instead of a silent gap.
  mutating func closeGap(before event: StreamEvent) {
    guard event.position.sequence > last.sequence + 1 else { return }
    lines = EncodedLog()
    lines.beginAfterDropping(through: event.position.sequence - 1)
    baseState = state
  }

  mutating func formIndex(_ key: FormKey, _ make: @escaping @Sendable () -> any FormEncoder) -> Int {
    if let index = forms.firstIndex(where: { $0.key == key }) { return index }
    let encoder = make()
    let trailer = encoder.trailer.isEmpty ? nil : slice(of: encoder.trailer)
    var log = EncodedLog()
    if lines.droppedThrough > 0 { log.beginAfterDropping(through: lines.droppedThrough) }
    forms.append(Form(key: key, make: make, encoder: encoder, log: log, trailer: trailer))
    replayOpening(to: encoder)
    let index = forms.count - 1
    var history: [(StreamEvent, [UInt8])] = []
    // Not kept for the next time: its buffers are as large as a short stream.
    let decoder = NativeEventDecoder()
    lines.forEachFrame(after: 0) { json in
      if let event = decoder.decode(json) { history.append((event, Array(json))) }
    }
    for (event, json) in history {
      if case .reset = event.body { forms[index].log.stopNumbering() }
      encode(event, json[...], form: index)
    }
    return index
  }

  mutating func trim(toBytes bytes: Int) {
    let before = lines.droppedThrough
    let share = bytes / (forms.count + 1)
    var kept = lines
    kept.trim(toBytes: share)
    if kept.droppedThrough > before {
      let decoder = NativeEventDecoder()
      lines.forEachFrame(after: before, through: kept.droppedThrough) { json in
        if let event = decoder.decode(json) { baseState.apply(event) }
      }
      lines = kept
    }
    for index in forms.indices { forms[index].log.trim(toBytes: share) }
  }

  /// A reader is gone.
  mutating func readerLeft() {
    readers -= 1
    settle()
  }

  /// An ended stream that nobody reads keeps the lines that its forms can be made from again, and no more.
  private mutating func settle() {
    guard isEnded, readers == 0 else { return }
    forms = []
    latestSync = nil
    frames = FrameBuffer()
    lines.fit()
  }

  mutating func add(_ waker: any StreamWaker) {
    if !wakers.contains(where: { $0 === waker }) { wakers.append(waker) }
  }

  // MARK: Reading

  mutating func read(
    _ reader: inout StreamReader, form index: Int, limit: Int, into slices: inout ContiguousArray<BlockSlice>
  ) -> LiveStream.ReadOutcome {
    if isLost { return endUnrecoverable(form: index, code: "stream.reset", &slices) }
    var sync: SyncReason?
    while true {
      let facts = StreamReader.LogFacts(
        boundary: epochs.boundary(after: reader.cursor.epoch), last: last.sequence, droppedThrough: forms.span[index].log.droppedThrough,
        isEnded: isEnded)
      switch reader.next(facts) {
      case .wait: return LiveStream.ReadOutcome(result: .upToDate, sync: sync)
      case .ended: return end(form: index, &slices, sync: sync)
      case .frames(let sequence):
        if sequence < reader.cursor.sequence, !forms[index].encoder.canReplace { return endUnrecoverable(form: index, code: "stream.reset", &slices) }
        guard let taken = forms.span[index].log.slices(after: sequence, limit: limit, into: &slices) else {
          // This form says nothing of what came after.
          return isEnded ? end(form: index, &slices, sync: sync) : LiveStream.ReadOutcome(result: .upToDate, sync: sync)
        }
        reader.sent(through: Position(epoch: epochs.epoch(of: taken.through), sequence: taken.through))
        if taken.more { return LiveStream.ReadOutcome(result: .more, sync: sync) }
        if taken.through == last.sequence, !isEnded { return LiveStream.ReadOutcome(result: .upToDate, sync: sync) }
      case .resetThenSync(let reset, let sequence):
        guard appendSync(form: index, through: sequence, reason: .recovery, resetAt: reset, &slices) else {
          return endUnrecoverable(form: index, code: "stream.reset", &slices)
        }
        sync = .recovery
        reader.synced(through: Position(epoch: epochs.epoch(of: sequence), sequence: sequence))
      case .sync(let sequence, let reason):
        guard appendSync(form: index, through: sequence, reason: reason, resetAt: nil, &slices) else {
          return endUnrecoverable(form: index, code: "stream.lagged", &slices)
        }
        sync = reason
        reader.synced(through: Position(epoch: epochs.epoch(of: sequence), sequence: sequence))
      }
    }
  }

  private mutating func appendSync(
    form index: Int, through sequence: Int64, reason: SyncReason, resetAt reset: Int64?, _ slices: inout ContiguousArray<BlockSlice>
  ) -> Bool {
    let position = Position(epoch: epochs.epoch(of: sequence), sequence: sequence)
    let sync: BlockSlice
    if let latest = latestSync, latest.form == index, latest.position == position, latest.reason == reason {
      sync = latest.slice
    } else {
      let json = encoder.encodeSync(state, position: position, status: state.status, reason: reason)
      guard let bytes = forms[index].encoder.encodeSync(at: position, json: json) else { return false }
      sync = slice(of: bytes)
      latestSync = (index, position, reason, sync)
    }
    if let reset { forms[index].log.slices(ofSequence: reset, into: &slices) }
    slices.append(sync)
    return true
  }

  private func end(form index: Int, _ slices: inout ContiguousArray<BlockSlice>, sync: SyncReason?) -> LiveStream.ReadOutcome {
    if let trailer = forms[index].trailer { slices.append(trailer) }
    return LiveStream.ReadOutcome(result: .ended, sync: sync)
  }

  private func endUnrecoverable(form index: Int, code: StaticString, _ slices: inout ContiguousArray<BlockSlice>) -> LiveStream.ReadOutcome {
    appendOnce(forms[index].encoder.encodeUnrecoverable(code: code), &slices)
    return end(form: index, &slices, sync: nil)
  }

  private func appendOnce(_ bytes: [UInt8], _ slices: inout ContiguousArray<BlockSlice>) {
    if !bytes.isEmpty { slices.append(slice(of: bytes)) }
  }

  private func slice(of bytes: [UInt8]) -> BlockSlice {
    let block = ByteBlock(capacity: bytes.count)
    _ = block.append(bytes[...])
    return BlockSlice(block: block, range: 0..<block.count)
  }

  // MARK: Take-over

  private mutating func void(above keep: Int64) {
    if keep < lines.droppedThrough {
      // Before the opening there are only resets.
      if keep == 0 || opening.map({ keep < $0.event.position.sequence }) == true {
        baseState = StreamState()
      } else if let opening, keep == opening.event.position.sequence {
        baseState = StreamState(folding: [opening.event])
      } else {
        isLost = true
        return
      }
    }
    for index in forms.indices {
      forms[index].log.truncate(above: keep)
      forms[index].log.stopNumbering()
    }
    guard last.sequence > keep else { return }
    if let began = opening?.event.position.sequence, began > keep { opening = nil }
    lines.truncate(above: keep)
    foldAgain()
  }

  /// Makes the state and the encoders what they would be had they seen only what stands.
  private mutating func foldAgain() {
    for index in forms.indices {
      forms[index].encoder = forms[index].make()
      replayOpening(to: forms[index].encoder)
    }
    let encoders = forms.map(\.encoder)
    var discarded = FrameBuffer()
    var state = baseState
    let decoder = NativeEventDecoder()
    lines.forEachFrame(after: 0) { json in
      guard let event = decoder.decode(json) else { return }
      state.apply(event)
      discarded.reset()
      for encoder in encoders { encoder.encode(event, json: json, into: &discarded) }
    }
    self.state = state
  }

  private func replayOpening(to encoder: any FormEncoder) {
    guard let opening, opening.event.position.sequence <= lines.droppedThrough else { return }
    var discarded = FrameBuffer()
    encoder.encode(opening.event, json: opening.json[...], into: &discarded)
  }

  private mutating func encode(_ event: StreamEvent, _ json: ArraySlice<UInt8>, form index: Int) {
    frames.reset()
    forms[index].encoder.encode(event, json: json, into: &frames)
    if !frames.ends.isEmpty { forms[index].log.append(frames) }
  }
}
