import Glibc

/// Small files, read whole.
package enum TextFile {
  /// - Parameter limitBytes: longest file that is taken.
  /// - Throws: `TextFileError` with the system's reason.
  package static func read(_ path: String, limitBytes: Int = 4 << 20) throws(TextFileError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw TextFileError(description: systemReason(errno)) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw TextFileError(description: systemReason(errno))
      }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= limitBytes else { throw TextFileError(description: "it has more than \(limitBytes) bytes") }
    }
  }
}

/// Why a file could not be read, in the system's words.
package struct TextFileError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(description: String) { self.description = description }
}

/// The system's words for an error number.
func systemReason(_ number: Int32) -> String {
  var buffer = [CChar](repeating: 0, count: 128)
  guard unsafe strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
  return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
