import Domain

/// Which streams are to be put right, and how often that was tried in vain. Pure.
struct RepairQueue {
  private var holes: Set<String> = []
  /// Looked at once, soon: what was said between the store's answer and the worker's notice is not known here.
  private var looks: Set<String> = []
  private var underRepair: Set<String> = []
  private var failures: [String: (count: Int, last: Position)] = [:]

  /// The store may be tried as often as this, without anything coming of it, before a hole is given up.
  static let mostFailures = 20

  mutating func holeSeen(_ stream: String) { holes.insert(stream) }

  mutating func look(_ streams: some Sequence<String>) { looks.formUnion(streams) }

  /// What is due now and not under repair: streams with holes, and those to be looked at, which are taken out and count as under repair from now on.
  mutating func due() -> (holes: [String], looks: [String]) {
    let due = looks.subtracting(underRepair)
    looks.subtract(due)
    underRepair.formUnion(due)
    return (holes.subtracting(underRepair).sorted(), due.sorted())
  }

  /// - Returns: `false` when the stream is under repair already.
  mutating func begin(_ stream: String) -> Bool { underRepair.insert(stream).inserted }

  mutating func ended(_ stream: String) { underRepair.remove(stream) }

  /// The stream has no hole any more.
  mutating func filled(_ stream: String) {
    holes.remove(stream)
    failures[stream] = nil
  }

  /// The store was asked and a hole is left. - Returns: whether the stream is to be given up.
  mutating func isHopeless(_ stream: String, at last: Position) -> Bool {
    let before = failures[stream]
    let count = before?.last == last ? (before?.count ?? 0) + 1 : 1
    failures[stream] = (count, last)
    return count >= Self.mostFailures
  }

  /// Nothing is to be done for the stream any more.
  mutating func forget(_ stream: String) {
    filled(stream)
    looks.remove(stream)
  }
}
