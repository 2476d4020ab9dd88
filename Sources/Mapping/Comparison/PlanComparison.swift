/// What is different between two plans, such as two states of one workbook. Targets and columns are the same when their names are, without case; where they stand in the
/// sheet and in which order says nothing.
package struct PlanComparison: Sendable, Equatable {
  package var added: [TableName]
  package var removed: [TableName]
  package var changed: [TargetChange]

  package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  package struct TargetChange: Sendable, Equatable {
    package var table: TableName
    package var addedColumns: [Side]
    package var removedColumns: [Side]
    package var changedColumns: [ColumnChange]
    /// The driving tables, joins and filters that are on one side only, or are different: by what they are about.
    package var clauses: [Change]

    package var isEmpty: Bool { addedColumns.isEmpty && removedColumns.isEmpty && changedColumns.isEmpty && clauses.isEmpty }
  }

  /// A column that is on one side only.
  package struct Side: Sendable, Equatable {
    package var name: String
    package var rule: String
    package var provenance: Provenance
  }

  package struct ColumnChange: Sendable, Equatable {
    package var name: String
    package var changes: [Change]
    package var before: Provenance
    package var after: Provenance
  }

  package struct Change: Sendable, Equatable {
    package enum Aspect: String, Sendable, CaseIterable {
      case type, nullable, key, kind, rule, sources, driving, join, filter
    }

    package var aspect: Aspect
    /// `nil` where there was nothing.
    package var before: String?
    package var after: String?
  }

  /// Targets and columns come in the order of `after`, removed ones in that of `before`.
  package static func compare(_ before: Plan, _ after: Plan) -> PlanComparison {
    let earlier = byName(before.targets) { $0.table.folded }
    let later = byName(after.targets) { $0.table.folded }
    var changed: [TargetChange] = []
    for target in after.targets {
      guard let old = earlier[target.table.folded] else { continue }
      let change = compare(old, target)
      if !change.isEmpty { changed.append(change) }
    }
    return PlanComparison(
      added: after.targets.map(\.table).filter { earlier[$0.folded] == nil },
      removed: before.targets.map(\.table).filter { later[$0.folded] == nil },
      changed: changed)
  }

  private static func compare(_ before: TargetPlan, _ after: TargetPlan) -> TargetChange {
    let earlier = byName(Array(before.columns.indices)) { before.columns[$0].name.lowercased() }
    let later = byName(Array(after.columns.indices)) { after.columns[$0].name.lowercased() }
    var change = TargetChange(table: after.table, addedColumns: [], removedColumns: [], changedColumns: [], clauses: [])
    for (index, column) in after.columns.enumerated() {
      guard let old = earlier[column.name.lowercased()] else {
        change.addedColumns.append(Side(name: column.name, rule: after.rule(ofColumn: index), provenance: column.provenance))
        continue
      }
      let changes = zip(before.aspects(ofColumn: old), after.aspects(ofColumn: index)).compactMap { old, new in
        old.text == new.text ? nil : Change(aspect: new.aspect, before: old.text, after: new.text)
      }
      if !changes.isEmpty {
        change.changedColumns.append(
          ColumnChange(name: column.name, changes: changes, before: before.columns[old].provenance, after: column.provenance))
      }
    }
    for (index, column) in before.columns.enumerated() where later[column.name.lowercased()] == nil {
      change.removedColumns.append(Side(name: column.name, rule: before.rule(ofColumn: index), provenance: column.provenance))
    }
    change.clauses = compareClauses(before.clauses, after.clauses)
    return change
  }

  /// Pairs what is about the same thing; texts without a partner stand alone.
  private static func compareClauses(_ before: [TargetPlan.Clause], _ after: [TargetPlan.Clause]) -> [Change] {
    var left = before
    var unmatched: [TargetPlan.Clause] = []
    for clause in after {
      if let same = left.firstIndex(of: clause) { left.remove(at: same) } else { unmatched.append(clause) }
    }
    var changes: [Change] = []
    for clause in unmatched {
      let partner = left.firstIndex { $0.aspect == clause.aspect && $0.subject == clause.subject && clause.aspect != .filter }
      changes.append(Change(aspect: clause.aspect, before: partner.map { left.remove(at: $0).text }, after: clause.text))
    }
    return changes + left.map { Change(aspect: $0.aspect, before: $0.text, after: nil) }
  }

  private static func byName<Element>(_ elements: [Element], _ name: (Element) -> String) -> [String: Element] {
    Dictionary(elements.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension TargetPlan {
  fileprivate struct Clause: Equatable {
    var aspect: PlanComparison.Change.Aspect
    /// The branch and, of a join, the alias.
    var subject: String
    var text: String
  }

  /// What a column is, aspect by aspect, always in the same order.
  fileprivate func aspects(ofColumn index: Int) -> [(aspect: PlanComparison.Change.Aspect, text: String)] {
    let column = columns[index]
    let outputs = branches.map { $0.outputs[index] }
    return [
      (.type, column.type?.name ?? ""),
      (.nullable, column.isNullable ? "yes" : "no"),
      (.key, column.isPrimaryKey ? "yes" : "no"),
      (.kind, outputs.map(\.kind.rawValue).joined(separator: " | ")),
      (.rule, rule(ofColumn: index)),
      (.sources, outputs.map { $0.sources.map { "\($0.table).\($0.column)" }.joined(separator: ", ") }.joined(separator: " | ")),
    ]
  }

  /// The expressions of all branches in their canonical spelling; of an open one the words of the sheet or the reason.
  fileprivate func rule(ofColumn index: Int) -> String {
    branches.map { branch in
      let output = branch.outputs[index]
      return output.expression.map { "\($0)" } ?? "open: \(output.prose ?? output.openReason ?? "")"
    }.joined(separator: " | ")
  }

  fileprivate var clauses: [Clause] {
    branches.enumerated().flatMap { index, branch in
      let mark = branches.count > 1 ? "branch \(index + 1): " : ""
      let driving = Clause(aspect: .driving, subject: "\(index)", text: "\(mark)\(branch.driving.table) AS \(branch.driving.alias)")
      let joins = branch.joins.map { join in
        Clause(
          aspect: .join, subject: "\(index) \(join.table.alias.lowercased())",
          text: "\(mark)\(join.kind.rawValue) \(join.table.table) AS \(join.table.alias)" + (join.condition.map { " ON \($0)" } ?? ""))
      }
      return [driving] + joins + branch.filters.map { Clause(aspect: .filter, subject: "\(index)", text: "\(mark)\($0.condition)") }
    }
  }
}
