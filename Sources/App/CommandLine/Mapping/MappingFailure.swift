import Mapping

/// Why a command of `throughline mapping` ends without its work done.
enum MappingFailure: Error {
  /// The workbook is refused; what was found in it says why.
  case refused(file: String, [Diagnostic])
  /// Something else: a file that cannot be written, a name that is not there.
  case failed(String)
}
