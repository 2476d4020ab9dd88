import Bus

/// The readings of histories that are under way, with who waits for each.
struct HistoryReads: ~Copyable {
  typealias Waiter = CheckedContinuation<Result<[[UInt8]], BusError>, Never>

  private var machines: [Int: Box] = [:]
  private var last = 0

  private final class Box {
    var machine: HistoryRead
    let waiter: Waiter
    let ear: Int

    init(machine: consuming HistoryRead, waiter: Waiter, ear: Int) {
      self.machine = machine
      self.waiter = waiter
      self.ear = ear
    }
  }

  var isEmpty: Bool { machines.isEmpty }
  var numbers: [Int] { machines.keys.sorted() }

  /// A number for the next one.
  mutating func next() -> Int {
    last += 1
    return last
  }

  mutating func add(_ number: Int, _ machine: consuming HistoryRead, ear: Int, waiter: Waiter) {
    machines[number] = Box(machine: machine, waiter: waiter, ear: ear)
  }

  /// Tells a machine something; nothing comes of it when it has ended.
  func with(_ number: Int, _ body: (inout HistoryRead) -> HistoryRead.Action) -> HistoryRead.Action {
    machines[number].map { body(&$0.machine) } ?? .nothing
  }

  /// Ends one and tells its waiter.
  /// - Parameter error: `nil` when it has all.
  /// - Returns: what is to be given back: the ear and the broker's consumer.
  mutating func end(_ number: Int, _ error: BusError?) -> (ear: Int, consumer: String?)? {
    guard let box = machines.removeValue(forKey: number) else { return nil }
    box.waiter.resume(returning: error.map { .failure($0) } ?? .success(box.machine.pieces))
    return (box.ear, box.machine.consumer)
  }
}
