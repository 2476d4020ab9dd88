/// Why a command of `throughline mapping` ends without its work done.
enum MappingFailure: Error {
  /// One line.
  case failed(String)
}
