/// Why a file is not read: what was found, where, and what to do.
package struct WorkbookError: Error, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// Made to harm, or to reach further than its own content: bombs, entities, macros, links to other workbooks.
    case hostile
    /// No workbook, a damaged one, or one of a kind that is not read.
    case unreadable
    /// Beyond a limit.
    case tooLarge
  }

  package let code: Code
  /// What was found, and the limit where there is one.
  package let found: String
  /// What to do.
  package let fix: String
  /// The part of the file, or the sheet and cell: `xl/styles.xml`, `Mapping!H7`. `nil` where it is the file as such.
  package let place: String?

  package init(_ code: Code, found: String, fix: String, place: String? = nil) {
    self.code = code
    self.found = found
    self.fix = fix
    self.place = place
  }

  package var description: String { "\(place.map { "\($0): " } ?? "")\(found); \(fix)" }

  /// The same, with a place where it has none.
  func placed(_ place: String) -> WorkbookError { WorkbookError(code, found: found, fix: fix, place: self.place ?? place) }

  static func damaged(_ found: String, place: String? = nil) -> WorkbookError {
    WorkbookError(.unreadable, found: found, fix: "open the file in the program that wrote it and save it again", place: place)
  }

  static func beyond(_ what: String, limit: Int, place: String? = nil) -> WorkbookError {
    WorkbookError(.tooLarge, found: "more than \(limit) \(what)", fix: "split the workbook, or remove what the mapping does not need", place: place)
  }
}
