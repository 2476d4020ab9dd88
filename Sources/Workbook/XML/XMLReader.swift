import CExpat

/// Runs expat over a part of an archive. A document type is refused when it begins, so no entity is ever declared, expanded or fetched.
final class XMLReader {
  private static let pieceBytes: CInt = 128 << 10

  private let parser: OpaquePointer
  private let handler: XMLHandler
  private let maxDepth: Int
  private let place: String
  private var depth = 0
  private var failure: WorkbookError?
  private var isStopped = false

  private init(_ handler: XMLHandler, limits: WorkbookLimits, place: String) throws(WorkbookError) {
    guard let parser = XML_ParserCreate(nil) else {
      throw WorkbookError(.tooLarge, found: "no memory to read XML", fix: "try again when the machine is less busy", place: place)
    }
    self.parser = parser
    self.handler = handler
    self.place = place
    maxDepth = limits.xmlDepth
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        guard let context, let name, let attributes else { return }
        Unmanaged<XMLReader>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.started(XMLName(name), XMLAttributes(base: attributes)) }
      },
      { context, name in
        guard let context, let name else { return }
        Unmanaged<XMLReader>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.ended(XMLName(name)) }
      })
    XML_SetCharacterDataHandler(parser) { context, text, count in
      guard let context, let text, count > 0 else { return }
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(count)).assumingMemoryBound(to: UInt8.self)
      Unmanaged<XMLReader>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.said(bytes) }
    }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      guard let context else { return }
      Unmanaged<XMLReader>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.refuseDocumentType() }
    }
  }

  deinit { XML_ParserFree(parser) }

  /// - Throws: `WorkbookError` of the archive, the XML or the handler, with the part's name as its place where it has none.
  static func read(_ entry: ZipArchive.Entry, of archive: ZipArchive, _ handler: XMLHandler) throws(WorkbookError) {
    let reader = try XMLReader(handler, limits: archive.limits, place: entry.name)
    let source = try archive.reader(of: entry)
    try reader.run(maxTokenBytes: archive.limits.xmlTokenBytes) { (piece) throws(WorkbookError) in try source.read(into: piece) }
  }

  /// XML that is no part of an archive.
  static func read(_ bytes: [UInt8], limits: WorkbookLimits, place: String, _ handler: XMLHandler) throws(WorkbookError) {
    let reader = try XMLReader(handler, limits: limits, place: place)
    var rest = bytes[...]
    try reader.run(maxTokenBytes: limits.xmlTokenBytes) { (piece) throws(WorkbookError) in
      let taken = rest.prefix(piece.count)
      piece.copyBytes(from: taken)
      rest = rest.dropFirst(taken.count)
      return taken.count
    }
  }

  /// Inflates straight into expat's own buffer.
  private func run(
    maxTokenBytes: Int, _ next: (UnsafeMutableRawBufferPointer) throws(WorkbookError) -> Int
  ) throws(WorkbookError) {
    var fed = 0
    var isLast = false
    while !isLast {
      guard let buffer = XML_GetBuffer(parser, Self.pieceBytes) else {
        throw WorkbookError(.tooLarge, found: "no memory to read XML", fix: "try again when the machine is less busy", place: place)
      }
      let count = try next(UnsafeMutableRawBufferPointer(start: buffer, count: Int(Self.pieceBytes)))
      isLast = count == 0
      fed += count
      if XML_ParseBuffer(parser, CInt(count), isLast ? 1 : 0) == XML_STATUS_ERROR { throw reason() }
      // expat looks at an unfinished token again with every piece: what never ends would take a time that grows with its square.
      if !isLast, fed - Int(XML_GetCurrentByteIndex(parser)) > maxTokenBytes {
        throw WorkbookError(
          .hostile, found: "a tag of more than \(maxTokenBytes) bytes", fix: "open the file in a spreadsheet program and save it again", place: place)
      }
    }
  }

  private func reason() -> WorkbookError {
    if let failure { return failure.placed(place) }
    let text = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "unknown"
    return .damaged("XML that is not well-formed, in line \(XML_GetCurrentLineNumber(parser)) (\(text))", place: place)
  }

  @inline(__always)
  private func started(_ name: XMLName, _ attributes: XMLAttributes) {
    guard !isStopped else { return }
    depth += 1
    if depth > maxDepth {
      return stop(
        WorkbookError(.hostile, found: "elements nested deeper than \(maxDepth)", fix: "open the file in a spreadsheet program and save it again"))
    }
    do throws(WorkbookError) { try handler.start(name, attributes) } catch { stop(error) }
  }

  @inline(__always)
  private func ended(_ name: XMLName) {
    guard !isStopped else { return }
    depth -= 1
    do throws(WorkbookError) { try handler.end(name) } catch { stop(error) }
  }

  @inline(__always)
  private func said(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !isStopped else { return }
    do throws(WorkbookError) { try handler.text(bytes) } catch { stop(error) }
  }

  private func refuseDocumentType() {
    stop(
      WorkbookError(
        .hostile, found: "a document type (DTD), with which entities are declared; workbooks have none",
        fix: "do not open it; ask its sender for another file"))
  }

  private func stop(_ error: WorkbookError) {
    failure = error
    isStopped = true
    XML_StopParser(parser, 0)
  }
}
