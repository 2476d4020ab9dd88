import CZip
import Glibc

/// Writes a zip archive into memory. The same parts give the same bytes: no time of day goes in.
package enum ZipWriter {
  /// - Throws: `WorkbookError` when libzip cannot, which only a lack of memory brings about.
  package static func archive(_ parts: [(name: String, bytes: [UInt8])]) throws(WorkbookError) -> [UInt8] {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { throw failure(&error) }
    // The archive frees its source when it is closed, and what was written is read from there afterwards.
    zip_source_keep(target)
    defer { zip_source_free(target) }
    guard let archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error) else {
      zip_source_free(target)
      throw failure(&error)
    }
    for part in parts { try add(part.name, part.bytes, to: archive) }
    guard zip_close(archive) == 0 else {
      let found = failure(zip_get_error(archive))
      zip_discard(archive)
      throw found
    }
    return try contents(of: target)
  }

  private static func add(_ name: String, _ bytes: [UInt8], to archive: OpaquePointer) throws(WorkbookError) {
    guard let copy = malloc(max(bytes.count, 1)) else { throw WorkbookError(.tooLarge, found: "no memory to write \(name)", fix: "write less") }
    bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(copy, base, $0.count) } }
    guard let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
      free(copy)
      throw failure(zip_get_error(archive))
    }
    let index = zip_file_add(archive, name, source, UInt32(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      throw failure(zip_get_error(archive))
    }
    // The first moment that zip knows: 1980-01-01.
    zip_file_set_dostime(archive, UInt64(index), 0, 0x21, 0)
  }

  private static func contents(of source: OpaquePointer) throws(WorkbookError) -> [UInt8] {
    guard zip_source_open(source) == 0 else { throw failure(zip_source_error(source)) }
    defer { zip_source_close(source) }
    var bytes: [UInt8] = []
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 1)
    defer { piece.deallocate() }
    while let base = piece.baseAddress {
      let count = Int(zip_source_read(source, base, UInt64(piece.count)))
      guard count >= 0 else { throw failure(zip_source_error(source)) }
      if count == 0 { break }
      bytes.append(contentsOf: piece[..<count])
    }
    return bytes
  }

  private static func failure(_ error: UnsafeMutablePointer<zip_error_t>) -> WorkbookError {
    WorkbookError(.unreadable, found: "the archive cannot be written (\(String(cString: zip_error_strerror(error))))", fix: "write less at once")
  }
}
