import Mapping
import Primitives
import Wire
import Workbook

/// A workbook with the layout that was found in it, corrections included. Pure, and may take a second.
package struct WorkbookLayout: Sendable {
  package let workbook: Workbook
  package let layout: DetectedLayout
  package let corrections: LayoutCorrections?

  package init(_ workbook: Workbook, corrections: LayoutCorrections?) {
    self.workbook = workbook
    self.corrections = corrections
    layout = LayoutDetector.detect(workbook, vocabulary: .standard, corrections: corrections)
  }

  /// What workbooks have in common that are read alike.
  package var shape: String { layout.fingerprint }

  /// `{"sheets", "corrections", "diagnostics"}`: what `inspect --json` prints, what a person said of it (`layout.json`), null where nobody did, and what is to be said
  /// about it, such as that there is no mapping.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    layout.writeFields(to: &writer)
    writer.key("corrections")
    if let corrections { corrections.write(to: &writer) } else { writer.null() }
    writer.key("diagnostics")
    writer.value(.array(layout.diagnostics.map(\.json)))
    writer.endObject()
  }

  /// Corrections as `layout.json` has them.
  package static func corrections(_ json: [UInt8]) throws(GenerationRefusal) -> LayoutCorrections {
    do throws(LayoutCorrections.Failure) { return try LayoutCorrections(reading: json) } catch {
      throw GenerationRefusal(code: "layout.invalid", message: "\(error.pointer): \(error.found); \(error.fix)")
    }
  }
}

extension GenerationRefusal {
  /// A file that is no workbook, or none that may be read.
  package init(_ error: WorkbookError) {
    let code =
      switch error.code {
      case .hostile: "mapping.hostile_file"
      case .unreadable: "mapping.unreadable_file"
      case .tooLarge: "mapping.too_large"
      }
    self.init(code: code, message: "\(error.place.map { "\($0): " } ?? "")\(error.found); \(error.fix)")
  }
}
