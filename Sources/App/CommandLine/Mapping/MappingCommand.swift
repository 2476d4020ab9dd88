/// What a command line that begins with `throughline mapping` asks for.
package enum MappingCommand: Sendable, Equatable {
  /// Cells are told as they are in the file, whatever the layout.
  case cells(file: String)
  case help(MappingVerb)
}
