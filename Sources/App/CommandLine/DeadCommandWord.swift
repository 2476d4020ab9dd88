/// What `throughline dead` is to do with runs that were given up.
package enum DeadCommandWord: Sendable, Equatable {
  case list
  /// Asks the same question again.
  case retry(run: String)
  /// Forgets that it was given up.
  case drop(run: String)
}
