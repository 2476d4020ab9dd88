import CZip
import Glibc

/// A zip archive whose directory is looked through before anything of it is inflated, and whose entries are inflated in pieces.
/// What entries say of their sizes is only used to refuse them; what is allowed is counted in bytes that really came out.
final class ZipArchive {
  struct Entry {
    let name: String
    let index: UInt64
    let compressedBytes: Int
  }

  let limits: WorkbookLimits
  private let handle: OpaquePointer
  private let fileBytes: Int
  private var entriesByName: [String: Entry] = [:]
  private var inflatedBytes = 0

  /// - Throws: `WorkbookError` where it is no archive, or one that is not safe to read.
  init(_ bytes: [UInt8], limits: WorkbookLimits) throws(WorkbookError) {
    // libzip frees its copy with the archive, so no caller's array has to stay where it is.
    guard let copy = malloc(max(bytes.count, 1)) else { throw .beyond("bytes of memory for a workbook", limit: limits.fileBytes) }
    bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(copy, base, $0.count) } }
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 1, &error) else {
      free(copy)
      throw Self.failure(&error)
    }
    guard let handle = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      zip_source_free(source)
      throw Self.failure(&error)
    }
    self.handle = handle
    self.limits = limits
    fileBytes = bytes.count
    try look()
  }

  /// - Throws: as above.
  init(path: String, bytes: Int, limits: WorkbookLimits) throws(WorkbookError) {
    var code: CInt = 0
    guard let handle = zip_open(path, ZIP_RDONLY, &code) else {
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      throw Self.failure(&error)
    }
    self.handle = handle
    self.limits = limits
    fileBytes = bytes
    try look()
  }

  deinit { zip_discard(handle) }

  /// The names as they stand, in no order.
  var names: [String] { entriesByName.values.map(\.name) }

  /// Names are compared without the case of ASCII letters, as Open Packaging has it.
  func entry(_ name: String) -> Entry? { entriesByName[name.lowercased()] }

  func reader(of entry: Entry) throws(WorkbookError) -> ZipEntryReader {
    guard let file = zip_fopen_index(handle, entry.index, 0) else {
      throw Self.failure(zip_get_error(handle), place: entry.name)
    }
    return ZipEntryReader(file: file, entry: entry, archive: self)
  }

  /// A small entry as a whole.
  func bytes(of entry: Entry, atMost limit: Int) throws(WorkbookError) -> [UInt8] {
    let reader = try reader(of: entry)
    var bytes: [UInt8] = []
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 1)
    defer { piece.deallocate() }
    while true {
      let count = try reader.read(into: piece)
      if count == 0 { return bytes }
      bytes.append(contentsOf: piece[..<count])
      if bytes.count > limit { throw .beyond("bytes in one part", limit: limit, place: entry.name) }
    }
  }

  fileprivate func account(_ count: Int, entry: Entry, soFar: Int) throws(WorkbookError) {
    inflatedBytes += count
    if soFar > limits.inflationFloorBytes, soFar / limits.inflationRatio > entry.compressedBytes {
      throw Self.bomb(limits, "of its compressed size", place: entry.name)
    }
    if inflatedBytes > limits.inflationFloorBytes * 4, inflatedBytes / limits.inflationRatio > fileBytes {
      throw Self.bomb(limits, "of the file's size", place: entry.name)
    }
    if inflatedBytes > limits.inflatedBytes { throw .beyond("inflated bytes", limit: limits.inflatedBytes, place: entry.name) }
  }

  // MARK: The directory

  private func look() throws(WorkbookError) {
    let count = zip_get_num_entries(handle, 0)
    guard count > 0 else { throw .damaged("an archive without entries") }
    guard count <= limits.archiveEntries else { throw .beyond("parts in the archive", limit: limits.archiveEntries) }
    var declaredBytes = 0
    for index in 0..<UInt64(count) {
      var status = zip_stat_t()
      zip_stat_init(&status)
      guard zip_stat_index(handle, index, 0, &status) == 0, let rawName = status.name else { throw .damaged("a directory entry that cannot be read") }
      let name = String(cString: rawName)
      try check(name: name)
      try check(status, name: name)
      let (sum, overflows) = declaredBytes.addingReportingOverflow(Int(clamping: status.size))
      guard !overflows, sum <= limits.inflationFloorBytes * 4 || sum / limits.inflationRatio <= fileBytes else {
        throw Self.bomb(limits, "of the file's size, by what it says of itself", place: nil)
      }
      declaredBytes = sum
      let entry = Entry(name: name, index: index, compressedBytes: Int(clamping: status.comp_size))
      guard entriesByName.updateValue(entry, forKey: name.lowercased()) == nil else {
        throw WorkbookError(
          .hostile, found: "two parts of one name, of which readers choose differently", fix: Self.resave, place: name)
      }
    }
  }

  private func check(name: String) throws(WorkbookError) {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isTrick =
      name.isEmpty || name.utf8.count > 512 || name.hasPrefix("/")
      || name.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: ":") }
      || parts.contains { $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8) }
    guard isTrick else { return }
    throw WorkbookError(
      .hostile, found: "a part whose name leads out of the archive or cannot be a name", fix: Self.resave, place: String(name.prefix(80)))
  }

  private func check(_ status: zip_stat_t, name: String) throws(WorkbookError) {
    if status.encryption_method != UInt16(ZIP_EM_NONE) {
      throw WorkbookError(.unreadable, found: "an encrypted part", fix: "save the workbook without a password", place: name)
    }
    guard status.comp_method == UInt16(ZIP_CM_STORE) || status.comp_method == UInt16(ZIP_CM_DEFLATE) else {
      throw WorkbookError(.unreadable, found: "a compression that workbooks do not use (\(status.comp_method))", fix: Self.resave, place: name)
    }
    let declared = Int(clamping: status.size)
    if declared > limits.inflationFloorBytes, declared / limits.inflationRatio > Int(clamping: status.comp_size) {
      throw Self.bomb(limits, "of its compressed size, by what it says of itself", place: name)
    }
  }

  private static let resave = "open the file in a spreadsheet program and save it again"

  private static func bomb(_ limits: WorkbookLimits, _ of: String, place: String?) -> WorkbookError {
    WorkbookError(
      .hostile, found: "a part that inflates to more than \(limits.inflationRatio) times \(of)",
      fix: "do not open it; ask its sender for another file",
      place: place)
  }

  fileprivate static func failure(_ error: UnsafeMutablePointer<zip_error_t>, place: String? = nil) -> WorkbookError {
    let text = String(cString: zip_error_strerror(error))
    return WorkbookError(
      .unreadable, found: "a damaged or truncated archive (\(text))", fix: "fetch the file again, or save it again in a spreadsheet program",
      place: place)
  }
}

/// One entry, inflated in pieces. Must not outlive its archive, which it holds.
final class ZipEntryReader {
  let entry: ZipArchive.Entry
  private let file: OpaquePointer
  private let archive: ZipArchive
  private var inflatedBytes = 0

  fileprivate init(file: OpaquePointer, entry: ZipArchive.Entry, archive: ZipArchive) {
    self.file = file
    self.entry = entry
    self.archive = archive
  }

  deinit { zip_fclose(file) }

  /// - Returns: how many bytes were written; 0 at the end, where the checksum held.
  func read(into piece: UnsafeMutableRawBufferPointer) throws(WorkbookError) -> Int {
    guard let base = piece.baseAddress else { return 0 }
    let count = Int(zip_fread(file, base, UInt64(piece.count)))
    guard count >= 0 else { throw ZipArchive.failure(zip_file_get_error(file), place: entry.name) }
    inflatedBytes += count
    try archive.account(count, entry: entry, soFar: inflatedBytes)
    return count
  }
}
