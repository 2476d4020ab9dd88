/// The pages of a plan, a file or two for each target.
package enum DocumentationFiles {
  /// Whether a file of this name can be one of them.
  package static func isPage(_ name: String) -> Bool { [".html", ".md", ".svg"].contains { name.hasSuffix($0) } }

  /// In the plan's order: a page in HTML, or one in Markdown with its picture beside it.
  package static func files(_ plan: Plan, asHTML: Bool) -> [OutputFile] {
    let diagnostics = PlacedDiagnostics(plan.diagnostics)
    return plan.targets.flatMap { target in
      let page = TargetDocumentation(target, diagnostics: diagnostics)
      let stem = target.table.fileStem
      if asHTML { return [OutputFile(name: "\(stem).html", text: page.html)] }
      return [OutputFile(name: "\(stem).md", text: page.markdown(drawing: "\(stem).svg")), OutputFile(name: "\(stem).svg", text: page.svg)]
    }
  }
}
