import Glibc

/// Pages in a folder of this machine, read anew at each request: for people who change the page. Reading blocks the loop for as long as the
/// disk takes.
package struct PageFolder: Sendable {
  /// Larger files are not served.
  package static let fileBytes = 32 << 20

  private let path: String

  package init(_ path: String) { self.path = path }

  /// Whether the folder is there and has a first page.
  package var exists: Bool { file([]) != nil }

  /// A file of the folder and what it is called in there; a folder answers with its `index.html`.
  /// - Parameter segments: the URL's path, decoded.
  /// - Returns: `nil` when there is no such file, when it lies outside of the folder once symbolic links are followed, or when a part of
  ///   its name begins with a dot.
  package func file(_ segments: [String]) -> (name: String, bytes: [UInt8])? {
    let parts = segments == [""] ? [] : segments
    // A part with a slash or a NUL in it would be another path than the one that was checked.
    guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") && !$0.utf8.contains(0x2F) && !$0.utf8.contains(0) }) else { return nil }
    guard let root = Self.resolved(path) else { return nil }
    for name in [parts, parts + ["index.html"]] where !name.isEmpty {
      let name = name.joined(separator: "/")
      guard let file = Self.resolved(root + "/" + name), file.hasPrefix(root == "/" ? root : root + "/"), let bytes = Self.read(file) else {
        continue
      }
      return (name, bytes)
    }
    return nil
  }

  /// The path without symbolic links and dots; `nil` when nothing is there.
  private static func resolved(_ path: String) -> String? {
    guard let found = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  /// - Returns: `nil` for what is no regular file, cannot be read or is too large.
  private static func read(_ path: String) -> [UInt8]? {
    // Without O_NONBLOCK a pipe that lies there would stop the loop.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= fileBytes else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
    var count = 0
    while count < bytes.count {
      let read = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count) }
      if read < 0, errno == EINTR { continue }
      guard read > 0 else { break }
      count += read
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
