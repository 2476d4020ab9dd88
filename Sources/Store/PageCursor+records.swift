import Primitives

/// Lists of what has ULIDs, which sort in the order in which they were made.
extension PageCursor {
  /// The ID after which the page begins; empty for the first page. - Throws: `badCursor`.
  package static func lastID(before page: PageRequest, _ list: List) throws(StoreError) -> String {
    guard let positions = try PageCursor(page.cursor, list: list, count: 2)?.positions else { return "" }
    return ULID(high: UInt64(bitPattern: positions[0]), low: UInt64(bitPattern: positions[1])).description
  }

  /// A page out of one more than it shows, if there are more.
  package static func page<Item: Sendable>(_ found: [Item], limit: Int, _ list: List, id: (Item) -> String) -> Page<Item> {
    let shown = Array(found.prefix(limit))
    let last = found.count > limit ? shown.last.flatMap { ULID(id($0)) } : nil
    return Page(items: shown, nextCursor: last.map { PageCursor(list, Int64(bitPattern: $0.high), Int64(bitPattern: $0.low)).text })
  }
}
