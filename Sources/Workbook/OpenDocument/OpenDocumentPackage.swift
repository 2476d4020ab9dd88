/// Walks through the parts of an ods archive (OASIS Open Document 1.2 and 1.3).
struct OpenDocumentPackage {
  static let mimeType = "application/vnd.oasis.opendocument.spreadsheet"

  private let archive: ZipArchive
  private let receiver: any WorkbookReceiver

  init(_ archive: ZipArchive, receiver: any WorkbookReceiver) {
    self.archive = archive
    self.receiver = receiver
  }

  func read() throws(WorkbookError) {
    for name in archive.names {
      let lower = name.lowercased()
      if lower.hasPrefix("basic/") || lower.hasPrefix("scripts/"), !lower.hasSuffix("/") {
        throw WorkbookError(
          .hostile, found: "macros: a program inside the workbook", fix: "remove them (Tools, Macros, Organize) and save it again", place: name)
      }
    }
    if let manifest = archive.entry("META-INF/manifest.xml") { try XMLReader.read(manifest, of: archive, ManifestHandler()) }
    guard let content = archive.entry("content.xml") else { throw .damaged("an archive without content.xml") }
    try XMLReader.read(content, of: archive, ContentHandler(limits: archive.limits, receiver: receiver))
  }
}

/// Looks in the manifest for parts that are encrypted, which otherwise read as damaged.
private final class ManifestHandler: XMLHandler {
  override func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) {
    guard case "encryption-data" = name else { return }
    throw WorkbookError(.unreadable, found: "an encrypted workbook", fix: "save it without a password")
  }
}
