import Workbook

/// What a workbook is compiled with.
package struct CompileOptions: Sendable {
  package var vocabulary: HeaderVocabulary
  /// What a person corrected of the detected layout.
  package var corrections: LayoutCorrections?
  package var plan: PlanOptions

  package init(vocabulary: HeaderVocabulary = .standard, corrections: LayoutCorrections? = nil, plan: PlanOptions = PlanOptions()) {
    self.vocabulary = vocabulary
    self.corrections = corrections
    self.plan = plan
  }
}

/// What came of a workbook, step by step.
package struct CompiledMapping: Sendable {
  package var layout: DetectedLayout
  package var document: MappingDocument
  package var plan: Plan

  package init(layout: DetectedLayout, document: MappingDocument, plan: Plan) {
    self.layout = layout
    self.document = document
    self.plan = plan
  }
}

/// From a workbook to its plan: the layout is found, what it says is read, and that is planned. Pure, and may take a second for a large workbook: never on an event loop.
package enum MappingCompiler {
  package static func compile(_ workbook: Workbook, options: CompileOptions = CompileOptions()) -> CompiledMapping {
    let (layout, document) = LayoutDetector.read(workbook, vocabulary: options.vocabulary, corrections: options.corrections)
    return CompiledMapping(layout: layout, document: document, plan: Planner.plan(document, options: options.plan))
  }
}
