/// Counts how often the text of a cell is read: what a reading costs, told by a number that is the same on every machine.
package final class CellReads {
  package private(set) var count = 0

  package init() {}

  func add() { count += 1 }
}
