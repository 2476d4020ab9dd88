/// Tables by what their names end with, so that one among thousands is found without looking at all of them.
struct TableNameIndex: Sendable {
  private var names: [TableName] = []
  /// Places in `names` by the last part in lower case: names that end with each other have it in common.
  private var places: [String: [Int]] = [:]

  init(_ names: some Sequence<TableName> = EmptyCollection()) {
    for name in names { add(name) }
  }

  mutating func add(_ name: TableName) {
    places[name.last.lowercased(), default: []].append(names.count)
    names.append(name)
  }

  /// The places, in the order in which they were added, of the names that end with this one, or that it ends with.
  func related(to name: TableName) -> [Int] {
    (places[name.last.lowercased()] ?? []).filter { names[$0].isSuffix(of: name) || name.isSuffix(of: names[$0]) }
  }

  func hasRelated(to name: TableName) -> Bool {
    places[name.last.lowercased()]?.contains { names[$0].isSuffix(of: name) || name.isSuffix(of: names[$0]) } ?? false
  }
}
