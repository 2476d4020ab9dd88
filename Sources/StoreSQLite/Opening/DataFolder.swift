import Glibc
import Store

/// The folder in which a database lies.
enum DataFolder {
  /// Makes the folder of a file, and those above it, where they are missing; only the owner may enter what is made.
  /// - Throws: `unusable`.
  static func make(forFile path: String) throws(StoreError) {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return }
    let folder = String(path[..<slash])
    guard !folder.isEmpty else { return }
    var information = stat()
    if stat(folder, &information) == 0 {
      guard information.st_mode & S_IFMT == S_IFDIR else {
        throw StoreError(.unusable, "\(folder) is not a folder; give another data folder, or move the file out of the way")
      }
      return
    }
    try make(forFile: folder)
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw StoreError(.unusable, "making the folder \(folder): \(String(cString: strerror(errno))); give another one, or make it yourself")
    }
  }

  /// Makes an empty file that only the owner may read, where there is none; SQLite gives its side files the same mode.
  /// - Throws: `unusable`.
  static func makeFile(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { return }
      throw StoreError(.unusable, "making \(path): \(String(cString: strerror(errno))); check the owner and mode of its folder")
    }
    close(descriptor)
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
