import Primitives

/// An expression that was given in place of what stands in a cell: by a model or a person, whatever stands there.
package struct RuleExpression: Sendable, Equatable {
  /// What it is for.
  package enum Subject: Sendable, Hashable {
    case column(String)
    /// One of the conditions on rows or groups; together they take the place of all that the sheet has. An empty one stands for none at all.
    case filter
    /// The condition of the join with this alias. - Parameter kind: `left` and so on; `nil` leaves it as it is.
    case join(alias: String, kind: String?)
  }

  package var table: String
  package var subject: Subject
  /// The branch of a union that a column is of; `nil`: every one.
  package var branch: Int?
  package var expression: String

  package init(table: String, _ subject: Subject, branch: Int? = nil, expression: String) {
    self.table = table
    self.subject = subject
    self.branch = branch
    self.expression = expression
  }

  package init(table: String, column: String, branch: Int?, expression: String) {
    self.init(table: table, .column(column), branch: branch, expression: expression)
  }

  /// Whether it takes the place of an earlier one.
  func replaces(_ other: RuleExpression) -> Bool {
    guard table == other.table else { return false }
    switch (subject, other.subject) {
    case (.column(let new), .column(let old)): return new == old && (branch == nil || branch == other.branch)
    case (.filter, .filter): return true
    case (.join(let new, _), .join(let old, _)): return new.lowercased() == old.lowercased()
    default: return false
    }
  }

  /// As documents and results of steps have it.
  package var json: JSONValue {
    var fields = [JSONField("table", .string(table))]
    switch subject {
    case .column(let name): fields.append(JSONField("column", .string(name)))
    case .filter: fields.append(JSONField("filter", .bool(true)))
    case .join(let alias, let kind):
      fields.append(JSONField("join", .string(alias)))
      if let kind { fields.append(JSONField("kind", .string(kind))) }
    }
    if let branch { fields.append(JSONField("branch", .integer(Int64(branch)))) }
    fields.append(JSONField("expression", .string(expression)))
    return .object(fields)
  }

  /// Reads what `json` wrote.
  package init(_ value: JSONValue) {
    let subject: Subject =
      if let alias = value["join"]?.string {
        .join(alias: alias, kind: value["kind"]?.string)
      } else if value["filter"]?.bool == true {
        .filter
      } else {
        .column(value["column"]?.string ?? "")
      }
    self.init(
      table: value["table"]?.string ?? "", subject, branch: value["branch"]?.integer.map { Int($0) }, expression: value["expression"]?.string ?? "")
  }
}

extension [RuleExpression] {
  /// These with others that take the place of what was said before of the same.
  func replacing(with given: [RuleExpression]) -> [RuleExpression] {
    filter { old in !given.contains { $0.replaces(old) } } + given
  }
}
