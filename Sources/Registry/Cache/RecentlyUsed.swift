import Primitives

/// Values in the order in which they were last asked for, within a number of bytes. Pure. Every operation takes constant time: the order is a list that is
/// linked through places in one array.
struct RecentlyUsed {
  private struct Entry {
    var key: String
    var value: [UInt8]
    var until: MonotonicTime
    var newer: Int
    var older: Int
  }

  private static let none = -1
  /// What an entry costs beside its name and value, as the allocator sees it.
  static let bytesOfEntry = 128

  private let capacityBytes: Int
  private var entries: [Entry] = []
  private var places: [String: Int] = [:]
  private var free: [Int] = []
  private var newest = RecentlyUsed.none
  private var oldest = RecentlyUsed.none
  private(set) var bytes = 0

  init(capacityBytes: Int) { self.capacityBytes = capacityBytes }

  var count: Int { places.count }

  mutating func value(for key: String, now: MonotonicTime) -> [UInt8]? {
    guard let place = places[key] else { return nil }
    guard now < entries[place].until else {
      remove(place)
      return nil
    }
    unlink(place)
    linkNewest(place)
    return entries[place].value
  }

  /// A value that takes more than an eighth of everything is not kept: it would drive out too much for one.
  mutating func keep(_ value: [UInt8], for key: String, until: MonotonicTime) {
    if let place = places[key] { remove(place) }
    let entry = Entry(key: key, value: value, until: until, newer: Self.none, older: Self.none)
    let size = Self.size(entry)
    guard size <= capacityBytes / 8 else { return }
    while bytes + size > capacityBytes, oldest != Self.none { remove(oldest) }
    let place = free.popLast() ?? entries.count
    if place == entries.count { entries.append(entry) } else { entries[place] = entry }
    places[key] = place
    bytes += size
    linkNewest(place)
  }

  private static func size(_ entry: Entry) -> Int { entry.key.utf8.count + entry.value.count + bytesOfEntry }

  private mutating func remove(_ place: Int) {
    unlink(place)
    bytes -= Self.size(entries[place])
    places[entries[place].key] = nil
    entries[place].key = ""
    entries[place].value = []
    free.append(place)
  }

  private mutating func unlink(_ place: Int) {
    let (newer, older) = (entries[place].newer, entries[place].older)
    if newer == Self.none { newest = older } else { entries[newer].older = older }
    if older == Self.none { oldest = newer } else { entries[older].newer = newer }
  }

  private mutating func linkNewest(_ place: Int) {
    entries[place].newer = Self.none
    entries[place].older = newest
    if newest == Self.none { oldest = place } else { entries[newest].newer = place }
    newest = place
  }
}
