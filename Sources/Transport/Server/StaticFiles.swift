import Synchronization
import Wire

/// Files held in memory, answered with a strong ETag (RFC 9110 section 8.8.3), so that a browser asks once and then only whether they changed.
///
/// Text goes out compressed to those who take that: compressed once, when first asked for, and kept in that form beside its own ETag.
package final class StaticFiles: Sendable {
  /// One file.
  package struct File: Sendable {
    package let mediaType: String
    package let cacheControl: String
    fileprivate let contents: @Sendable () -> [UInt8]
    fileprivate let hash: String?

    /// Whether compressing makes it smaller: pictures and fonts are compressed already.
    fileprivate var isText: Bool {
      let type = mediaType.prefix { $0 != ";" }
      return type.hasPrefix("text/") || type == "application/json" || type == "application/javascript" || type == "image/svg+xml"
    }

    /// - Parameters:
    ///   - mediaType: value of Content-Type.
    ///   - hash: names these contents and no others; computed from them when first needed if it is not given.
    ///   - cacheControl: value of Cache-Control; by default the browser keeps the file and asks each time whether it changed.
    ///   - contents: gives the bytes; called for each answer that has them.
    package init(mediaType: String, hash: String? = nil, cacheControl: String = "no-cache", contents: @escaping @Sendable () -> [UInt8]) {
      self.mediaType = mediaType
      self.hash = hash
      self.cacheControl = cacheControl
      self.contents = contents
    }

    package init(_ bytes: [UInt8], mediaType: String, hash: String? = nil, cacheControl: String = "no-cache") {
      self.init(mediaType: mediaType, hash: hash, cacheControl: cacheControl) { bytes }
    }
  }

  /// A file as it goes out.
  private struct Form: Sendable {
    var tag: String
    /// The compressed contents; `nil` for those that are sent as they are.
    var compressed: [UInt8]?
  }

  /// Below this the head of the answer outweighs what compressing saves.
  private static let leastCompressedBytes = 1024

  private let files: [String: File]
  private let computedHashes = Mutex<[String: String]>([:])
  private let compressedForms = Mutex<[String: Form]>([:])

  /// - Parameter files: by name, without a slash in front: `index.html`, `client/session-manager.js`.
  package init(_ files: [String: File]) { self.files = files }

  package func contains(_ name: String) -> Bool { files[name] != nil }

  /// The answer to GET or HEAD for a file, compressed where that is worth it and the client takes it; `nil` when there is no such file.
  package func respond(name: String, to head: HTTPRequestHead) async -> HTTPResponse? {
    guard let file = files[name] else { return nil }
    guard file.isText, ContentCoding.acceptsGzip(head.headers) else { return respond(name: name, file, to: head, plainForm(of: file, name: name)) }
    if let form = compressedForms.withLock({ $0[name] }) { return respond(name: name, file, to: head, form) }
    // A large file takes tens of milliseconds, in which no reader on this loop would get anything.
    let form = await Task.detached { [self] in compressedForm(of: file, name: name) }.value
    compressedForms.withLock { $0[name] = form }
    return respond(name: name, file, to: head, form)
  }

  /// The same, never compressed: for files that are used once.
  package func respondPlainly(name: String, to head: HTTPRequestHead) -> HTTPResponse? {
    files[name].map { respond(name: name, $0, to: head, plainForm(of: $0, name: name)) }
  }

  private func respond(name: String, _ file: File, to head: HTTPRequestHead, _ form: Form) -> HTTPResponse {
    var headers: HTTPHeaders = ["ETag": form.tag, "Cache-Control": file.cacheControl]
    if file.isText { headers.append("Vary", "Accept-Encoding") }
    if Self.matches(head.headers, form.tag) { return HTTPResponse(status: 304, headers: headers) }
    headers.append("Content-Type", file.mediaType)
    headers.append("X-Content-Type-Options", "nosniff")
    if form.compressed != nil { headers.append("Content-Encoding", "gzip") }
    return HTTPResponse(status: 200, headers: headers, body: .bytes(form.compressed ?? file.contents()))
  }

  private func plainForm(of file: File, name: String) -> Form { Form(tag: "\"\(hash(of: file, name: name))\"", compressed: nil) }

  /// The plain form where compressing does not save a tenth.
  private func compressedForm(of file: File, name: String) -> Form {
    let contents = file.contents()
    guard contents.count >= Self.leastCompressedBytes, let compressed = Gzip.compress(contents), compressed.count < contents.count / 10 * 9 else {
      return plainForm(of: file, name: name)
    }
    return Form(tag: "\"\(hash(of: file, name: name))-gzip\"", compressed: compressed)
  }

  private func hash(of file: File, name: String) -> String {
    if let hash = file.hash { return hash }
    if let hash = computedHashes.withLock({ $0[name] }) { return hash }
    let hash = SHA1.digest(file.contents()).prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    computedHashes.withLock { $0[name] = hash }
    return hash
  }

  /// If-None-Match compares weakly (RFC 9110 section 13.1.2).
  private static func matches(_ headers: HTTPHeaders, _ tag: String) -> Bool {
    headers.list("if-none-match").contains { $0 == "*" || $0 == tag || $0 == "W/" + tag }
  }
}
