extension TargetDocumentation {
  /// A page in HTML that needs nothing else: no script, no style sheet, no picture from elsewhere.
  package var html: String {
    let escape = MarkupText.escaped
    var body = ["<h1>\(escape(name))</h1>"]
    if !place.isEmpty { body.append("<p>Described at \(escape(place)).</p>") }
    body.append("<figure>\n\(drawing.svg)</figure>")
    body.append(
      "<h2>Columns</h2>\n<div class=\"wide\"><table>\n<thead><tr>\(Self.cells(["Column", "Type", "Sources", "Rule", "Kind", "Cell", "Description"], "th scope=\"col\"", "th"))</tr></thead>\n<tbody>"
    )
    for column in columns {
      for (index, rule) in column.rules.enumerated() {
        var name = ""
        if index == 0 { name = "<strong>\(escape(column.name))</strong>" + (column.isKey ? " (key)" : "") + (column.isRequired ? " (required)" : "") }
        let cells = [
          name, index == 0 ? escape(column.type) : "", rule.sources.map(escape).joined(separator: "<br>"),
          rule.open.map { "<em>open: \(escape($0))</em>" } ?? "<code>\(escape(rule.text))</code>", escape(rule.kind), escape(rule.place),
          index == 0 ? escape(column.description) : "",
        ]
        body.append("<tr>\(Self.cells(cells, "td", "td"))</tr>")
      }
    }
    body.append("</tbody>\n</table></div>")
    for (index, branch) in branches.enumerated() {
      body.append("<h2>Rows\(branches.count == 1 ? "" : ", part \(index + 1) of a union")</h2>")
      body.append("<p>From <code>\(escape(branch.driving))</code></p>")
      var items = branch.joins.map { "join: <code>\(escape($0.text))</code> \(escape($0.place))" }
      items += branch.filters.map { "filter: <code>\(escape($0.text))</code> \(escape($0.place))" }
      if !branch.grouping.isEmpty {
        items.append("one row for each: " + branch.grouping.map { "<code>\(escape($0))</code>" }.joined(separator: ", "))
      }
      body += Self.list(items)
    }
    if !open.isEmpty {
      body.append("<h2>Open decisions</h2>")
      body += Self.list(
        open.map { decision in
          let words = decision.rule.text.isEmpty ? "" : ": <q>\(escape(decision.rule.text))</q>"
          return "<strong>\(escape(decision.column))</strong> (\(escape(decision.rule.place))): \(escape(decision.rule.open ?? ""))\(words)"
        })
    }
    if !diagnostics.isEmpty { body += ["<h2>Remarks</h2>"] + Self.list(diagnostics.map { escape("\($0)") }) }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(escape(name))</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; background: #ffffff; color: #111827; }
      .wide, figure { overflow-x: auto; margin: 1rem 0; }
      table { border-collapse: collapse; width: 100%; }
      th, td { border: 1px solid #d1d5db; padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }
      code { font: 13px ui-monospace, "DejaVu Sans Mono", monospace; white-space: pre-wrap; }
      em { color: #b45309; }
      @media (prefers-color-scheme: dark) {
      body { background: #111827; color: #f3f4f6; }
      th, td { border-color: #4b5563; }
      em { color: #fbbf24; }
      }
      </style>
      </head>
      <body>
      \(body.joined(separator: "\n"))
      </body>
      </html>

      """
  }

  private static func cells(_ contents: [String], _ opening: String, _ closing: String) -> String {
    contents.map { "<\(opening)>\($0)</\(closing)>" }.joined()
  }

  private static func list(_ items: [String]) -> [String] {
    items.isEmpty ? [] : ["<ul>"] + items.map { "<li>\($0)</li>" } + ["</ul>"]
  }
}
