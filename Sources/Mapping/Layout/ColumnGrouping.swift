/// Sorts the columns of a header row into sides, layers and systems.
struct ColumnGrouping {
  private(set) var groups: [ColumnGroup] = []
  /// Columns that belong to no side.
  private(set) var transformations: [Owned] = []
  private(set) var defaults: [Owned] = []
  private(set) var nullables: [Owned] = []
  private(set) var keys: [Owned] = []
  private(set) var notes: [Int] = []
  private(set) var descriptions: [Int] = []
  private(set) var countColumns = 0
  /// Whether sides were told by place alone.
  private(set) var isPositional = false

  /// A column with the group that it stands in, or beside.
  struct Owned {
    var column: Int
    /// The group whose band or side it names.
    var group: Int?
    /// The group to its left.
    var left: Int?
  }

  private enum Key: Hashable {
    case side(Layer, Int)
    case band(Int)
    case named(String)
    case free(Int)
  }

  private var places: [Key: Int] = [:]

  init(_ header: HeaderRow) {
    var nameCounts: [String: Int] = [:]
    for column in header.columns where column.meaning.side == nil {
      if let name = column.meaning.name { nameCounts[name, default: 0] += 1 }
    }
    placeSided(header, nameCounts: nameCounts)
    placeFree(header)
    for index in groups.indices { groups[index].settleSideAlone() }
    placeShared(header)
    joinNumbered()
    nameSides()
  }

  private static let ofGroups: Set<HeaderMeaning.Concept> = [.column, .table, .type, .schema, .database, .system, .alias]

  private mutating func place(_ key: Key, _ make: () -> ColumnGroup) -> Int {
    if let index = places[key] { return index }
    groups.append(make())
    places[key] = groups.count - 1
    return groups.count - 1
  }

  /// The group of a column whose side, band or system is said.
  private mutating func group(of column: HeaderRow.Column, bands: [HeaderBand], nameCounts: [String: Int]) -> Int? {
    let band = column.band.map { bands[$0] }
    let meaning = column.meaning
    if let index = column.band, let band, band.side != nil || band.name != nil, meaning.side == nil || band.side == nil || band.side == meaning.side {
      return place(.band(index)) {
        ColumnGroup(side: band.side ?? meaning.side, name: band.name, band: band, isSideSaid: band.side != nil || meaning.side != nil)
      }
    }
    if let side = meaning.side {
      return place(.side(side, meaning.number ?? 0)) { ColumnGroup(side: side, name: nil, isSideSaid: true) }
    }
    if let name = meaning.name, nameCounts[name] ?? 0 >= 2 { return place(.named(name)) { ColumnGroup(side: nil, name: name) } }
    return nil
  }

  private mutating func placeSided(_ header: HeaderRow, nameCounts: [String: Int]) {
    for column in header.columns {
      let concept = column.meaning.concept
      guard concept == nil || concept.map(Self.ofGroups.contains) == true else { continue }
      guard let index = group(of: column, bands: header.bands, nameCounts: nameCounts) else { continue }
      if column.meaning.isMisspelt { groups[index].isMisspelt = true }
      if let concept {
        groups[index].add(concept, column.column)
      } else {
        groups[index].sideAlone.append(column.column)
      }
    }
    // `Source Table` without a band beside columns under the band `Source`: one group.
    for side in Layer.allCases {
      guard let plain = places[.side(side, 0)] else { continue }
      let banded = groups.indices.filter { groups[$0].side == side && groups[$0].band != nil }
      guard banded.count == 1, let into = banded.first else { continue }
      for (concept, columns) in groups[plain].concepts {
        for column in columns { groups[into].add(concept, column) }
      }
      groups[into].sideAlone += groups[plain].sideAlone
      groups[plain] = ColumnGroup()
    }
  }

  /// Columns whose header tells no side: they follow their neighbour, or make a group of their own.
  private mutating func placeFree(_ header: HeaderRow) {
    let hasTarget = groups.contains { $0.side != nil && $0.side != .source && ($0.hasColumn || !$0.sideAlone.isEmpty) }
    var free: Int?
    for (place, column) in header.columns.enumerated() {
      guard let concept = column.meaning.concept, Self.ofGroups.contains(concept), owner(of: column.column) == nil else { continue }
      let left = nearestOwner(header.columns[..<place].reversed())
      let right = nearestOwner(header.columns[(place + 1)...])
      if let left, groups[left][concept].isEmpty, !(concept == .column && !groups[left].sideAlone.isEmpty) {
        groups[left].add(concept, column.column)
      } else if left == nil || left == free, let right, groups[right][concept].isEmpty, groups[right].sideAlone.isEmpty || concept != .column,
        concept != .column || hasTarget, concept != .table || hasTarget || groups[right][.table].isEmpty && groups[right].side != .source
      {
        groups[right].add(concept, column.column)
      } else {
        groups.append(ColumnGroup())
        free = groups.count - 1
        groups[groups.count - 1].add(concept, column.column)
      }
    }
  }

  private func owner(of column: Int) -> Int? { groups.firstIndex { $0.columns.contains(column) || $0.sideAlone.contains(column) } }

  private func nearestOwner(_ columns: some Sequence<HeaderRow.Column>) -> Int? {
    for column in columns {
      if let owner = owner(of: column.column) { return owner }
    }
    return nil
  }

  private mutating func placeShared(_ header: HeaderRow) {
    for (place, column) in header.columns.enumerated() {
      guard let concept = column.meaning.concept, !Self.ofGroups.contains(concept) else { continue }
      let left = nearestOwner(header.columns[..<place].reversed())
      var own: Int?
      if let index = column.band, let found = places[.band(index)] {
        own = found
      } else if let side = column.meaning.side {
        own = groups.firstIndex { $0.side == side }
      }
      let owned = Owned(column: column.column, group: own, left: left)
      switch concept {
      case .transformation: transformations.append(owned)
      case .defaultValue: defaults.append(owned)
      case .nullable: nullables.append(owned)
      case .key: keys.append(owned)
      case .notes: notes.append(column.column)
      case .description: if column.meaning.side != .source { descriptions.append(column.column) }
      case .count: countColumns += 1
      default: break
      }
    }
  }

  /// `Source Column 1`, `Source Column 2` with one rule for both are several columns of one source, not several sources.
  private mutating func joinNumbered() {
    for side in Layer.allCases {
      let same = groups.indices.filter { groups[$0].side == side && groups[$0].band == nil }
      guard same.count > 1, let first = same.first else { continue }
      let owned = same.filter { index in transformations.contains { $0.group == index || $0.left == index } }
      guard owned.count < same.count || same.contains(where: { !groups[$0].hasColumn }) else { continue }
      for index in same.dropFirst() {
        for (concept, columns) in groups[index].concepts {
          for column in columns { groups[first].add(concept, column) }
        }
        groups[index] = ColumnGroup()
      }
    }
  }

  /// Gives a side to the groups that have none.
  private mutating func nameSides() {
    let order = groups.indices.filter { !groups[$0].columns.isEmpty }.sorted { (groups[$0].columns.min() ?? 0) < (groups[$1].columns.min() ?? 0) }
    let unknown = order.filter { groups[$0].side == nil }
    guard !unknown.isEmpty else { return }
    let named = unknown.filter { groups[$0].name != nil }
    let free = unknown.filter { groups[$0].name == nil }
    let hasTarget = order.contains { (groups[$0].side ?? .source) > .source && groups[$0].hasColumn }
    let hasSource = order.contains { groups[$0].side == .source && groups[$0].hasColumn }
    if hasTarget {
      // Beside both sides, a column that names neither is one more name of the same thing.
      for index in unknown where !hasSource || groups[index].name != nil { groups[index].side = .source }
    } else if hasSource {
      for index in unknown where groups[index].hasColumn { groups[index].side = .target }
    } else if let target = free.first(where: { groups[$0].hasColumn }), !named.isEmpty {
      for index in unknown { groups[index].side = index == target ? .target : .source }
    } else {
      // Nothing but the place tells: from left to right, as data flows.
      let mapped = unknown.filter { groups[$0].hasColumn }
      for (place, index) in mapped.enumerated() { groups[index].side = place == mapped.count - 1 ? .target : .source }
      isPositional = mapped.count > 1
    }
  }

  /// Swaps what place alone told, where the cells say otherwise.
  mutating func swapSides() {
    for index in groups.indices where !groups[index].isSideSaid {
      groups[index].side = groups[index].side == .source ? .target : groups[index].side == .target ? .source : groups[index].side
    }
  }
}
