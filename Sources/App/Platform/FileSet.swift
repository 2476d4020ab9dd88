import Glibc

/// Files that are written together: each is whole or not there, and none takes its place before all of them are on the disk.
package enum FileSet {
  /// Makes the folder, and those above it, where they are missing.
  /// - Parameter files: plain names and contents.
  /// - Throws: `TextFileError` with the name and the system's reason; then none of the files has changed, unless it was the renaming that failed.
  package static func write(_ files: [(name: String, bytes: [UInt8])], to folder: String) throws(TextFileError) {
    try makeFolder(folder)
    var waiting: [(temporary: String, final: String)] = []
    do throws(TextFileError) {
      for file in files {
        let final = "\(folder)/\(file.name)"
        let temporary = "\(folder)/.\(file.name).\(getpid()).part"
        waiting.append((temporary, final))
        try write(file.bytes, to: temporary)
      }
      for file in waiting {
        guard unsafe rename(file.temporary, file.final) == 0 else { throw failure(file.final) }
      }
    } catch {
      for file in waiting { unsafe unlink(file.temporary) }
      throw error
    }
  }

  /// One file at any path, whose folder is there. What is no file there, a device or a pipe, is written into and stays what it is.
  package static func write(_ bytes: [UInt8], atomicallyTo path: String) throws(TextFileError) {
    // A file put in the place of `/dev/null` would take it away from every program of the machine.
    if isNoFile(path) { return try write(bytes, into: path) }
    let temporary = "\(path).\(getpid()).part"
    do throws(TextFileError) {
      try write(bytes, to: temporary)
      guard unsafe rename(temporary, path) == 0 else { throw failure(path) }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }

  /// In bytes; `nil` where there is no such file.
  package static func size(of path: String) -> Int? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  private static func makeFolder(_ folder: String) throws(TextFileError) {
    var path = folder.hasPrefix("/") ? "/" : ""
    for part in folder.split(separator: "/") {
      path += path.isEmpty || path == "/" ? String(part) : "/\(part)"
      if unsafe mkdir(path, 0o777) != 0, errno != EEXIST { throw failure(path) }
    }
    var status = stat()
    guard unsafe stat(folder, &status) == 0 else { throw failure(folder) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw TextFileError(description: "cannot write to \"\(folder)\": it is no folder") }
  }

  private static func isNoFile(_ path: String) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  private static func write(_ bytes: [UInt8], into path: String) throws(TextFileError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    try write(bytes, to: descriptor, path: path)
    guard close(descriptor) == 0 else { throw failure(path) }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(TextFileError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw failure(path) }
    try write(bytes, to: descriptor, path: path)
    guard fsync(descriptor) == 0, close(descriptor) == 0 else { throw failure(path) }
  }

  /// Closes the descriptor where it throws.
  private static func write(_ bytes: [UInt8], to descriptor: CInt, path: String) throws(TextFileError) {
    var at = 0
    while at < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress! + at, bytes.count - at) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = failure(path)
        close(descriptor)
        throw error
      }
      at += count
    }
  }

  private static func failure(_ path: String) -> TextFileError {
    TextFileError(description: "cannot write \"\(path)\": \(systemReason(errno))")
  }
}
