/// What `throughline mapping` can do, with what the help says of it.
package enum MappingVerb: String, Sendable, CaseIterable {
  case inspect

  /// A flag of a verb.
  struct Option: Sendable {
    let flag: String
    /// The word that stands for its value; `nil` where it takes none.
    let value: String?
    let meaning: String
  }

  var summary: String {
    switch self {
    case .inspect: "Tell what stands in a workbook."
    }
  }

  /// What must follow, as the usage line has it.
  var operands: [String] {
    ["FILE"]
  }

  var options: [Option] {
    switch self {
    case .inspect:
      [Option(flag: "--cells", value: nil, meaning: "Every cell that is not empty, one JSON object a line, in constant memory.")]
    }
  }
}
