import Store

extension Migration {
  /// The steps of this store's schema, in order.
  package static let known: [Migration] = embedded(folder: "Migrations/sqlite/")
}
