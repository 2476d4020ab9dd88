import Domain
import Store
import Wire

/// Entities by parent, written as `[{"id","type","children":[…]}]`, everything in sequence order.
struct EntityTree {
  private var children: [EntityID: [Entity]] = [:]
  private var roots: [Entity] = []

  /// - Parameter entities: in sequence order; those whose parent is not among them are roots.
  init(_ entities: [Entity]) {
    let known = Set(entities.map(\.id))
    for entity in entities {
      if let parent = entity.parent, known.contains(parent) {
        children[parent, default: []].append(entity)
      } else {
        roots.append(entity)
      }
    }
  }

  func write(to writer: inout JSONWriter) { write(roots, to: &writer) }

  private func write(_ entities: [Entity], to writer: inout JSONWriter) {
    writer.beginArray()
    for entity in entities {
      writer.beginObject()
      writer.field("id", entity.id.description)
      writer.field("type", entity.id.kind.rawValue)
      writer.key("children")
      write(children[entity.id] ?? [], to: &writer)
      writer.endObject()
    }
    writer.endArray()
  }
}
