import Mapping

/// What a command line that begins with `throughline mapping` asks for.
package enum MappingCommand: Sendable, Equatable {
  case template(file: String)
  case inspect(Source, json: Bool)
  /// Cells are told as they are in the file, whatever the layout.
  case cells(file: String)
  case plan(Source, json: Bool)
  case generate(Generation)
  case diff(before: Source, after: Source, json: Bool)
  case document(Source, folder: String, html: Bool)
  case help(MappingVerb)

  /// A workbook, and how it is to be understood.
  package struct Source: Sendable, Equatable {
    package var file: String
    /// `nil`: every target.
    package var tables: [String]?
    /// A file of corrections.
    package var layout: String?
    /// A file of header words.
    package var headers: String?

    package init(file: String, tables: [String]? = nil, layout: String? = nil, headers: String? = nil) {
      self.file = file
      self.tables = tables
      self.layout = layout
      self.headers = headers
    }
  }

  package struct Generation: Sendable, Equatable {
    package var source: Source
    package var dialect: Dialect
    package var form: OutputForm
    package var folder: String
    package var report: String?
    package var json: Bool
    package var model: String?
    package var configuration: String?
    /// The PostgreSQL that samples are run on; `nil`: SQLite in memory.
    package var sampleOn: Secret?
    /// The PostgreSQL whose tables are read where the workbook has no samples of them.
    package var samplesFrom: Secret?

    /// Whether somebody asked for a run of the samples by itself.
    package var wantsSamples: Bool { sampleOn != nil || samplesFrom != nil }

    package init(
      source: Source, dialect: Dialect, form: OutputForm, folder: String, report: String? = nil, json: Bool = false, model: String? = nil,
      configuration: String? = nil, sampleOn: Secret? = nil, samplesFrom: Secret? = nil
    ) {
      self.source = source
      self.dialect = dialect
      self.form = form
      self.folder = folder
      self.report = report
      self.json = json
      self.model = model
      self.configuration = configuration
      self.sampleOn = sampleOn
      self.samplesFrom = samplesFrom
    }
  }
}
