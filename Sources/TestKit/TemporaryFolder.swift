import Glibc

/// A folder of a test's own, removed with everything in it.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() {
    var template = "/tmp/throughline-test-XXXXXX".utf8CString
    path = template.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress, let made = mkdtemp(base) else { preconditionFailure("no folder can be made in /tmp (\(errno))") }
      return String(cString: made)
    }
  }

  deinit { Self.removeAll(path) }

  /// Removes a folder below one of these with everything in it.
  static func empty(_ path: String) { removeAll(path) }

  private static func removeAll(_ path: String) {
    // A link goes first and whole: what it points to is somebody else's.
    if remove(path) == 0 { return }
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
          tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { removeAll("\(path)/\(name)") }
      }
      closedir(folder)
    }
    remove(path)
  }
}
