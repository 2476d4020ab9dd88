import Domain
import Store

extension Page {
  /// A page of a list that is at hand as a whole, in sequence order. The cursor is the ID of the last item given.
  /// - Throws: 400 for a cursor that is none of this list's kind.
  init(of whole: [Item], _ request: PageRequest, id: (Item) -> EntityID) throws(Problem) {
    var rest = whole[...]
    if let cursor = request.cursor {
      guard let last = EntityID(cursor) else { throw .invalidQuery("cursor is none of this list's; leave it out to begin at the start") }
      rest = rest.drop { id($0).sequence <= last.sequence }
    }
    let items = Array(rest.prefix(request.limit))
    self.init(items: items, nextCursor: rest.count > items.count ? items.last.map { id($0).description } : nil)
  }
}
